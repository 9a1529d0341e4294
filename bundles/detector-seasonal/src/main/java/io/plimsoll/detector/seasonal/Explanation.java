package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Says in one sentence what is unusual. */
final class Explanation {
  private Explanation() {}

  static String of(Period days, Finding.Kind kind, double expected, double actual, String currency) {
    long count = ChronoUnit.DAYS.between(days.from(), days.to());
    String when = count == 1
        ? "on " + days.from().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + days.from()
        : "a day from " + days.from() + " to " + days.to().minusDays(1);
    String usual = count == 1 ? "usual for that weekday" : "usual for those weekdays";
    String cost = amount(actual) + " " + currency + " " + when;
    String expectation = amount(expected) + " " + currency;
    if (kind == Finding.Kind.DROP) {
      return "It cost only " + cost + " where " + expectation + " is " + usual + ", "
          + percent((expected - actual) / expected) + " less.";
    }
    if (expected < 0.005) {
      return "It cost " + cost + " where " + (expected > -0.005 ? "nothing" : expectation) + " is " + usual + ".";
    }
    return "It cost " + cost + ", " + percent((actual - expected) / expected) + " more than the " + expectation + " "
        + usual + ".";
  }

  private static String amount(double value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%,.0f %%", share * 100);
  }
}
