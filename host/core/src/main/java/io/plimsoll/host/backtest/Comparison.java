package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestReport.Tally;
import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts what detectors found side by side. Pure. */
final class Comparison {
  private Comparison() {}

  static BacktestReport of(List<DatedSeries> series, List<Backtest.Outcome> outcomes, List<String> names, Period days) {
    List<Tally> tallies = new ArrayList<>();
    for (String name : names) {
      tallies.add(tally(name, series, outcomes, names));
    }
    return new BacktestReport(
        days, series.size(), outcomes.stream().flatMap(o -> o.alerts().stream()).toList(),
        tally("", series, outcomes, List.of()), tallies);
  }

  private static Tally tally(
      String name, List<DatedSeries> series, List<Backtest.Outcome> outcomes, List<String> names) {
    int anomalies = 0;
    int with = 0;
    int days = 0;
    int alone = 0;
    Map<String, Integer> shared = new TreeMap<>();
    Map<String, Double> excess = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Backtest.Outcome outcome = outcomes.get(i);
      Occurrences own = name.isEmpty() ? outcome.together() : outcome.of(name);
      List<Period> episodes = own.episodes();
      anomalies += episodes.size();
      with += episodes.isEmpty() ? 0 : 1;
      days += own.days();
      if (own.days() > 0) {
        excess.merge(series.get(i).key().currency(), own.excess(), Double::sum);
      }
      for (Period episode : episodes) {
        boolean known = false;
        for (String other : names) {
          if (!other.equals(name) && outcome.of(other).has(episode)) {
            shared.merge(other, 1, Integer::sum);
            known = true;
          }
        }
        alone += known ? 0 : 1;
      }
    }
    Map<String, BigDecimal> rounded = new HashMap<>();
    excess.forEach((currency, sum) -> rounded.put(currency, BigDecimal.valueOf(sum).setScale(2, RoundingMode.HALF_EVEN)));
    return new Tally(name, anomalies, with, days, rounded, shared, alone);
  }
}
