package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.Slice;
import io.plimsoll.host.export.Slice.PlannedPart;
import io.plimsoll.host.focus.ColumnBinding;
import io.plimsoll.host.focus.VersionGuess;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Reads the parts of one period, several at a time, into an aggregation, and checks every row on the way. */
final class PeriodReading {
  /** Everything a published period is read for. */
  static final List<String> COLUMNS = columns();

  private final Locations locations;
  private final ExportLocation location;
  private final Workers workers;
  private final BufferAllocator allocator;
  private final @Nullable FocusVersion declared;
  private final Cancellation cancellation;
  private final Listener listener;

  /** Told how far it is, from the reading threads. */
  interface Listener {
    void onProgress(int partsDone, long rows, long bytes);
  }

  PeriodReading(
      Locations locations,
      ExportLocation location,
      Workers workers,
      BufferAllocator allocator,
      @Nullable FocusVersion declared,
      Cancellation cancellation,
      Listener listener) {
    this.locations = locations;
    this.location = location;
    this.workers = workers;
    this.allocator = allocator;
    this.declared = declared;
    this.cancellation = cancellation;
    this.listener = listener;
  }

  /**
   * One part as it was read.
   *
   * @param rows data rows of the part
   * @param counted rows of the slice's days
   */
  record ReadPart(
      Slice slice,
      PlannedPart part,
      long rows,
      long counted,
      PartFindings findings,
      ColumnBinding binding,
      FocusVersion version,
      RawSums sums) {}

  /** Reads all parts of these slices. */
  List<ReadPart> read(List<Slice> slices, LocalDate period, Aggregation aggregation) {
    Queue<Work> queue = new ConcurrentLinkedQueue<>();
    slices.forEach(slice -> slice.parts().forEach(part -> queue.add(new Work(slice, part))));
    AtomicLong rows = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    AtomicLong done = new AtomicLong();
    List<Callable<List<ReadPart>>> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(workers.count(), queue.size()); i++) {
      lanes.add(
          () -> {
            List<ReadPart> read = new ArrayList<>();
            try (Lane lane = new Lane(period, aggregation, rows, done, bytes)) {
              for (Work work = queue.poll(); work != null; work = queue.poll()) {
                read.add(lane.read(work));
                bytes.addAndGet(work.part().object().size());
                listener.onProgress((int) done.incrementAndGet(), rows.get(), bytes.get());
              }
            }
            return read;
          });
    }
    return workers.all(lanes, cancellation).stream().flatMap(List::stream).toList();
  }

  private record Work(Slice slice, PlannedPart part) {}

  /**
   * Reads parts one after the other, on one thread. What is known of the distinct values of one part serves the next:
   * the parts of a run mostly name the same resources and tags.
   */
  private final class Lane implements AutoCloseable {
    private final LocalDate period;
    private final AtomicLong rows;
    private final AtomicLong done;
    private final AtomicLong bytes;
    private final Aggregation.PartSink sink;
    private final PartChecks checks = new PartChecks();
    private final ValueRules rules = new ValueRules(allocator);
    private @Nullable OpenPart before;

    Lane(LocalDate period, Aggregation aggregation, AtomicLong rows, AtomicLong done, AtomicLong bytes) {
      this.period = period;
      this.rows = rows;
      this.done = done;
      this.bytes = bytes;
      sink = aggregation.part();
    }

    ReadPart read(Work work) {
      String name = work.part().object().path();
      PartFindings findings = new PartFindings();
      RawSums sums = new RawSums();
      OpenPart part = OpenPart.open(locations, location, work.part().object(), work.part().format());
      try {
        FocusVersion version = version(work.slice(), part.binding());
        long counted = 0;
        if (!part.binding().columns().isEmpty()) {
          part.binding().requireFocus(name, version);
          List<String> absent = part.project(COLUMNS, allocator, before);
          follow(part);
          counted = rows(part, absent, work, findings, sums);
        }
        findings.add(part.report());
        part.binding().renamed().stream()
            .filter(c -> FocusColumns.find(c).filter(column -> column.isIn(version)).isEmpty())
            .forEach(c -> findings.add(DataQualityCode.COLUMN_RENAMED, 1, 0, c, c));
        long read = part.report().rows();
        requireRows(work.part(), read);
        return new ReadPart(work.slice(), work.part(), read, counted, findings, part.binding(), version, sums);
      } finally {
        if (part != before) {
          part.close();
        }
      }
    }

    /** A part stays open until the next one has taken over what it knows. */
    private void follow(OpenPart part) {
      OpenPart last = before;
      before = part;
      if (last != null) {
        last.close();
      }
    }

    private long rows(OpenPart part, List<String> absent, Work work, PartFindings findings, RawSums sums) {
      boolean windowed = !work.slice().days().areAll() || work.slice().billingPeriodOnly();
      checks.begin(work.part().object().path(), findings);
      rules.begin(findings);
      long counted = 0;
      try (AbsentColumns absentColumns = new AbsentColumns(absent, allocator);
          BatchWindow window =
              new BatchWindow(
                  work.slice().days(), work.slice().billingPeriodOnly() ? period : null, allocator)) {
        for (Batch batch = part.next(); batch != null; batch = part.next()) {
          cancellation.check();
          Batch kept = windowed ? window.apply(batch) : batch;
          if (kept != null) {
            checks.add(kept);
            sums.add(kept);
            sink.add(absentColumns.complete(rules.apply(kept)));
            counted += kept.columns().getRowCount();
          }
          listener.onProgress((int) done.get(), rows.addAndGet(batch.columns().getRowCount()), bytes.get());
        }
      }
      return counted;
    }

    @Override
    public void close() {
      try {
        sink.close();
        rules.close();
      } finally {
        if (before != null) {
          before.close();
        }
      }
    }
  }

  private FocusVersion version(Slice slice, ColumnBinding binding) {
    if (declared != null) {
      return declared;
    }
    String named = slice.dataVersion();
    if (named == null) {
      return VersionGuess.of(binding.columns().values().stream().map(c -> c.name()).toList());
    }
    return FocusVersion.parse(named)
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.INPUT_INVALID,
                    "The manifest of run " + slice.runId() + " names the dataset version '" + named
                        + "', which is not known.",
                    "Known versions: "
                        + String.join(", ", java.util.Arrays.stream(FocusVersion.values()).map(FocusVersion::text).toList())
                        + ". To read it as one of them, connect with --set focus.version=VERSION."));
  }

  private static void requireRows(PlannedPart part, long read) {
    if (part.rows() >= 0 && part.rows() != read) {
      throw new PlimsollException(
          ErrorCode.INPUT_INCOMPLETE,
          part.object().path() + " holds " + read + " rows where the manifest says " + part.rows()
              + "; the run was not published.",
          "It is tried again at the next collection; when it stays so, run the export again.");
    }
  }

  private static List<String> columns() {
    Set<String> columns = new LinkedHashSet<>(StandardRollup.KEYS);
    columns.add("ChargePeriodStart");
    StandardRollup.METRICS.forEach(metric -> columns.add(metric.column()));
    return List.copyOf(columns);
  }
}
