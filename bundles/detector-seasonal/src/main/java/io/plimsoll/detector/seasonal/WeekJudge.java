package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Finding;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Says of the week that ends on a day whether it cost unusually much. */
final class WeekJudge {
  private static final int WEEK = 7;

  /** So many usual variations of a week are unusual against the same weekdays before; less where {@link Stakes} are high. */
  private static final double UNUSUAL = 6.5;

  /** So many are against the weeks three to six before, which a slow rise has not reached yet. */
  private static final double UNUSUAL_SLOWLY = 4.8;

  /** What a slow rise must at least be, and beside the second highest such rise before. */
  private static final double SLOW_RISE = 0.3;

  private static final double ABOVE_EARLIER = 0.8;

  /** Last day of a slow rise must itself be higher than its weekday was. */
  private static final double STILL_RISING = 0.05;

  /** Of seven days that know nothing of each other it would be 0.45 with the weeks before; days do. */
  private static final double DAY_TO_WEEK = 0.65;

  private static final int NEAREST_WEEK = 3;
  private static final int FARTHEST_WEEK = 6;
  private static final int FEWEST_DAYS = 5;
  private static final int FEWEST_WEEKS = 3;

  /** Of a week, the floor of a day counts so many times. */
  private static final double FLOORS = 4;

  private static final double RUNS_AWAY = 2;
  private static final int SEPARATE = 7;

  private final DailyCosts costs;
  private final int from;
  private final int to;
  private double @Nullable [] fast;
  private double @Nullable [] slow;

  WeekJudge(DailyCosts costs, Judged judged) {
    this.costs = costs;
    from = Math.max(costs.first(), judged.from() - DailyCosts.MEMORY);
    to = judged.to();
  }

  /** The mean surprise of the calm weeks up to each day. */
  private double[] fast() {
    double[] known = fast;
    if (known == null) {
      double[] calm = costs.calm();
      known = new double[to];
      Arrays.fill(known, Double.NaN);
      for (int day = from; day < to; day++) {
        known[day] = surprise(day, then -> calm[then]);
      }
      fast = known;
    }
    return known;
  }

  /** How far the calm weeks up to each day lay above the weeks three to six before. */
  private double[] slow() {
    double[] known = slow;
    if (known == null) {
      double[] calm = costs.calm();
      double[] weeks = new double[to];
      Arrays.fill(weeks, Double.NaN);
      for (int day = Math.max(costs.first(), from - WEEK * (FARTHEST_WEEK + 1)) + WEEK - 1; day < to; day++) {
        weeks[day] = week(day, calm);
      }
      known = new double[to];
      Arrays.fill(known, Double.NaN);
      for (int day = from; day < to; day++) {
        known[day] = slowRise(day, weeks[day], then -> weeks[then]);
      }
      slow = known;
    }
    return known;
  }

  Optional<Verdict> judge(int day) {
    if (!isRaised(day) || !costs.canBeJudged(day) || costs.isIntermittent(day)) {
      return Optional.empty();
    }
    Verdict verdict = againstWeekdays(day);
    return Optional.ofNullable(verdict == null ? againstEarlierWeeks(day) : verdict);
  }

  /** Whether a day of the week is above all that would not be a rise, as one is where their mean is. */
  private boolean isRaised(int day) {
    for (int earlier = day; earlier > day - WEEK && earlier >= costs.first(); earlier--) {
      if (costs.isAbove(earlier, Math.min(STILL_RISING, costs.floors().ratio()))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Verdict againstWeekdays(int day) {
    double mean = surprise(day, costs::surprise);
    if (!(mean > Math.log1p(costs.floors().ratio()))) {
      return null;
    }
    double expected = 0;
    double actual = 0;
    int count = 0;
    for (int earlier = day; earlier > day - WEEK; earlier--) {
      if (!costs.isMonthDay(earlier)) {
        expected += costs.expected(earlier);
        actual += costs.cost(earlier);
        count++;
      }
    }
    expected /= count;
    actual /= count;
    if ((actual - expected) * WEEK < FLOORS * costs.floors().amountPerDay()) {
      return null;
    }
    Variation usual = Variation.before(fast(), costs.first(), day - WEEK + 1);
    double strength = usual.of(mean, costs.doubt(day, WEEK));
    double sure = strength + Stakes.ofAWeek((actual - expected) * WEEK, FLOORS * costs.floors().amountPerDay());
    boolean unusual = sure >= UNUSUAL && strength >= Stakes.LEAST && actual > expected;
    return unusual ? new Verdict(day, shape(day), expected, actual, strength, usual.share()) : null;
  }

  private @Nullable Verdict againstEarlierWeeks(int day) {
    if (!(costs.surprise(day) > STILL_RISING)) {
      return null;
    }
    double week = week(day, null);
    double slow = slowRise(day, week, then -> week(then, null));
    if (!(slow > Math.log1p(SLOW_RISE))) {
      return null;
    }
    double expected = week / Math.exp(slow);
    double excess = (week - expected) * WEEK;
    double floor = FLOORS * costs.floors().amountPerDay();
    if (excess < floor) {
      return null;
    }
    Variation usual = usualRise(day - 2 * WEEK + 1);
    double growth = Math.max(0, usual.centre());
    double rise = slow - growth;
    double earlier = secondHighest(day - 2 * WEEK, growth, 2 * usual.size());
    double strength = usual.of(rise + usual.centre(), costs.doubt(day, WEEK));
    double sure = strength + Stakes.ofAWeek(excess, floor);
    boolean unusual =
        sure >= UNUSUAL_SLOWLY && strength >= Stakes.LEAST && rise > Math.max(SLOW_RISE, ABOVE_EARLIER * earlier);
    return unusual
        ? new Verdict(day, Finding.Kind.DRIFT, expected, week, strength, usual.share())
        : null;
  }

  /** How much such rises vary; in a young history, of which there are too few, it is taken from how much days do. */
  private Variation usualRise(int end) {
    Variation usual = Variation.before(slow(), costs.first(), end);
    return usual.isKnown() ? usual : Variation.before(costs.calm(), costs.first(), end).times(DAY_TO_WEEK);
  }

  /** The second highest of the separate rises before, so that one earlier anomaly is not the measure. */
  private double secondHighest(int end, double centre, double smallest) {
    double[] slow = slow();
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

  /** The mean surprise of the days of a week that are not those of a month; not a number where one of them is not. */
  private double surprise(int day, IntToDoubleFunction surprise) {
    double sum = 0;
    int count = 0;
    for (int earlier = day; earlier > day - WEEK; earlier--) {
      if (earlier < costs.first()) {
        return Double.NaN;
      }
      if (!costs.isMonthDay(earlier)) {
        sum += surprise.applyAsDouble(earlier);
        count++;
      }
    }
    return count >= FEWEST_DAYS ? sum / count : Double.NaN;
  }

  /** A rise whose end is more than twice its beginning runs away. */
  private Finding.Kind shape(int day) {
    double begin = costs.excess(day - 6) + costs.excess(day - 5) + costs.excess(day - 4);
    double end = costs.excess(day - 2) + costs.excess(day - 1) + costs.excess(day);
    return begin > 0 && end > RUNS_AWAY * begin ? Finding.Kind.RUNAWAY : Finding.Kind.STEP;
  }

  /**
   * What a day of the week up to a day cost, of the days that are a measure; not a number when those are too few. The
   * dearest and the cheapest do not count: what is charged on one day of the month would make every fourth week a rise, and
   * hide slow ones.
   */
  private double week(int day, double @Nullable [] measure) {
    double sum = 0;
    double dearest = Double.NEGATIVE_INFINITY;
    double cheapest = Double.POSITIVE_INFINITY;
    int count = 0;
    for (int earlier = day; earlier > day - WEEK && earlier >= costs.first(); earlier--) {
      if (!costs.isNoMeasure(earlier) && !isStretch(earlier, measure) && !costs.isMonthDay(earlier)) {
        sum += costs.cost(earlier);
        dearest = Math.max(dearest, costs.cost(earlier));
        cheapest = Math.min(cheapest, costs.cost(earlier));
        count++;
      }
    }
    return count >= FEWEST_DAYS ? (sum - dearest - cheapest) / (count - 2) : Double.NaN;
  }

  /** Whether a day is left out although something is known of it. */
  private boolean isStretch(int day, double @Nullable [] measure) {
    return measure != null && Double.isNaN(measure[day]) && !Double.isNaN(costs.surprise(day));
  }

  private double slowRise(int day, double week, IntToDoubleFunction weeks) {
    double[] before = new double[FARTHEST_WEEK];
    int count = 0;
    for (int back = NEAREST_WEEK; back <= FARTHEST_WEEK && day - WEEK * back >= costs.first() + WEEK - 1; back++) {
      double then = weeks.applyAsDouble(day - WEEK * back);
      if (!Double.isNaN(then)) {
        before[count++] = then;
      }
    }
    if (count < FEWEST_WEEKS || !(week > 0)) {
      return Double.NaN;
    }
    double base = Numbers.median(before, count);
    return base > 0.1 * costs.floors().amountPerDay() ? Math.log(week / base) : Double.NaN;
  }
}
