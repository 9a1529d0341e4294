package io.plimsoll.testkit.contract;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.plugin.Plugin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A sound engine that answers in columns too; wrong ones change one step of it. */
@Plugin(name = "plain-daily", type = CostEngine.class)
public class PlainDailyEngine extends PlainEngine implements DailyCostEngine {
  /** As a host makes it. */
  public PlainDailyEngine() {}

  DailySums.Group group(CostRow row) {
    return new DailySums.Group(row.keys(), row.unit());
  }

  BigDecimal sum(BigDecimal exact) {
    return exact;
  }

  boolean isTold(LocalDate day) {
    return true;
  }

  CostQuery asked(CostQuery query) {
    return query.granularity(Granularity.DAY).top(0);
  }

  @Override
  public DailySums dailySums(CostQuery query, List<Rollup> rollups) {
    Map<DailySums.Group, Integer> numbers = new LinkedHashMap<>();
    Map<LocalDate, Map<Integer, BigDecimal>> days = new TreeMap<>();
    for (CostRow row : answer(asked(query), rollups).rows()) {
      LocalDate day = Objects.requireNonNull(row.start());
      if (isTold(day)) {
        int number = numbers.computeIfAbsent(group(row), g -> numbers.size());
        days.computeIfAbsent(day, d -> new TreeMap<>()).merge(number, sum(row.value()), BigDecimal::add);
      }
    }
    List<DailySums.Day> columns = new ArrayList<>();
    days.forEach((day, sums) -> columns.add(columns(day, sums)));
    return new DailySums(List.copyOf(numbers.keySet()), columns);
  }

  private static DailySums.Day columns(LocalDate day, Map<Integer, BigDecimal> sums) {
    int scale = sums.values().stream().mapToInt(BigDecimal::scale).max().orElse(0);
    int[] groups = sums.keySet().stream().mapToInt(number -> number).toArray();
    long[] low = new long[groups.length];
    Map<Integer, BigInteger> beyond = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      BigInteger value = sums.get(groups[i]).setScale(scale).unscaledValue();
      low[i] = value.longValue();
      if (value.bitLength() >= Long.SIZE) {
        beyond.put(i, value);
      }
    }
    return new DailySums.Day(day, scale, groups, low, null, beyond);
  }
}
