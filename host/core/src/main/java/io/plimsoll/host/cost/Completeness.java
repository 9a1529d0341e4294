package io.plimsoll.host.cost;

import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says whether everything a question touches is there. */
final class Completeness {
  private Completeness() {}

  /**
   * What is missing in a period, in words; empty when all of it is there.
   *
   * @param waiting the runs that wait for somebody or for the next collection
   */
  static List<String> missing(Period period, List<Publication> shown, List<Run> waiting, LocalDate today) {
    List<String> missing = new ArrayList<>();
    // By scope, for another export of it may have taken over in the middle.
    Map<String, Set<String>> exports = new TreeMap<>();
    Set<String> published = new HashSet<>();
    for (Publication p : shown) {
      String scope = p.connection() + " " + p.scope();
      exports.computeIfAbsent(scope, s -> new TreeSet<>()).add(p.connection() + "/" + p.export());
      published.add(scope + " " + YearMonth.from(p.period()));
    }
    if (exports.isEmpty()) {
      missing.add("nothing is published yet");
      return missing;
    }
    LocalDate end = period.to().isAfter(today.plusDays(1)) ? today.plusDays(1) : period.to();
    for (YearMonth month = YearMonth.from(period.from()); month.atDay(1).isBefore(end); month = month.plusMonths(1)) {
      for (Map.Entry<String, Set<String>> scope : exports.entrySet()) {
        if (!published.contains(scope.getKey() + " " + month)) {
          missing.add(month + " of " + String.join(" or ", scope.getValue()) + " is not published");
        }
      }
    }
    for (Run run : waiting) {
      boolean touches =
          run.period().isBefore(period.to()) && run.period().plusMonths(1).isAfter(period.from());
      if (touches && isNewest(run, shown)) {
        missing.add(
            "run " + run.id() + " of " + run.connection() + "/" + run.export() + " for " + YearMonth.from(run.period())
                + " is " + run.state().name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return missing;
  }

  private static boolean isNewest(Run run, List<Publication> shown) {
    for (Publication p : shown) {
      if (p.connection().equals(run.connection())
          && p.export().equals(run.export())
          && p.period().equals(run.period())
          && p.submittedAt() != null
          && run.submittedAt() != null
          && !run.submittedAt().isAfter(p.submittedAt())) {
        return false;
      }
    }
    return true;
  }
}
