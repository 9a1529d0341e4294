package io.plimsoll.host.export;

import io.plimsoll.api.collect.Run;
import io.plimsoll.host.export.Catalogue.Candidate;
import io.plimsoll.host.export.Catalogue.Key;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which runs of one export and billing period count, and for which days.
 *
 * <p>In append mode every run holds the month to date, so the newest run alone counts. A later run of
 * fewer days, as a one-time export makes, replaces only the days it covers; older runs fill the rest.
 */
final class RunSelection {
  private static final Comparator<Candidate> NEWEST_FIRST =
      Comparator.comparing(RunSelection::submitted).thenComparing(c -> c.manifest().runId()).reversed();

  private RunSelection() {}

  static PeriodPlan select(String connection, Key key, List<Candidate> runs, List<Run> aside, Clock clock) {
    List<Candidate> ordered = new ArrayList<>(runs);
    ordered.sort(NEWEST_FIRST);
    YearMonth month = YearMonth.from(key.period());
    Set<LocalDate> open = new HashSet<>(month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)).toList());
    List<Slice> slices = new ArrayList<>();
    List<Run> setAside = new ArrayList<>(aside);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ordered.size(); i++) {
      Candidate run = ordered.get(i);
      Days days =
          seen.add(run.manifest().runId()) ? Days.of(windows(run, ordered, i, month, open)) : Days.NONE;
      if (!days.areNone()) {
        slices.add(
            new Slice(
                run.manifest().runId(), run.manifest().submittedAt(), run.manifest().dataVersion(), days, false,
                run.parts(), run.manifest().rows()));
      } else {
        Candidate newest = ordered.get(0);
        setAside.add(
            new Run(
                connection, key.export(), key.scope(), key.period(), run.manifest().runId(), run.manifest().submittedAt(),
                run.manifest().dataVersion() == null ? "" : run.manifest().dataVersion(), Run.State.SUPERSEDED,
                run.parts().size(), Math.max(0, run.manifest().rows()),
                "Run " + newest.manifest().runId() + " took its place.", "", clock.instant()));
      }
    }
    return new PeriodPlan(key.export(), key.scope(), key.period(), slices, setAside);
  }

  /** The days this run still has to answer for; takes them from the open ones. */
  private static List<DayWindow> windows(
      Candidate run, List<Candidate> ordered, int index, YearMonth month, Set<LocalDate> open) {
    LocalDate first = max(run.manifest().firstDay(), month.atDay(1));
    LocalDate last = min(run.manifest().lastDay(), month.atEndOfMonth());
    boolean startsWithMonth = first.equals(month.atDay(1));
    boolean nobodyReachesFurther =
        ordered.stream().skip(index + 1L).noneMatch(o -> o.manifest().lastDay().isAfter(run.manifest().lastDay()));
    boolean nobodyStartsEarlier =
        ordered.stream().skip(index + 1L).noneMatch(o -> o.manifest().firstDay().isBefore(run.manifest().firstDay()));
    boolean ownMonth = YearMonth.from(run.manifest().firstDay()).equals(YearMonth.from(run.manifest().lastDay()));
    if (nobodyReachesFurther) {
      last = month.atEndOfMonth();
    }
    boolean untouched = open.size() == month.lengthOfMonth();
    if (untouched && (startsWithMonth || nobodyStartsEarlier) && nobodyReachesFurther && ownMonth) {
      open.clear();
      return Days.ALL.windows();
    }
    List<DayWindow> windows = new ArrayList<>();
    LocalDate from = null;
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (open.remove(day)) {
        from = from == null ? day : from;
      } else if (from != null) {
        windows.add(window(from, day, month, ownMonth));
        from = null;
      }
    }
    if (from != null) {
      windows.add(window(from, last.plusDays(1), month, ownMonth));
    }
    return windows;
  }

  /** A run of this month alone also answers for its corrections of charges before and after it. */
  private static DayWindow window(LocalDate from, LocalDate to, YearMonth month, boolean ownMonth) {
    return new DayWindow(
        ownMonth && from.equals(month.atDay(1)) ? null : from,
        ownMonth && to.equals(month.plusMonths(1).atDay(1)) ? null : to);
  }

  private static Instant submitted(Candidate run) {
    Instant at = run.manifest().submittedAt();
    if (at != null) {
      return at;
    }
    return run.parts().stream().map(p -> p.object().lastModified()).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  private static LocalDate max(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate min(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
