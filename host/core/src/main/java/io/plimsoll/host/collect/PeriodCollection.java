package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest.Progress;
import io.plimsoll.api.collect.CollectRequest.ProgressListener;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.host.collect.PeriodReading.ReadPart;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.PeriodPlan;
import io.plimsoll.host.export.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rollup and the receipt of one period: reads the parts, checks the sums of the rollup against the
 * sums of the parts, and writes the rollup under a name nobody knows yet.
 */
final class PeriodCollection {
  private final CostEngine engine;
  private final Locations locations;
  private final Workers workers;
  private final BufferAllocator allocator;
  private final Path rollups;
  private final Clock clock;

  PeriodCollection(
      CostEngine engine, Locations locations, Workers workers, BufferAllocator allocator, Path rollups, Clock clock) {
    this.engine = engine;
    this.locations = locations;
    this.workers = workers;
    this.allocator = allocator;
    this.rollups = rollups;
    this.clock = clock;
  }

  /** A period ready to be published: the pointer alone still has to move. */
  record Prepared(Publication publication, Receipt receipt, Breakdown breakdown, Path rollup) {}

  Prepared prepare(
      Connection connection,
      PeriodPlan plan,
      String fingerprint,
      ExportLocation location,
      ProgressListener progress,
      Cancellation cancellation) {
    Instant started = clock.instant();
    int partsTotal = plan.slices().stream().mapToInt(s -> s.parts().size()).sum();
    long bytesTotal = plan.slices().stream().flatMap(s -> s.parts().stream()).mapToLong(p -> p.object().size()).sum();
    long rowsTotal =
        plan.slices().stream().anyMatch(s -> s.rows() < 0) ? -1 : plan.slices().stream().mapToLong(Slice::rows).sum();
    PeriodReading.Listener listener =
        (done, rows, bytes) ->
            progress.onProgress(
                new Progress(
                    connection.name(), plan.export(), plan.period().toString(), done, partsTotal, rows, rowsTotal, bytes,
                    bytesTotal));
    PeriodReading reading =
        new PeriodReading(
            locations, location, workers, allocator, declaredVersion(connection), cancellation.ofPart(), listener);
    try (Aggregation aggregation = engine.aggregate(StandardRollup.spec())) {
      List<ReadPart> parts = reading.read(plan.slices(), plan.period(), aggregation);
      cancellation.check();
      try (Rollup rollup = aggregation.finish()) {
        List<MetricTotal> totals = requireSameSums(plan, parts, rollup.summary());
        Path file = write(rollup, plan);
        return prepared(connection, plan, fingerprint, parts, rollup, totals, file, started);
      }
    }
  }

  /** The sums of the rollup and those of the parts agree to the last digit, or nothing is published. */
  private static List<MetricTotal> requireSameSums(PeriodPlan plan, List<ReadPart> parts, RollupSummary summary) {
    RawSums raw = new RawSums();
    parts.forEach(p -> raw.add(p.sums()));
    List<MetricTotal> totals = raw.totals();
    Map<String, BigDecimal> differences = new HashMap<>();
    totals.forEach(t -> differences.merge(t.metric().column() + ' ' + t.unit(), t.value(), BigDecimal::add));
    summary.totals().forEach(t -> differences.merge(t.metric().column() + ' ' + t.unit(), t.value().negate(), BigDecimal::add));
    differences.forEach(
        (what, difference) -> {
          if (difference.signum() != 0) {
            throw new PlimsollException(
                ErrorCode.INTERNAL,
                "The rollup of " + plan.export() + " " + plan.period() + " differs from its parts by "
                    + difference.toPlainString() + " in " + what + "; nothing was published.",
                "Report this: it is a defect of the engine.");
          }
        });
    long counted = parts.stream().mapToLong(ReadPart::counted).sum();
    if (counted != summary.rows()) {
      throw new PlimsollException(
          ErrorCode.INTERNAL,
          "The rollup of " + plan.export() + " " + plan.period() + " holds " + summary.rows() + " rows of " + counted
              + "; nothing was published.",
          "Report this: it is a defect of the engine.");
    }
    return totals;
  }

  private Path write(Rollup rollup, PeriodPlan plan) {
    Path file = rollups.resolve(plan.period().toString().substring(0, 7) + "-" + UUID.randomUUID() + ".rollup");
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    rollup.writeTo(unfinished);
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(rollups, StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private Prepared prepared(
      Connection connection,
      PeriodPlan plan,
      String fingerprint,
      List<ReadPart> parts,
      Rollup rollup,
      List<MetricTotal> totals,
      Path file,
      Instant started) {
    RollupSummary summary = rollup.summary();
    Slice newest = plan.slices().get(0);
    Instant now = clock.instant();
    Map<DataQualityCode, Long> repaired = new EnumMap<>(DataQualityCode.class);
    List<Receipt.PartExample> examples = new ArrayList<>();
    Map<String, String> columns = new LinkedHashMap<>();
    Set<String> unknown = new TreeSet<>();
    for (ReadPart part : parts) {
      String name = part.part().object().path();
      part.findings().counts().forEach((code, times) -> repaired.merge(code, times, Long::sum));
      part.findings().examples().stream()
          .filter(e -> examples.stream().filter(x -> x.example().code() == e.code()).count() < 5)
          .forEach(e -> examples.add(new Receipt.PartExample(name, e)));
      part.binding().columns().forEach((model, column) -> columns.put(column.name(), model));
      unknown.addAll(part.binding().unknown());
    }
    String versions =
        parts.stream().map(p -> p.version().text()).distinct().sorted().collect(Collectors.joining(", "));
    int runs = (int) plan.slices().stream().map(Slice::runId).distinct().count();
    Run run =
        new Run(
            connection.name(), plan.export(), plan.scope(), plan.period(), newest.runId(), newest.submittedAt(), versions,
            Run.State.PUBLISHED, parts.size(), summary.rows(),
            runs == 1 ? "" : "Days that this run does not cover come from " + (runs - 1) + " earlier one(s).", "", now);
    Receipt receipt =
        new Receipt(
            run, receiptParts(plan, parts), parts.stream().mapToLong(p -> p.part().object().size()).sum(), summary.rows(),
            totals, !repaired.containsKey(DataQualityCode.NUMBER_ROUNDED), repaired, examples, columns,
            List.copyOf(unknown), now, Duration.between(started, now));
    Publication publication =
        new Publication(
            connection.name(), plan.export(), plan.scope(), plan.period(), newest.runId(), file.getFileName().toString(),
            summary.firstDay(), summary.lastDay(), fingerprint, newest.submittedAt(), source(plan, parts));
    return new Prepared(publication, receipt, Breakdowns.of(engine, rollup, summary), file);
  }

  private static List<Receipt.Part> receiptParts(PeriodPlan plan, List<ReadPart> parts) {
    List<Receipt.Part> inOrder = new ArrayList<>();
    for (Slice slice : plan.slices()) {
      for (Slice.PlannedPart part : slice.parts()) {
        parts.stream()
            .filter(p -> p.slice() == slice && p.part() == part)
            .forEach(
                p ->
                    inOrder.add(
                        new Receipt.Part(part.object().path(), part.object().size(), part.object().etag(), p.rows())));
      }
    }
    return inOrder;
  }

  private static PublishedSource source(PeriodPlan plan, List<ReadPart> parts) {
    List<PublishedSource.Part> sources = new ArrayList<>();
    for (ReadPart part : parts) {
      Map<String, String> columns = new HashMap<>();
      part.binding().columns().forEach((model, column) -> columns.put(model, column.name()));
      if (!columns.isEmpty()) {
        sources.add(
            new PublishedSource.Part(
                part.part().object(), part.part().format(), part.slice().window(), part.slice().billingPeriodOnly(),
                part.rows(), columns));
      }
    }
    return new PublishedSource(sources, plan.period());
  }

  private static @Nullable FocusVersion declaredVersion(Connection connection) {
    String text = connection.settings().get("focus.version");
    return text == null
        ? null
        : FocusVersion.parse(text)
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.INVALID_REQUEST,
                        "Connection " + connection.name() + " declares FOCUS version '" + text + "', which is not known.",
                        "Use one of: "
                            + java.util.Arrays.stream(FocusVersion.values()).map(FocusVersion::text).collect(Collectors.joining(", "))
                            + "."));
  }
}
