package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Completeness;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Settling;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The costs of one series with what each day was expected to cost, from what was known before it.
 *
 * <p>A day is expected to cost the median of the last five of its weekday. Planned days, days without an export and
 * stretches in which the cost was gone are no measure for later days; older weeks take their place.
 */
final class DailyCosts {
  /** Days of history that a judgement uses. */
  static final int MEMORY = 182;

  private static final int WEEKS = 5;
  private static final int OLDEST_WEEK = 12;
  /** The oldest day that says what a day is expected to cost, as days before it. */
  static final int OLDEST_DAY = 7 * OLDEST_WEEK;

  private static final int FEWEST_WEEKS = 2;
  private static final int NEEDED = 21;

  /** The share of the expected cost below which a cost is gone. */
  static final double GONE = 0.15;

  /** Fewer days are a weekend that is cheap again, or a hole that a median does not see. */
  private static final int GONE_TOGETHER = 3;

  /** After so many days that it is gone is how things are. */
  private static final int GONE_FOR_GOOD = 35;

  private static final int LEVEL_DAYS = 56;

  /** A day of the month is dearer by this part at least. */
  private static final double PEAK = 0.3;
  private static final int INTERMITTENT_DAYS = 63;

  private final CostSeries series;
  private final EvaluationContext context;
  private final int first;
  private final int asOf;
  private final double[] cost;
  private final boolean[] noMeasure;
  private final int expectedFrom;
  private final double[] expected;
  private final boolean[] known;
  private final boolean[] judgeable;
  private final double[] weekdays = new double[WEEKS];
  private double small = Double.NaN;
  private double @Nullable [] surprise;
  private double @Nullable [] calm;
  private double usualDeviation = Double.NaN;
  private final MonthDays monthDays = new MonthDays(this);
  private final byte[] monthDay;

  /**
   * @param from the first day that will be judged
   */
  DailyCosts(CostSeries series, EvaluationContext context, int from) {
    this.series = series;
    this.context = context;
    int days = series.days();
    first = series.firstCharge();
    cost = new double[days];
    for (int day = 0; day < days; day++) {
      cost[day] = series.cost(day);
    }
    asOf = series.indexOf(context.asOf());
    for (int day = Math.max(0, asOf - EvaluationContext.FINAL_AFTER_DAYS + 1); day < days; day++) {
      cost[day] /= series.settling(asOf - day).share();
    }
    noMeasure = new boolean[days];
    markPlannedAndMissing();
    expected = new double[days];
    known = new boolean[days];
    judgeable = new boolean[days];
    monthDay = new byte[days];
    expectedFrom = Math.max(first, from - MEMORY - OLDEST_DAY);
    if (mayHaveBeenGone()) {
      leaveOutWhatWasGone();
    }
  }

  /** Where this is not so, no stretch is left out, and the expectation of a day can wait until somebody asks for it. */
  private boolean mayHaveBeenGone() {
    double dearest = 0;
    double cheapest = Double.POSITIVE_INFINITY;
    for (int day = Math.max(first, expectedFrom - OLDEST_DAY); day < cost.length; day++) {
      dearest = Math.max(dearest, cost[day]);
      cheapest = Math.min(cheapest, cost[day]);
    }
    return cheapest < GONE * dearest && dearest > 1;
  }

  private void markPlannedAndMissing() {
    for (PlannedEvent event : context.planned()) {
      if (event.concerns(series.key())) {
        int to = Math.min(cost.length, series.indexOf(event.days().to()));
        for (int day = Math.max(0, series.indexOf(event.days().from())); day < to; day++) {
          noMeasure[day] = true;
        }
      }
    }
    for (LocalDate day : context.missing()) {
      int index = series.indexOf(day);
      if (index >= 0 && index < cost.length) {
        noMeasure[index] = true;
      }
    }
  }

  private void leaveOutWhatWasGone() {
    int goneSince = -1;
    for (int day = expectedFrom; day < cost.length; day++) {
      double usual = expected(day);
      if (Double.isNaN(usual)) {
        continue;
      }
      if (usual > 1 && cost[day] < GONE * usual) {
        goneSince = goneSince < 0 ? day : goneSince;
        int lasted = day - goneSince + 1;
        if (lasted >= GONE_TOGETHER) {
          Arrays.fill(noMeasure, goneSince, day + 1, lasted <= GONE_FOR_GOOD);
        }
      } else {
        goneSince = -1;
      }
    }
  }

  private int sameWeekdays(int day, double[] into) {
    int found = 0;
    for (int week = 1; week <= OLDEST_WEEK && found < WEEKS && day - 7 * week >= first; week++) {
      if (!noMeasure[day - 7 * week]) {
        into[found++] = cost[day - 7 * week];
      } else if (week > WEEKS + 1 && found > FEWEST_WEEKS) {
        break;
      }
    }
    return found;
  }

  private double level() {
    double[] last = Arrays.copyOfRange(cost, Math.min(cost.length, Math.max(first, cost.length - LEVEL_DAYS)), cost.length);
    return Numbers.median(last, last.length);
  }

  CostSeries series() {
    return series;
  }

  int first() {
    return first;
  }

  int days() {
    return cost.length;
  }

  LocalDate date(int day) {
    return series.day(day);
  }

  /** What a day cost; while figures still come in, what they usually come to. */
  double cost(int day) {
    return cost[day];
  }

  /** What is known of a day so far. */
  double known(int day) {
    return series.cost(day);
  }

  /** How much of a day is usually known by now. */
  Settling settling(int day) {
    return series.settling(asOf - day);
  }

  /** How much less sure the mean of so many days up to one is, because of some of them not all is known. */
  double doubt(int day, int window) {
    double squares = 0;
    for (int young = Math.max(day - window + 1, asOf - EvaluationContext.FINAL_AFTER_DAYS + 1); young <= day; young++) {
      double variation = settling(young).variation();
      squares += variation * variation;
    }
    return Math.sqrt(squares) / window;
  }

  /** What a day was expected to cost; not a number while there is too little history. */
  double expected(int day) {
    if (!known[day]) {
      known[day] = true;
      int weeks = day < expectedFrom ? 0 : sameWeekdays(day, weekdays);
      expected[day] = weeks < FEWEST_WEEKS ? Double.NaN : Numbers.median(weekdays, weeks);
      judgeable[day] = weeks >= FEWEST_WEEKS && !noMeasure[day];
    }
    return expected[day];
  }

  double excess(int day) {
    return cost[day] - expected(day);
  }

  /**
   * The logarithm of cost over expectation, so that twice and half as much are equally far from 0; not a number where
   * nothing can be said.
   */
  double surprise(int day) {
    double usual = expected(day);
    if (!judgeable[day] || cost[day] <= 0) {
      return Double.NaN;
    }
    if (Double.isNaN(small)) {
      small = Math.max(0.25, 0.02 * level());
    }
    return Math.log((cost[day] + small) / (Math.max(0, usual) + small));
  }

  /** That of all days. */
  double[] surprise() {
    double[] all = surprise;
    if (all == null) {
      all = new double[cost.length];
      for (int day = 0; day < all.length; day++) {
        all[day] = surprise(day);
      }
      surprise = all;
    }
    return all;
  }

  /** The mean surprise of so many days up to one; not a number where one of them is not. */
  double surprise(int day, int window) {
    if (day < window - 1) {
      return Double.NaN;
    }
    double sum = 0;
    for (int earlier = day; earlier > day - window; earlier--) {
      sum += surprise(earlier);
    }
    return sum / window;
  }

  /**
   * The same without stretches of days that were all far off, which say what is wrong, not what is usual, and without what
   * comes with the calendar month.
   */
  double[] calm() {
    double[] all = calm;
    if (all == null) {
      all = Stretches.without(surprise(), yearAgo());
      for (int day = yearAgo(); day < all.length; day++) {
        if (isMonthDay(day)) {
          all[day] = Double.NaN;
        }
      }
      calm = all;
    }
    return all;
  }

  /** How far days usually are off, as the logarithm of a ratio. */
  double usualDeviation() {
    if (Double.isNaN(usualDeviation)) {
      usualDeviation = Stretches.usualDeviation(surprise(), yearAgo(), 0);
    }
    return usualDeviation;
  }

  private int yearAgo() {
    return Math.max(first, cost.length - 2 * MEMORY);
  }

  /** Whether a day costs more because of the day of the month, as one of the last months says. */
  boolean isMonthDay(int day) {
    if (monthDay[day] == 0) {
      monthDay[day] = (byte) (excess(day) > PEAK * Math.abs(expected(day)) && monthDays.explain(day) ? 1 : -1);
    }
    return monthDay[day] > 0;
  }

  /** Whether a day says nothing of later ones. */
  boolean isNoMeasure(int day) {
    return noMeasure[day];
  }

  boolean isFinal(int day) {
    return context.completeness(date(day)) == Completeness.FINAL;
  }

  EvaluationContext.Floors floors() {
    return context.floors();
  }

  /** Whether there is enough history to judge a day that is not excused. */
  boolean canBeJudged(int day) {
    return day - first >= NEEDED && expected(day) >= 0
        && context.completeness(date(day)) != Completeness.MISSING;
  }

  /** Whether a day cost more than expected by more than this part of it. */
  boolean isAbove(int day, double ratio) {
    return cost[day] > (1 + ratio) * expected(day);
  }

  /** Whether most of the days before cost nothing, so that medians say nothing. */
  boolean isIntermittent(int day) {
    return isIntermittent(series, first, day);
  }

  /** The same without any further look at the series. */
  static boolean isIntermittent(CostSeries series, int first, int day) {
    int from = Math.max(first, day - INTERMITTENT_DAYS);
    int charged = 0;
    for (int earlier = from; earlier < day; earlier++) {
      charged += series.cost(earlier) == 0 ? 0 : 1;
    }
    return charged * 2 < day - from;
  }
}
