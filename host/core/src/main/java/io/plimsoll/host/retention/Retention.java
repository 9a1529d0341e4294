package io.plimsoll.host.retention;

import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.api.retention.RetentionReport.Line;
import io.plimsoll.host.collect.BatchWindow;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.StandardRollup;
import io.plimsoll.host.export.DayWindow;
import io.plimsoll.host.state.WorkspaceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is older than its window, to the day: whole rollups when all their days are, and the oldest
 * days of the rollup that the window cuts through.
 */
public final class Retention {
  private final RetentionPolicy policy;
  private final CostEngine engine;
  private final WorkspaceState state;
  private final Path rollups;
  private final BufferAllocator allocator;
  private final Clock clock;

  /** Works on one workspace. */
  public Retention(
      RetentionPolicy policy,
      CostEngine engine,
      WorkspaceState state,
      Path rollups,
      BufferAllocator allocator,
      Clock clock) {
    this.policy = policy;
    this.engine = engine;
    this.state = state;
    this.rollups = rollups;
    this.allocator = allocator;
    this.clock = clock;
  }

  /** Applies the windows of an organisation. Needs the collection lock unless it is a dry run. */
  public RetentionReport apply(OrganisationProfile organisation, boolean dryRun) {
    boolean keep = dryRun || organisation.legalHold();
    List<Line> lines = new ArrayList<>();
    for (DataClass dataClass : DataClass.values()) {
      LocalDate keptFrom =
          policy
              .window(organisation, dataClass)
              .map(window -> LocalDate.now(clock.withZone(ZoneOffset.UTC)).minus(window))
              .orElse(null);
      lines.add(keptFrom == null ? new Line(dataClass, null, 0, 0) : line(dataClass, keptFrom, keep));
    }
    return new RetentionReport(dryRun, organisation.legalHold(), lines);
  }

  private Line line(DataClass dataClass, LocalDate keptFrom, boolean keep) {
    return switch (dataClass) {
      case COSTS -> costs(keptFrom, keep);
      case ANOMALIES -> new Line(dataClass, keptFrom, state.removeAnomaliesBefore(keptFrom, keep), 0);
      case RUNS -> new Line(dataClass, keptFrom, state.removeRunsBefore(keptFrom, keep), 0);
    };
  }

  private Line costs(LocalDate keptFrom, boolean keep) {
    long days = 0;
    long bytes = 0;
    for (Publication shown : state.publications()) {
      if (shown.firstDay() == null || shown.lastDay() == null || !shown.firstDay().isBefore(keptFrom)) {
        continue;
      }
      LocalDate end = shown.lastDay().isBefore(keptFrom) ? shown.lastDay().plusDays(1) : keptFrom;
      days += ChronoUnit.DAYS.between(shown.firstDay(), end);
      Path file = rollups.resolve(shown.rollup());
      long before = size(file);
      if (keep) {
        bytes += shown.lastDay().isBefore(keptFrom) ? before : 0;
        continue;
      }
      Publication trimmed = shown.lastDay().isBefore(keptFrom) ? null : trimmed(shown, keptFrom);
      state.trim(shown, trimmed, keptFrom);
      bytes += before - (trimmed == null ? 0 : size(rollups.resolve(trimmed.rollup())));
      delete(file);
    }
    return new Line(DataClass.COSTS, keptFrom, days, bytes);
  }

  /** The same publication over a rollup without the days before this one. */
  private @Nullable Publication trimmed(Publication shown, LocalDate keptFrom) {
    Path file = rollups.resolve(shown.period().toString().substring(0, 7) + "-" + UUID.randomUUID() + ".rollup");
    List<String> columns = new ArrayList<>(List.of(AggregationSpec.DAY));
    columns.addAll(StandardRollup.KEYS);
    StandardRollup.METRICS.forEach(m -> columns.add(m.column()));
    try (Rollup whole = engine.open(rollups.resolve(shown.rollup()));
        Aggregation kept = engine.aggregate(StandardRollup.spec());
        BatchWindow window = new BatchWindow(new DayWindow(keptFrom, null), null, allocator)) {
      try (Batches facts = whole.scan(columns, allocator);
          Aggregation.PartSink sink = kept.part()) {
        for (Batch batch = facts.next(); batch != null; batch = facts.next()) {
          Batch inside = window.apply(batch);
          if (inside != null) {
            sink.add(inside);
          }
        }
      }
      try (Rollup rest = kept.finish()) {
        RollupSummary summary = rest.summary();
        if (summary.firstDay() == null) {
          return null;
        }
        rest.writeTo(file);
        return new Publication(
            shown.connection(), shown.export(), shown.scope(), shown.period(), shown.runId(), file.getFileName().toString(),
            summary.firstDay(), summary.lastDay(), shown.fingerprint(), shown.submittedAt(),
            shown.source().notBefore(keptFrom));
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
