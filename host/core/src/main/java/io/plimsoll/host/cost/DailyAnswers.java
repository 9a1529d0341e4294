package io.plimsoll.host.cost;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Sums by day in columns from any engine: one that lacks the ability is asked for rows, and nobody else has to know.
 * Pure.
 */
public final class DailyAnswers {
  private DailyAnswers() {}

  /**
   * The sums of each group on each day.
   *
   * @param question its granularity, top-N and comparison are not looked at
   */
  public static DailySums of(CostEngine engine, CostQuery question, List<Rollup> rollups) {
    if (engine instanceof DailyCostEngine able) {
      return able.dailySums(question, rollups);
    }
    CostQuery byDay =
        new CostQuery(
            question.metric(), question.period(), question.by(), Granularity.DAY, question.filter(), 0,
            CostQuery.Comparison.NONE);
    return ofRows(engine.answer(byDay, rollups).rows());
  }

  private static DailySums ofRows(List<CostRow> rows) {
    Map<DailySums.Group, Integer> numbers = new HashMap<>();
    List<DailySums.Group> groups = new ArrayList<>();
    Map<LocalDate, List<Sum>> days = new TreeMap<>();
    for (CostRow row : rows) {
      DailySums.Group group = new DailySums.Group(row.keys(), row.unit());
      Integer number = numbers.putIfAbsent(group, groups.size());
      if (number == null) {
        number = groups.size();
        groups.add(group);
      }
      days.computeIfAbsent(Objects.requireNonNull(row.start()), d -> new ArrayList<>()).add(new Sum(number, row.value()));
    }
    List<DailySums.Day> columns = new ArrayList<>();
    days.forEach((day, sums) -> columns.add(columns(day, sums)));
    return new DailySums(groups, columns);
  }

  private record Sum(int group, BigDecimal value) {}

  private static DailySums.Day columns(LocalDate day, List<Sum> sums) {
    sums.sort(Comparator.comparingInt(Sum::group));
    int scale = sums.stream().mapToInt(sum -> sum.value().scale()).reduce(0, Math::max);
    int[] groups = new int[sums.size()];
    long[] low = new long[sums.size()];
    long[] high = new long[sums.size()];
    Map<Integer, BigInteger> beyond = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      groups[i] = sums.get(i).group();
      BigInteger value = sums.get(i).value().setScale(scale).unscaledValue();
      if (value.bitLength() < 2 * Long.SIZE) {
        low[i] = value.longValue();
        high[i] = value.shiftRight(Long.SIZE).longValue();
      } else {
        beyond.put(i, value);
      }
    }
    return new DailySums.Day(day, scale, groups, low, high, beyond);
  }
}
