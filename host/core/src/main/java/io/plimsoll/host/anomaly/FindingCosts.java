package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The costs of one finding by combination of values, on its days and in the four weeks before, which are scaled to what
 * the detector expected.
 */
final class FindingCosts {
  /** How far the expectation may lie from the four weeks before for those to say anything about its parts. */
  private static final BigDecimal MOST_SCALE = BigDecimal.valueOf(5);

  private static final BigDecimal LEAST_SCALE = BigDecimal.valueOf(2, 1);

  private final Found found;
  private final Period before;
  private final Map<List<String>, Map<String, Amounts>> leaves = new LinkedHashMap<>();

  FindingCosts(Found found, int baselineDays) {
    this.found = found;
    LocalDate from = found.finding().days().from();
    this.before = new Period(from.minusDays(baselineDays), from);
  }

  Found found() {
    return found;
  }

  /** The sums of one combination of values and unit, looked for once and only when there are any. */
  final class Leaf {
    private final List<String> values;
    private final String unit;
    private @Nullable Amounts amounts;

    private Leaf(List<String> values, String unit) {
      this.values = values;
      this.unit = unit;
    }

    /** Adds what it cost or used on a day; usage counts where there is a cost. */
    void add(LocalDate day, BigDecimal value, Metric metric) {
      boolean earlier = before.contains(day);
      if (!earlier && !found.finding().days().contains(day)) {
        return;
      }
      boolean usage = metric == Metric.CONSUMED_QUANTITY;
      Amounts into = amounts;
      if (into == null) {
        into = usage ? leaves.getOrDefault(values, Map.of()).get(unit) : amounts(values, unit);
        amounts = into;
      }
      if (into != null && usage) {
        into.addUse(value, earlier);
      } else if (into != null) {
        into.addCost(value, earlier);
      }
    }
  }

  Leaf leaf(List<String> values, String unit) {
    return new Leaf(values, unit);
  }

  private Amounts amounts(List<String> leaf, String unit) {
    return leaves.computeIfAbsent(leaf, l -> new HashMap<>()).computeIfAbsent(unit, u -> new Amounts());
  }

  /** By combination of values and unit. */
  Map<List<String>, Map<String, Amounts>> leaves() {
    return leaves;
  }

  /** What the four weeks before are multiplied by to be what was expected of the days. */
  BigDecimal scale() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, Amounts> leaf : leaves.values()) {
      for (Amounts amounts : leaf.values()) {
        sum = sum.add(amounts.costBefore());
      }
    }
    BigDecimal days = BigDecimal.valueOf(found.finding().days().from().until(found.finding().days().to(), java.time.temporal.ChronoUnit.DAYS));
    BigDecimal usual = days.divide(BigDecimal.valueOf(before.from().until(before.to(), java.time.temporal.ChronoUnit.DAYS)), MathContext.DECIMAL64);
    if (sum.signum() == 0) {
      return usual;
    }
    BigDecimal expected = BigDecimal.valueOf(found.finding().expectedPerDay()).multiply(days);
    BigDecimal wanted = expected.divide(sum.multiply(usual), 12, RoundingMode.HALF_EVEN);
    return usual.multiply(wanted.max(LEAST_SCALE).min(MOST_SCALE));
  }
}
