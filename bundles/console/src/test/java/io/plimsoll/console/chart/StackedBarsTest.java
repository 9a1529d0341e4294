package io.plimsoll.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.Period;
import io.plimsoll.console.chart.StackedBars.Group;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackedBarsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 1);
  private static final Period TWO_DAYS = new Period(DAY, DAY.plusDays(2));

  @Test
  void piecesStandOnEachOtherAndCreditsHangBelow() {
    Chart chart =
        StackedBars.draw(
            "c", "Costs", "EUR", TWO_DAYS,
            List.of(group("a", 30), group("b", 10), group("credit", -20)));

    assertThat(chart.bars()).extracting(Chart.Bar::look).containsExactly("c1", "c2", "c3");
    BigDecimal zero = new BigDecimal(chart.ticks().stream().filter(Chart.Tick::zero).findFirst().orElseThrow().y());
    Chart.Bar a = chart.bars().get(0);
    Chart.Bar b = chart.bars().get(1);
    Chart.Bar credit = chart.bars().get(2);
    assertThat(bottom(a)).isEqualByComparingTo(zero);
    assertThat(bottom(b)).isEqualByComparingTo(new BigDecimal(a.y()));
    assertThat(new BigDecimal(credit.y())).isEqualByComparingTo(zero);
    assertThat(b.title()).isEqualTo("1 Nov · b: 10.00 EUR");
    assertThat(chart.description()).isEqualTo("20.00 EUR from 1 Nov to 2 Nov; the highest day is 1 Nov with 40.00 EUR.");
  }

  @Test
  void linesAcrossAreRoundAndHoldEverything() {
    Scale scale = Scale.holding(new BigDecimal("-3"), new BigDecimal("1234567"));

    assertThat(scale.ticks()).extracting(Chart.Tick::text).contains("0", "500 k", "1 M").doesNotHaveDuplicates();
    assertThat(scale.high()).isGreaterThanOrEqualTo(new BigDecimal("1234567"));
    assertThat(scale.low()).isLessThanOrEqualTo(new BigDecimal("-3"));
  }

  @Test
  void nothingAtAllIsDrawnToo() {
    Chart chart = StackedBars.draw("c", "Costs", "EUR", TWO_DAYS, List.of());

    assertThat(chart.bars()).isEmpty();
    assertThat(chart.ticks()).isNotEmpty();
  }

  private static BigDecimal bottom(Chart.Bar bar) {
    return new BigDecimal(bar.y()).add(new BigDecimal(bar.height()));
  }

  private static Group group(String name, long value) {
    return new Group(name, Map.of(DAY, BigDecimal.valueOf(value)), false);
  }
}
