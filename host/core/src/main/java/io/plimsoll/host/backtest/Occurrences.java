package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The unusual days of one series, each with what it cost more or less than expected. Not thread-safe. */
final class Occurrences {
  /** Days this close are one episode. */
  private static final int GAP_DAYS = 3;

  private final NavigableMap<LocalDate, Double> excess = new TreeMap<>();

  /** A day that is judged again counts as it was judged last. */
  void add(Finding finding) {
    double perDay = finding.actualPerDay() - finding.expectedPerDay();
    finding.days().from().datesUntil(finding.days().to()).forEach(day -> excess.put(day, perDay));
  }

  int days() {
    return excess.size();
  }

  /** In the currency of the series. */
  double excess() {
    return excess.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  List<Period> episodes() {
    List<Period> episodes = new ArrayList<>();
    for (LocalDate day : excess.keySet()) {
      int last = episodes.size() - 1;
      if (last >= 0 && ChronoUnit.DAYS.between(episodes.get(last).to(), day) < GAP_DAYS) {
        episodes.set(last, new Period(episodes.get(last).from(), day.plusDays(1)));
      } else {
        episodes.add(new Period(day, day.plusDays(1)));
      }
    }
    return episodes;
  }

  /** Whether it has a day in these or close to them. */
  boolean has(Period days) {
    LocalDate from = days.from().minusDays(GAP_DAYS);
    LocalDate next = excess.ceilingKey(from);
    return next != null && next.isBefore(days.to().plusDays(GAP_DAYS));
  }
}
