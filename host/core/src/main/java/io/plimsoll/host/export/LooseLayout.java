package io.plimsoll.host.export;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.host.collect.Cancellation;
import io.plimsoll.host.collect.OpenPart;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.export.Slice.PlannedPart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/**
 * Plans loose FOCUS files: all files of a location are the parts of one run, and the rows themselves say
 * which billing period they belong to.
 */
public final class LooseLayout {
  /** The name runs of loose files go by. */
  public static final String EXPORT = "loose";

  private static final List<String> DATES = List.of("BillingPeriodStart", "ChargePeriodStart");

  private final Connection connection;
  private final Locations locations;
  private final Workers workers;
  private final Clock clock;

  /** Plans the files of this connection. */
  public LooseLayout(Connection connection, Locations locations, Workers workers, Clock clock) {
    this.connection = connection;
    this.locations = locations;
    this.workers = workers;
    this.clock = clock;
  }

  /** What to read for each billing period that the files hold. */
  public List<PeriodPlan> plan(ExportLocation location, BufferAllocator allocator) {
    List<Callable<Scanned>> scans = new ArrayList<>();
    for (StoredObject object : Catalogue.list(location).values()) {
      Catalogue.format(object.path())
          .ifPresent(format -> scans.add(() -> scan(location, new PlannedPart(object, format, -1), allocator)));
    }
    Map<YearMonth, List<Scanned>> byMonth = new TreeMap<>();
    List<Run> setAside = new ArrayList<>();
    for (Scanned file : workers.all(scans, new Cancellation())) {
      file.months().forEach(month -> byMonth.computeIfAbsent(month, m -> new ArrayList<>()).add(file));
      if (file.refused() != null) {
        setAside.add(aside(file));
      }
    }
    List<PeriodPlan> plans = new ArrayList<>();
    byMonth.forEach((month, files) -> plans.add(plan(month, files)));
    setAside.forEach(run -> plans.add(new PeriodPlan(EXPORT, scope(), run.period(), List.of(), List.of(run))));
    return plans;
  }

  private PeriodPlan plan(YearMonth month, List<Scanned> files) {
    List<PlannedPart> whole = new ArrayList<>();
    List<PlannedPart> mixed = new ArrayList<>();
    files.forEach(f -> (f.months().size() == 1 ? whole : mixed).add(f.part()));
    String runId = "loose-" + digest(files).substring(0, 16);
    Instant newest =
        files.stream().map(f -> f.part().object().lastModified()).max(Comparator.naturalOrder()).orElseThrow();
    List<Slice> slices = new ArrayList<>();
    if (!whole.isEmpty()) {
      slices.add(new Slice(runId, newest, null, Days.ALL, false, whole, -1));
    }
    if (!mixed.isEmpty()) {
      slices.add(new Slice(runId, newest, null, Days.ALL, true, mixed, -1));
    }
    return new PeriodPlan(EXPORT, scope(), month.atDay(1), slices, List.of());
  }

  private Scanned scan(ExportLocation location, PlannedPart planned, BufferAllocator allocator) {
    Set<YearMonth> months = new TreeSet<>();
    try (OpenPart part = OpenPart.open(locations, location, planned.object(), planned.format())) {
      List<String> dates = DATES.stream().filter(part.binding().columns()::containsKey).toList();
      if (dates.isEmpty() && !part.binding().columns().isEmpty()) {
        throw new PlimsollException(
            ErrorCode.INPUT_INVALID,
            planned.object().path() + " is not a FOCUS export: it has neither BillingPeriodStart nor ChargePeriodStart.",
            "Create a \"Cost and usage details (FOCUS)\" export in Azure Cost Management, or move this file elsewhere.");
      }
      if (!dates.isEmpty()) {
        part.project(dates, allocator);
        for (Batch batch = part.next(); batch != null; batch = part.next()) {
          months(batch, months);
        }
      }
      return new Scanned(planned, months, null);
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.INPUT_INVALID && e.code() != ErrorCode.INPUT_INCOMPLETE) {
        throw e;
      }
      return new Scanned(planned, Set.of(), e);
    }
  }

  private static void months(Batch batch, Set<YearMonth> months) {
    FieldVector first = batch.columns().getVector(0);
    long lastStart = Long.MAX_VALUE;
    for (int row = 0; row < batch.columns().getRowCount(); row++) {
      FieldVector vector = first.isNull(row) ? batch.columns().getVector(batch.columns().getFieldVectors().size() - 1) : first;
      if (vector.isNull(row)) {
        continue;
      }
      long micros = ((TimeStampMicroVector) vector).get(row);
      if (micros != lastStart) {
        lastStart = micros;
        months.add(YearMonth.from(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)).atZone(ZoneOffset.UTC)));
      }
    }
  }

  private Run aside(Scanned file) {
    PlimsollException e = file.refused();
    StoredObject object = file.part().object();
    LocalDate period = object.lastModified().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    return new Run(
        connection.name(), EXPORT, scope(), period, object.path(), object.lastModified(), "",
        e.code() == ErrorCode.INPUT_INVALID ? Run.State.QUARANTINED : Run.State.INCOMPLETE, 1, 0, e.getMessage(),
        e.advice(), clock.instant());
  }

  private String scope() {
    return "loose:" + connection.name();
  }

  private static String digest(List<Scanned> files) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      files.forEach(
          f ->
              sha.update(
                  (f.part().object().path() + '\n' + f.part().object().etag() + '\n').getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Scanned(PlannedPart part, Set<YearMonth> months, @org.jspecify.annotations.Nullable PlimsollException refused) {}
}
