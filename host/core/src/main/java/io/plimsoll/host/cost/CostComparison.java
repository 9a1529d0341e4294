package io.plimsoll.host.cost;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets the rows of a period beside those of the period it is compared with. Pure. */
final class CostComparison {
  private CostComparison() {}

  /** What a row is about: its time within its period, its keys, its currency or unit. */
  private record Group(@Nullable LocalDate start, List<@Nullable String> keys, @Nullable String unit) {}

  /**
   * @param now with the query's top-N already applied
   * @param before all groups of the compared period
   */
  static List<CostRow> join(CostQuery query, List<CostRow> now, List<CostRow> before) {
    Set<Group> named = new HashSet<>();
    now.forEach(row -> named.add(new Group(null, row.keys(), row.unit())));
    List<String> other = Collections.nCopies(query.by().size(), CostQuery.OTHER);
    boolean cut = query.top() > 0 && !query.by().isEmpty();
    Map<Group, BigDecimal> compared = new LinkedHashMap<>();
    for (CostRow row : before) {
      boolean kept = !cut || named.contains(new Group(null, row.keys(), row.unit()));
      compared.merge(new Group(moved(query, row.start()), kept ? row.keys() : other, row.unit()), row.value(), BigDecimal::add);
    }
    List<CostRow> rows = new ArrayList<>();
    for (CostRow row : now) {
      BigDecimal value = compared.remove(new Group(row.start(), row.keys(), row.unit()));
      rows.add(new CostRow(row.start(), row.keys(), row.unit(), row.value(), value == null ? BigDecimal.ZERO : value));
    }
    // What was there before and is gone now.
    compared.forEach(
        (group, value) -> rows.add(new CostRow(group.start(), group.keys(), group.unit(), BigDecimal.ZERO, value)));
    if (query.granularity() != Granularity.NONE) {
      rows.sort(java.util.Comparator.comparing(r -> Objects.requireNonNull(r.start())));
    }
    return rows;
  }

  /** The exact total of each currency or unit, in order of appearance. */
  static List<CostResult.Total> totals(List<CostRow> rows, boolean compares) {
    Map<@Nullable String, BigDecimal[]> byUnit = new LinkedHashMap<>();
    for (CostRow row : rows) {
      BigDecimal[] sums = byUnit.computeIfAbsent(row.unit(), u -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
      sums[0] = sums[0].add(row.value());
      sums[1] = sums[1].add(row.compared() == null ? BigDecimal.ZERO : row.compared());
    }
    List<CostResult.Total> totals = new ArrayList<>();
    byUnit.forEach((unit, sums) -> totals.add(new CostResult.Total(unit, sums[0], compares ? sums[1] : null)));
    return totals;
  }

  /** The day, month or billing period of the query's own period that a compared one stands beside. */
  private static @Nullable LocalDate moved(CostQuery query, @Nullable LocalDate start) {
    if (start == null) {
      return null;
    }
    LocalDate from = Objects.requireNonNull(query.comparedPeriod()).from();
    if (query.granularity() == Granularity.DAY) {
      return query.compare() == CostQuery.Comparison.YEAR
          ? start.plusYears(1)
          : query.period().from().plusDays(ChronoUnit.DAYS.between(from, start));
    }
    long months = ChronoUnit.MONTHS.between(from.withDayOfMonth(1), query.period().from().withDayOfMonth(1));
    return start.plusMonths(months);
  }
}
