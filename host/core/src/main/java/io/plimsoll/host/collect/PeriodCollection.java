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

  /**
   * A period ready to be published: the pointer alone still has to move.
   *
   * @param rollup the file that was written; {@code null} when no row was read
   */
  record Prepared(Publication publication, Receipt receipt, Breakdown breakdown, @Nullable Path rollup) {}

  /** @param shown what is shown of the period now; {@code null} when nothing is */
  Prepared prepare(
      Connection connection,
      PeriodPlan plan,
      String fingerprint,
      @Nullable Shown shown,
      ExportLocation location,
      ProgressListener progress,
      Cancellation cancellation) {
    Instant started = clock.instant();
    try (Refresh refresh =
        shown == null
            ? Refresh.everything(engine, rollups, connection, plan)
            : Refresh.of(engine, rollups, connection, plan, shown)) {
      List<Slice> toRead = refresh.toRead();
      PeriodReading reading =
          new PeriodReading(
              locations, location, workers, allocator, declaredVersion(connection), cancellation.ofPart(),
              listener(connection, plan, toRead, progress));
      try (Aggregation aggregation = engine.aggregate(StandardRollup.spec())) {
        List<ReadPart> parts = reading.read(toRead, plan.period(), aggregation);
        cancellation.check();
        try (Rollup rollup = aggregation.finish()) {
          List<MetricTotal> read = requireSameSums(plan, parts, rollup.summary());
          Path file = rollup.summary().rows() == 0 ? null : write(rollup, plan);
          try {
            PublishedPeriod period = new PublishedPeriod(connection, plan, fingerprint, shown, refresh, parts);
            return period.prepared(engine, rollup, file, read, started, clock.instant());
          } catch (RuntimeException | Error e) {
            discard(file);
            throw e;
          }
        }
      }
    }
  }

  private static PeriodReading.Listener listener(
      Connection connection, PeriodPlan plan, List<Slice> slices, ProgressListener progress) {
    int partsTotal = slices.stream().mapToInt(s -> s.parts().size()).sum();
    long bytesTotal = slices.stream().flatMap(s -> s.parts().stream()).mapToLong(p -> p.object().size()).sum();
    long rowsTotal = slices.stream().anyMatch(s -> s.rows() < 0) ? -1 : slices.stream().mapToLong(Slice::rows).sum();
    return (done, rows, bytes) ->
        progress.onProgress(
            new Progress(
                connection.name(), plan.export(), plan.period().toString(), done, partsTotal, rows, rowsTotal, bytes,
                bytesTotal));
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

  private static void discard(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Nobody points to it: the next collection sweeps it away.
      throw new UncheckedIOException(e);
    }
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
