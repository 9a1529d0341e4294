package io.plimsoll.console.chart;

import io.plimsoll.api.cost.Period;
import io.plimsoll.console.chart.Chart.Bar;
import io.plimsoll.console.chart.Chart.Key;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bar for each day, made of one piece for each group; credits go below the line. */
public final class StackedBars {
  /** How many colours there are; one group more is grey. */
  public static final int COLOURS = 8;

  private StackedBars() {}

  /**
   * One group.
   *
   * @param name what the legend says
   * @param values by day; a day without one has no piece
   * @param rest whether it is what was left over
   */
  public record Group(String name, Map<LocalDate, BigDecimal> values, boolean rest) {}

  /** Draws the groups, the first at the bottom. */
  public static Chart draw(String id, String title, String unit, Period period, List<Group> groups) {
    DayAxis days = new DayAxis(period);
    BigDecimal least = BigDecimal.ZERO;
    BigDecimal most = BigDecimal.ZERO;
    BigDecimal total = BigDecimal.ZERO;
    @Nullable LocalDate peak = null;
    for (LocalDate day = period.from(); day.isBefore(period.to()); day = day.plusDays(1)) {
      BigDecimal up = BigDecimal.ZERO;
      BigDecimal down = BigDecimal.ZERO;
      for (Group group : groups) {
        BigDecimal value = group.values().getOrDefault(day, BigDecimal.ZERO);
        up = up.add(value.max(BigDecimal.ZERO));
        down = down.add(value.min(BigDecimal.ZERO));
      }
      total = total.add(up).add(down);
      peak = up.compareTo(most) > 0 ? day : peak;
      most = most.max(up);
      least = least.min(down);
    }
    Scale scale = Scale.holding(least, most);
    List<Bar> bars = new ArrayList<>();
    for (LocalDate day = period.from(); day.isBefore(period.to()); day = day.plusDays(1)) {
      stack(bars, scale, days, day, groups, unit);
    }
    List<Key> legend = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      legend.add(new Key(look(groups.get(i), i), groups.get(i).name()));
    }
    String description =
        amount(total) + " " + unit + " from " + DayAxis.words(period.from()) + " to " + DayAxis.words(period.to().minusDays(1))
            + (peak == null ? "." : "; the highest day is " + DayAxis.words(peak) + " with " + amount(most) + " " + unit + ".");
    return new Chart(id, title, description, unit, scale.ticks(), days.labels(), bars, List.of(), groups.size() > 1 ? legend : List.of());
  }

  private static void stack(List<Bar> bars, Scale scale, DayAxis days, LocalDate day, List<Group> groups, String unit) {
    BigDecimal up = BigDecimal.ZERO;
    BigDecimal down = BigDecimal.ZERO;
    for (int i = 0; i < groups.size(); i++) {
      BigDecimal value = groups.get(i).values().get(day);
      if (value == null || value.signum() == 0) {
        continue;
      }
      BigDecimal from = value.signum() > 0 ? up : down;
      BigDecimal to = from.add(value);
      BigDecimal top = scale.y(from.max(to));
      BigDecimal height = scale.y(from.min(to)).subtract(top);
      if (value.signum() > 0) {
        up = to;
      } else {
        down = to;
      }
      if (height.compareTo(new BigDecimal("0.05")) >= 0) {
        bars.add(
            new Bar(
                Scale.text(days.left(day)), Scale.text(top), Scale.text(days.barWidth()), Scale.text(height), look(groups.get(i), i),
                DayAxis.words(day) + " · " + groups.get(i).name() + ": " + amount(value) + " " + unit, null));
      }
    }
  }

  private static String look(Group group, int index) {
    return group.rest() || index >= COLOURS ? "c0" : "c" + (index + 1);
  }

  static String amount(BigDecimal value) {
    DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    return format.format(value);
  }
}
