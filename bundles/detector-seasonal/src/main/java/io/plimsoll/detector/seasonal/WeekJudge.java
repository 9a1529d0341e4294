package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Finding;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of the week that ends on a day whether it cost unusually much. */
final class WeekJudge {
  private static final int WEEK = 7;

  /** So many usual variations of a week are unusual against the same weekdays before. */
  private static final double UNUSUAL = 4.2;

  /** So many are against the weeks three to six before, which a slow rise has not reached yet. */
  private static final double UNUSUAL_SLOWLY = 4;

  /** What a slow rise must at least be, and by how much it must exceed the second highest such rise before. */
  private static final double SLOW_RISE = 0.18;

  private static final double ABOVE_EARLIER = 1.2;

  /** Last day of a slow rise must itself be higher than its weekday was. */
  private static final double STILL_RISING = 0.05;

  private static final int NEAREST_WEEK = 3;
  private static final int FARTHEST_WEEK = 6;
  private static final int FEWEST_DAYS = 5;
  private static final int FEWEST_WEEKS = 3;

  /** Of a week, the floor of a day counts so many times. */
  private static final double FLOORS = 4;

  private static final double PEAK = 0.3;
  private static final double RUNS_AWAY = 2;
  private static final int SEPARATE = 7;

  private final DailyCosts costs;
  private final MonthDays monthDays;
  private final double[] fast;
  private final double[] week;
  private final double[] slow;

  WeekJudge(DailyCosts costs, Judged judged) {
    this.costs = costs;
    monthDays = new MonthDays(costs);
    int from = Math.max(costs.first(), judged.from() - DailyCosts.MEMORY);
    fast = Numbers.means(costs.surprise(), WEEK, from, judged.to());
    week = weeks(Math.max(costs.first(), from - WEEK * (FARTHEST_WEEK + 1)), judged.to());
    slow = slowRises(from, judged.to());
  }

  Optional<Verdict> judge(int day) {
    if (!costs.canBeJudged(day) || costs.isIntermittent(day)) {
      return Optional.empty();
    }
    Verdict verdict = againstWeekdays(day);
    return Optional.ofNullable(verdict == null ? againstEarlierWeeks(day) : verdict);
  }

  private @Nullable Verdict againstWeekdays(int day) {
    if (!(fast[day] > Math.log1p(costs.floors().ratio()))) {
      return null;
    }
    double expected = 0;
    double actual = 0;
    for (int earlier = day; earlier > day - WEEK; earlier--) {
      expected += costs.expected(earlier) / WEEK;
      actual += costs.cost(earlier) / WEEK;
    }
    if ((actual - expected) * WEEK < FLOORS * costs.floors().amountPerDay()) {
      return null;
    }
    Variation usual = Variation.before(fast, costs.first(), day - WEEK + 1);
    double strength = usual.of(fast[day]);
    boolean unusual = strength >= UNUSUAL && actual > expected && !hasMonthDay(day);
    return unusual ? new Verdict(day, shape(day), expected, actual, strength, usual.share()) : null;
  }

  private @Nullable Verdict againstEarlierWeeks(int day) {
    if (!(slow[day] > Math.log1p(SLOW_RISE)) || !(costs.surprise()[day] > STILL_RISING)) {
      return null;
    }
    double expected = week[day] / Math.exp(slow[day]);
    if ((week[day] - expected) * WEEK < FLOORS * costs.floors().amountPerDay()) {
      return null;
    }
    Variation usual = Variation.before(slow, costs.first(), day - 2 * WEEK + 1);
    double growth = Math.max(0, usual.centre());
    double rise = slow[day] - growth;
    double earlier = secondHighest(day - 2 * WEEK, growth, 2 * usual.size());
    double strength = usual.of(rise + usual.centre());
    boolean unusual =
        strength >= UNUSUAL_SLOWLY && rise > Math.max(SLOW_RISE, ABOVE_EARLIER * earlier) && !hasMonthDay(day);
    return unusual
        ? new Verdict(day, Finding.Kind.DRIFT, expected, week[day], strength, usual.share())
        : null;
  }

  /** The second highest of the separate rises before, so that one earlier anomaly is not the measure. */
  private double secondHighest(int end, double centre, double smallest) {
    double highest = 0;
    double second = 0;
    double peak = 0;
    int last = -SEPARATE - 1;
    for (int day = Math.max(costs.first(), end - DailyCosts.MEMORY); day <= end; day++) {
      if (slow[day] - centre > smallest) {
        if (day - last > SEPARATE) {
          peak = 0;
        }
        last = day;
        double before = peak;
        peak = Math.max(peak, slow[day] - centre);
        if (before == highest && before > 0) {
          highest = peak;
        } else if (peak > highest) {
          second = highest;
          highest = peak;
        } else {
          second = Math.max(second, peak);
        }
      }
    }
    return second;
  }

  private boolean hasMonthDay(int day) {
    for (int earlier = day; earlier > day - WEEK && earlier >= costs.first(); earlier--) {
      if (costs.excess(earlier) > PEAK * Math.abs(costs.expected(earlier)) && monthDays.explain(earlier)) {
        return true;
      }
    }
    return false;
  }

  /** A rise whose end is more than twice its beginning runs away. */
  private Finding.Kind shape(int day) {
    double begin = costs.excess(day - 6) + costs.excess(day - 5) + costs.excess(day - 4);
    double end = costs.excess(day - 2) + costs.excess(day - 1) + costs.excess(day);
    return begin > 0 && end > RUNS_AWAY * begin ? Finding.Kind.RUNAWAY : Finding.Kind.STEP;
  }

  private double[] weeks(int from, int to) {
    double[] weeks = new double[to];
    Arrays.fill(weeks, Double.NaN);
    for (int day = from + WEEK - 1; day < to; day++) {
      double sum = 0;
      int count = 0;
      for (int earlier = day; earlier > day - WEEK; earlier--) {
        if (!costs.isNoMeasure(earlier)) {
          sum += costs.cost(earlier);
          count++;
        }
      }
      weeks[day] = count >= FEWEST_DAYS ? sum / count : Double.NaN;
    }
    return weeks;
  }

  private double[] slowRises(int from, int to) {
    double[] rises = new double[to];
    Arrays.fill(rises, Double.NaN);
    double[] before = new double[FARTHEST_WEEK];
    for (int day = from; day < to; day++) {
      int count = 0;
      for (int weeks = NEAREST_WEEK; weeks <= FARTHEST_WEEK && day - WEEK * weeks >= 0; weeks++) {
        double then = week[day - WEEK * weeks];
        if (!Double.isNaN(then)) {
          before[count++] = then;
        }
      }
      if (count >= FEWEST_WEEKS && week[day] > 0) {
        double base = Numbers.median(before, count);
        rises[day] = base > 0.1 * costs.floors().amountPerDay() ? Math.log(week[day] / base) : Double.NaN;
      }
    }
    return rises;
  }
}
