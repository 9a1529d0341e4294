package io.plimsoll.host.retention;

import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.api.retention.RetentionReport.Line;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.Publication.Piece;
import io.plimsoll.host.export.Days;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is older than its window, to the day: whole rollups when all their days are, and the oldest
 * days of the rollup that the window cuts through, which is written anew without them.
 */
public final class Retention {
  private final RetentionPolicy policy;
  private final CostEngine engine;
  private final WorkspaceState state;
  private final Path rollups;
  private final Clock clock;

  /** Works on one workspace. */
  public Retention(
      RetentionPolicy policy,
      CostEngine engine,
      WorkspaceState state,
      Path rollups,
      Clock clock) {
    this.policy = policy;
    this.engine = engine;
    this.state = state;
    this.rollups = rollups;
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
      if (!reachesBefore(shown, keptFrom)) {
        continue;
      }
      boolean all = shown.lastDay() == null || shown.lastDay().isBefore(keptFrom);
      days += daysBefore(shown, keptFrom);
      long before = size(shown);
      if (keep) {
        bytes += all ? before : 0;
        continue;
      }
      Publication trimmed = all ? null : trimmed(shown, keptFrom);
      state.trim(shown, trimmed, keptFrom);
      bytes += before - (trimmed == null ? 0 : size(trimmed));
      for (String file : shown.rollups()) {
        if (trimmed == null || !trimmed.rollups().contains(file)) {
          delete(rollups.resolve(file));
        }
      }
    }
    return new Line(DataClass.COSTS, keptFrom, days, bytes);
  }

  /** Whether some file has days to remove: shown ones, or ones that were replaced and are not shown any more. */
  private static boolean reachesBefore(Publication shown, LocalDate keptFrom) {
    return shown.firstDay() != null && shown.firstDay().isBefore(keptFrom)
        || shown.pieces().stream().anyMatch(p -> !p.without().isEmpty() && p.without().get(0).isBefore(keptFrom));
  }

  private static long daysBefore(Publication shown, LocalDate keptFrom) {
    if (shown.firstDay() == null || shown.lastDay() == null || !shown.firstDay().isBefore(keptFrom)) {
      return 0;
    }
    LocalDate end = shown.lastDay().isBefore(keptFrom) ? shown.lastDay().plusDays(1) : keptFrom;
    return ChronoUnit.DAYS.between(shown.firstDay(), end);
  }

  /** The same publication over rollups without the days before this one. */
  private @Nullable Publication trimmed(Publication shown, LocalDate keptFrom) {
    List<Piece> pieces = new ArrayList<>();
    LocalDate first = null;
    LocalDate last = null;
    for (Piece piece : shown.pieces()) {
      try (Rollup file = engine.open(rollups.resolve(piece.rollup()))) {
        LocalDate fileFirst = file.summary().firstDay();
        Set<LocalDate> leftOut = new HashSet<>(piece.without());
        boolean old = fileFirst != null && fileFirst.isBefore(keptFrom);
        if (old) {
          fileFirst.datesUntil(keptFrom).forEach(leftOut::add);
        }
        Rollup rest = leftOut.isEmpty() ? file : file.without(leftOut);
        RollupSummary summary = rest.summary();
        if (summary.firstDay() == null || summary.lastDay() == null) {
          continue;
        }
        first = first == null || summary.firstDay().isBefore(first) ? summary.firstDay() : first;
        last = last == null || summary.lastDay().isAfter(last) ? summary.lastDay() : last;
        pieces.add(old ? written(rest, shown) : piece);
      }
    }
    return pieces.isEmpty()
        ? null
        : new Publication(
            shown.connection(), shown.export(), shown.scope(), shown.period(), shown.runId(), pieces, first, last,
            shown.fingerprint(), shown.submittedAt(), shown.source().on(Days.ALL.notBefore(keptFrom)));
  }

  private Piece written(Rollup rest, Publication shown) {
    Path file = rollups.resolve(shown.period().toString().substring(0, 7) + "-" + UUID.randomUUID() + ".rollup");
    rest.writeTo(file);
    return new Piece(file.getFileName().toString(), List.of());
  }

  private long size(Publication publication) {
    return publication.rollups().stream().mapToLong(file -> size(rollups.resolve(file))).sum();
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
