package io.plimsoll.detector.seasonal;

import io.plimsoll.api.cost.Period;
import io.plimsoll.detector.seasonal.Episodes.Episode;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Says in one sentence what is unusual, with the numbers that led to it. */
final class Explanation {
  private static final double NOTHING = 0.005;

  private Explanation() {}

  /** Of days that cost more than the same weekdays before. */
  static String rise(Episode episode) {
    String usual = isOneDay(episode.days()) ? "usual for that weekday" : "usual for those weekdays";
    if (episode.expected() < NOTHING) {
      return "It cost " + cost(episode) + " where nothing is " + usual + ".";
    }
    return "It cost " + cost(episode) + ", " + percent(episode.actual() / episode.expected() - 1) + " more than the "
        + amount(episode.expected()) + " " + episode.currency() + " " + usual + ", which vary by "
        + percent(episode.usual()) + ".";
  }

  /** Of days whose cost is gone. */
  static String drop(Episode episode) {
    String usual = isOneDay(episode.days()) ? "usual for that weekday" : "usual for those weekdays";
    return "It cost only " + cost(episode) + " where " + amount(episode.expected()) + " " + episode.currency() + " is "
        + usual + ", " + percent(1 - episode.actual() / episode.expected()) + " less.";
  }

  /** Of a week that costs more than the weeks before. */
  static String sustained(Episode episode) {
    return "The seven days to " + episode.costs().date(episode.last().day()) + " cost " + amount(episode.last().actual())
        + " " + episode.currency() + " a day" + soFar(episode, "of the last day ") + ", " + percent(episode.last().actual() / episode.last().expected() - 1)
        + " more than the " + amount(episode.last().expected()) + " " + episode.currency()
        + " of the weeks before, which vary by " + percent(episode.last().usual()) + ".";
  }

  private static String cost(Episode episode) {
    Period days = episode.days();
    String when =
        isOneDay(days)
            ? "on " + days.from().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + days.from()
            : "a day from " + days.from() + " to " + days.to().minusDays(1);
    return amount(episode.actual()) + " " + episode.currency() + " " + when
        + soFar(episode, isOneDay(days) ? "" : "of the last day ");
  }

  /** What is known of the last day while its figures still come in. */
  static String soFar(Episode episode, String which) {
    int last = episode.last().day();
    double share = episode.costs().settling(last).share();
    if (share >= 1) {
      return "";
    }
    return " (" + which + amount(episode.costs().known(last))
        + " so far, when " + percent(share) + " of a day is usually in)";
  }

  private static boolean isOneDay(Period days) {
    return ChronoUnit.DAYS.between(days.from(), days.to()) == 1;
  }

  static String amount(double value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%,.0f %%", share * 100);
  }
}
