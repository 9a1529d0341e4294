package io.plimsoll.console.chart;

import io.plimsoll.api.cost.Period;
import io.plimsoll.console.chart.Chart.Bar;
import io.plimsoll.console.chart.Chart.Key;
import io.plimsoll.console.chart.Chart.Line;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The days around an anomaly: what a day cost, what was expected of the days concerned, and what would have passed. */
public final class Evidence {
  private Evidence() {}

  /** What a day might have cost without being raised. */
  public record Band(BigDecimal low, BigDecimal high) {}

  /**
   * Draws the days.
   *
   * @param actual by day
   * @param concerned the days of the anomaly
   * @param expected of each day concerned
   * @param band around it; {@code null} when there is none
   */
  public static Chart draw(
      String id, String title, String unit, Period period, Map<LocalDate, BigDecimal> actual, Period concerned, BigDecimal expected,
      @Nullable Band band) {
    DayAxis days = new DayAxis(period);
    BigDecimal most = actual.values().stream().reduce(band == null ? expected : band.high(), BigDecimal::max);
    BigDecimal least = actual.values().stream().reduce(BigDecimal.ZERO, BigDecimal::min);
    Scale scale = Scale.holding(least, most);
    List<Bar> bars = new ArrayList<>();
    for (LocalDate day = period.from(); day.isBefore(period.to()); day = day.plusDays(1)) {
      BigDecimal value = actual.get(day);
      if (value == null || value.signum() == 0) {
        continue;
      }
      BigDecimal top = scale.y(value.max(BigDecimal.ZERO));
      BigDecimal height = scale.y(value.min(BigDecimal.ZERO)).subtract(top);
      bars.add(
          new Bar(
              Scale.text(days.left(day)), Scale.text(top), Scale.text(days.barWidth()), Scale.text(height),
              concerned.contains(day) ? "hot" : "calm",
              DayAxis.words(day) + ": " + StackedBars.amount(value) + " " + unit, null));
    }
    LocalDate lastDay = concerned.to().minusDays(1);
    BigDecimal left = days.left(concerned.from());
    BigDecimal right = days.left(lastDay.isBefore(period.to()) ? lastDay : period.to()).add(days.barWidth());
    List<Key> legend = new ArrayList<>(List.of(new Key("calm", "actual"), new Key("hot", "actual, not as expected"), new Key("expected", "expected")));
    String within = "";
    if (band != null) {
      String range = StackedBars.amount(band.low()) + " to " + StackedBars.amount(band.high()) + " " + unit;
      bars.add(
          new Bar(
              Scale.text(left), Scale.text(scale.y(band.high())), Scale.text(right.subtract(left)),
              Scale.text(scale.y(band.low()).subtract(scale.y(band.high()))), "band", "not raised: " + range, null));
      legend.add(new Key("band", "would not be raised"));
      within = " From " + range + " would not be raised.";
    }
    String y = Scale.text(scale.y(expected));
    Line line =
        new Line(Scale.text(left) + "," + y + " " + Scale.text(right) + "," + y, "expected");
    return new Chart(
        id, title,
        "Expected " + StackedBars.amount(expected) + " " + unit + " a day from " + DayAxis.words(concerned.from()) + " to "
            + DayAxis.words(lastDay) + "." + within,
        unit, scale.ticks(), days.labels(), bars, List.of(line), legend);
  }
}
