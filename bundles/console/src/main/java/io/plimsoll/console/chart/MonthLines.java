package io.plimsoll.console.chart;

import io.plimsoll.api.cost.Period;
import io.plimsoll.console.chart.Chart.Key;
import io.plimsoll.console.chart.Chart.Line;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Costs of a month summed up day by day, beside those of the month before and what is expected of its rest. */
public final class MonthLines {
  private MonthLines() {}

  /**
   * Draws the lines.
   *
   * @param month the days of the month
   * @param now the sum up to each day from the first on
   * @param before the same of the month before; days beyond this month's length are left out
   * @param forecast the sum expected at the end, or {@code null}
   */
  public static Chart draw(
      String id, String title, String unit, Period month, List<BigDecimal> now, List<BigDecimal> before, @Nullable BigDecimal forecast) {
    DayAxis days = new DayAxis(month);
    BigDecimal most = forecast == null ? BigDecimal.ZERO : forecast;
    BigDecimal least = BigDecimal.ZERO;
    for (List<BigDecimal> sums : List.of(now, before)) {
      for (BigDecimal sum : sums) {
        most = most.max(sum);
        least = least.min(sum);
      }
    }
    Scale scale = Scale.holding(least, most);
    List<Line> lines = new ArrayList<>();
    List<Key> legend = new ArrayList<>();
    lines.add(new Line(points(month, days, scale, before), "before"));
    legend.add(new Key("before", "last month"));
    lines.add(new Line(points(month, days, scale, now), "now"));
    legend.add(new Key("now", "this month"));
    String description = "This month: " + last(now, unit) + "; last month: " + last(before, unit);
    if (forecast != null && !now.isEmpty()) {
      LocalDate reached = month.from().plusDays(now.size() - 1L);
      LocalDate end = month.to().minusDays(1);
      lines.add(
          new Line(
              point(days.middle(reached), scale.y(now.get(now.size() - 1))) + " " + point(days.middle(end), scale.y(forecast)), "forecast"));
      legend.add(new Key("forecast", "forecast"));
      description += "; forecast for the whole month: " + StackedBars.amount(forecast) + " " + unit;
    }
    return new Chart(id, title, description + ".", unit, scale.ticks(), days.labels(), List.of(), lines, legend);
  }

  private static String last(List<BigDecimal> sums, String unit) {
    return sums.isEmpty() ? "no costs" : StackedBars.amount(sums.get(sums.size() - 1)) + " " + unit + " in " + sums.size() + " days";
  }

  private static String points(Period month, DayAxis days, Scale scale, List<BigDecimal> sums) {
    StringBuilder points = new StringBuilder();
    long shown = Math.min(sums.size(), ChronoUnit.DAYS.between(month.from(), month.to()));
    for (int i = 0; i < shown; i++) {
      points.append(points.isEmpty() ? "" : " ").append(point(days.middle(month.from().plusDays(i)), scale.y(sums.get(i))));
    }
    return points.toString();
  }

  private static String point(BigDecimal x, BigDecimal y) {
    return Scale.text(x) + "," + Scale.text(y);
  }
}
