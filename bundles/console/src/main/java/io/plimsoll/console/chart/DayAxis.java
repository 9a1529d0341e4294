package io.plimsoll.console.chart;

import io.plimsoll.api.cost.Period;
import io.plimsoll.console.chart.Chart.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places days from left to right. */
final class DayAxis {
  private static final int MOST_LABELS = 9;
  private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Period period;
  private final BigDecimal slot;

  DayAxis(Period period) {
    this.period = period;
    this.slot =
        BigDecimal.valueOf(Chart.WIDTH - Chart.LEFT - 4L)
            .divide(BigDecimal.valueOf(Math.max(1, days())), 4, RoundingMode.HALF_EVEN);
  }

  long days() {
    return ChronoUnit.DAYS.between(period.from(), period.to());
  }

  BigDecimal left(LocalDate day) {
    return BigDecimal.valueOf(Chart.LEFT).add(slot.multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(period.from(), day))));
  }

  BigDecimal middle(LocalDate day) {
    return left(day).add(slot.divide(BigDecimal.valueOf(2)));
  }

  /** A bar is a little narrower than its day, unless there are too many for gaps. */
  BigDecimal barWidth() {
    BigDecimal gap = slot.compareTo(BigDecimal.valueOf(5)) < 0 ? BigDecimal.ZERO : slot.multiply(new BigDecimal("0.18"));
    return slot.subtract(gap);
  }

  List<Label> labels() {
    long every = Math.max(1, (days() + MOST_LABELS - 1) / MOST_LABELS);
    List<Label> labels = new ArrayList<>();
    for (long i = 0; i < days(); i += every) {
      LocalDate day = period.from().plusDays(i);
      labels.add(new Label(Scale.text(middle(day)), WORDS.format(day)));
    }
    return labels;
  }

  static String words(LocalDate day) {
    return WORDS.format(day);
  }
}
