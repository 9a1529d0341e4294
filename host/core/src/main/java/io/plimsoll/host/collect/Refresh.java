package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.host.collect.Publication.Piece;
import io.plimsoll.host.export.DayWindow;
import io.plimsoll.host.export.Days;
import io.plimsoll.host.export.PeriodPlan;
import io.plimsoll.host.export.Slice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a shown period stays as it is, and what has to be read.
 *
 * <p>A day stays when the run that answers for it is the one it was read from, unchanged in every part. When what
 * is kept cannot be opened or does not add up to what its receipt says, nothing is kept and all is read. The
 * rollups are open until this is closed.
 */
final class Refresh implements AutoCloseable {
  /** A question opens this many files of a period at most. */
  static final int MOST_PIECES = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);

  private final CostEngine engine;
  private final Path folder;
  private final Connection connection;
  private final PeriodPlan plan;
  private final List<Rollup> opened = new ArrayList<>();
  private List<Kept> kept = new ArrayList<>();
  private Days days = Days.NONE;

  private Refresh(CostEngine engine, Path folder, Connection connection, PeriodPlan plan) {
    this.engine = engine;
    this.folder = folder;
    this.connection = connection;
    this.plan = plan;
  }

  /**
   * A piece that is kept.
   *
   * @param rollup without the days that are not shown from it
   * @param days those it holds and shows
   */
  record Kept(Piece piece, Rollup rollup, RollupSummary summary, Set<LocalDate> days) {}

  /** Reads everything. */
  static Refresh everything(CostEngine engine, Path folder, Connection connection, PeriodPlan plan) {
    return new Refresh(engine, folder, connection, plan);
  }

  /** Keeps what is still right of what is shown. */
  static Refresh of(CostEngine engine, Path folder, Connection connection, PeriodPlan plan, Shown shown) {
    Refresh refresh = new Refresh(engine, folder, connection, plan);
    try {
      refresh.keep(shown);
      if (refresh.kept.isEmpty() || refresh.addsUp(shown.breakdown())) {
        return refresh;
      }
      LOG.warn("the rollups of {} do not add up to their receipt; the period is read anew", plan.period());
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.STORAGE_CORRUPT && e.code() != ErrorCode.STORAGE_UNAVAILABLE) {
        refresh.close();
        throw e;
      }
      LOG.warn("a rollup of {} cannot be opened; the period is read anew", plan.period());
    } catch (RuntimeException | Error e) {
      refresh.close();
      throw e;
    }
    refresh.close();
    return everything(engine, folder, connection, plan);
  }

  /** What is kept, in the order shown. */
  List<Kept> kept() {
    return kept;
  }

  /** The days that are kept, those without a charge among them. */
  Days days() {
    return days;
  }

  /** The runs to read, each for those of its days that are not kept. */
  List<Slice> toRead() {
    return plan.slices().stream()
        .map(slice -> slice.on(slice.days().without(days)))
        .filter(slice -> !slice.days().areNone())
        .toList();
  }

  private void keep(Shown shown) {
    days = unchanged(shown.publication().source());
    if (days.areNone()) {
      return;
    }
    for (Piece piece : shown.publication().pieces()) {
      Rollup file = engine.open(folder.resolve(piece.rollup()));
      opened.add(file);
      Set<LocalDate> stays = new TreeSet<>();
      Set<LocalDate> leaves = new TreeSet<>(piece.without());
      for (LocalDate day : Breakdowns.dates(engine, file)) {
        (days.contain(day) && !leaves.contains(day) ? stays : leaves).add(day);
      }
      Rollup rollup = leaves.isEmpty() ? file : file.without(leaves);
      if (!stays.isEmpty()) {
        kept.add(new Kept(new Piece(piece.rollup(), List.copyOf(leaves)), rollup, rollup.summary(), stays));
      }
    }
    if (kept.size() == MOST_PIECES && !toRead().isEmpty()) {
      keepLargest();
    }
  }

  /** The days whose run is the one they were read from. */
  private Days unchanged(PublishedSource source) {
    Days unchanged = Days.NONE;
    Days owned = Days.NONE;
    for (Slice slice : plan.slices()) {
      if (!owned.and(slice.days()).areNone()) {
        // Two of them share days, as loose files do: no day has one owner.
        return Days.NONE;
      }
      owned = owned.or(slice.days());
      unchanged = unchanged.or(slice.days().and(source.daysOf(Fingerprints.ofSlice(connection, slice))));
    }
    return unchanged;
  }

  /** The small pieces become one with what is read. */
  private void keepLargest() {
    Kept largest = kept.stream().max(Comparator.comparing((Kept k) -> k.summary().rows())).orElseThrow();
    Set<LocalDate> again = new TreeSet<>();
    kept.stream().filter(piece -> piece != largest).forEach(piece -> again.addAll(piece.days()));
    for (Slice slice : plan.slices()) {
      // A run that is read is read for all of its days, unless the largest piece shows some of them.
      if (again.stream().anyMatch(slice.days()::contain)) {
        Days shown = Days.of(largest.days().stream().map(day -> new DayWindow(day, day.plusDays(1))).toList());
        days = days.without(slice.days().without(shown));
      }
    }
    kept = List.of(largest);
  }

  /** Whether the days that are kept sum up to what was published of them. */
  private boolean addsUp(Breakdown published) {
    Map<List<Object>, BigDecimal> differences = new HashMap<>();
    for (Kept piece : kept) {
      for (Breakdown.Day day : Breakdowns.days(engine, List.of(piece.rollup()))) {
        differences.merge(key(day), day.value(), BigDecimal::add);
      }
    }
    for (Breakdown.Day day : published.days()) {
      if (days.contain(day.day())) {
        differences.merge(key(day), day.value().negate(), BigDecimal::add);
      }
    }
    return differences.values().stream().allMatch(difference -> difference.signum() == 0);
  }

  private static List<Object> key(Breakdown.Day day) {
    return List.of(day.day(), day.metric(), String.valueOf(day.unit()));
  }

  @Override
  public void close() {
    opened.forEach(Rollup::close);
  }
}
