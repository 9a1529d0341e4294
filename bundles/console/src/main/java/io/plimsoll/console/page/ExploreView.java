package io.plimsoll.console.page;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostResult.Total;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.console.chart.Chart;
import io.plimsoll.console.chart.StackedBars;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question, drawn and in rows.
 *
 * @param unit the currency or unit shown
 * @param units all there are
 * @param total of the unit shown; {@code null} without any cost
 * @param chart {@code null} without any cost
 * @param rows of the unit shown
 */
public record ExploreView(
    Question question, CostResult result, String unit, List<String> units, @Nullable Total total, @Nullable Chart chart, List<Row> rows) {
  private static final String NO_UNIT = "no unit";

  /**
   * A group.
   *
   * @param keys one value for each column asked for, {@code null} where there is none
   * @param into the address that shows it alone, or {@code null}
   * @param share of the total in per cent, for the length of a bar
   */
  public record Row(List<@Nullable String> keys, BigDecimal value, @Nullable BigDecimal compared, @Nullable String into, String share) {}

  static ExploreView of(Organisation organisation, Question question) {
    CostResult result = organisation.costs(question.groups());
    List<String> units =
        result.totals().stream()
            .sorted(Comparator.comparing(Total::value).reversed())
            .map(total -> unit(total.unit()))
            .toList();
    String unit = question.unit() != null && units.contains(question.unit()) ? question.unit() : units.isEmpty() ? "" : units.get(0);
    Total total = result.totals().stream().filter(t -> unit(t.unit()).equals(unit)).findFirst().orElse(null);
    List<CostRow> shown = result.rows().stream().filter(row -> unit(row.unit()).equals(unit)).toList();
    BigDecimal largest = shown.stream().map(CostRow::value).reduce(BigDecimal.ZERO, BigDecimal::max);
    List<Row> rows = new ArrayList<>();
    for (CostRow row : shown) {
      Question into = question.into(row.keys());
      rows.add(new Row(row.keys(), row.value(), row.compared(), into == null ? null : into.address(), Show.share(row.value(), largest)));
    }
    return new ExploreView(question, result, unit, units, total, total == null ? null : chart(organisation, question, unit), List.copyOf(rows));
  }

  private static Chart chart(Organisation organisation, Question question, String unit) {
    Map<List<@Nullable String>, Map<LocalDate, BigDecimal>> groups = new LinkedHashMap<>();
    for (CostRow row : organisation.costs(question.days(StackedBars.COLOURS)).rows()) {
      if (unit(row.unit()).equals(unit)) {
        groups.computeIfAbsent(row.keys(), k -> new TreeMap<>()).put(Objects.requireNonNull(row.start()), row.value());
      }
    }
    List<StackedBars.Group> sorted =
        groups.entrySet().stream()
            .map(e -> new StackedBars.Group(name(e.getKey()), e.getValue(), isRest(e.getKey())))
            .sorted(Comparator.comparing(StackedBars.Group::rest).thenComparing(ExploreView::sum, Comparator.reverseOrder()))
            .toList();
    return StackedBars.draw("days", question.metric().column() + " by day, " + unit, unit, question.period(), sorted);
  }

  private static BigDecimal sum(StackedBars.Group group) {
    return group.values().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean isRest(List<@Nullable String> keys) {
    return !keys.isEmpty() && keys.stream().allMatch(CostQuery.OTHER::equals);
  }

  /** The values of a group in a line. */
  static String name(List<@Nullable String> keys) {
    return keys.isEmpty() ? "all" : keys.stream().map(ExploreView::key).distinct().collect(Collectors.joining(" · "));
  }

  /** A value of a column, or that there is none. */
  public static String key(@Nullable String key) {
    return key == null ? "(none)" : key;
  }

  private static String unit(@Nullable String unit) {
    return Objects.requireNonNullElse(unit, NO_UNIT);
  }
}
