package io.plimsoll.console.page;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.console.chart.Chart;
import io.plimsoll.console.chart.MonthLines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A month beside the one before it.
 *
 * <p>Charges arrive up to three days late, so the two are compared by days whose figures are settled, and the forecast
 * goes on with the mean of the last seven of them.
 *
 * @param month the month shown
 * @param settled its settled days
 * @param before the same days of the month before
 * @param currencies what each currency came to, the largest first
 * @param asOf the answer it was read from
 */
public record MonthView(Period month, Period settled, Period before, List<Currency> currencies, CostResult asOf) {
  private static final int FEWEST_DAYS = 4;
  private static final int BASIS_DAYS = 7;

  /**
   * One currency.
   *
   * @param soFar everything of the month, the days that still settle among it
   * @param settled the settled days
   * @param before the same days of the month before
   * @param lastMonth the whole month before
   * @param forecast for the whole month; {@code null} when the month is over or has too few days
   */
  public record Currency(
      String unit, BigDecimal soFar, BigDecimal settled, BigDecimal before, BigDecimal lastMonth, @Nullable BigDecimal forecast, Chart chart) {
    /** How much more than in the same days of the month before. */
    public BigDecimal difference() {
      return settled.subtract(before);
    }
  }

  /** Whether a forecast can be made: the month is under way. */
  public boolean underWay() {
    return settled.to().isBefore(month.to());
  }

  /** This month, or the one before while this one has too little to show. */
  static MonthView of(Organisation organisation, LocalDate today) {
    return of(asked(organisation, today), today);
  }

  /** What it is made of: the costs of both months, day by day. */
  static CostResult asked(Organisation organisation, LocalDate today) {
    YearMonth shown = shown(today);
    return organisation.costs(
        CostQuery.of(Metric.EFFECTIVE_COST, new Period(shown.minusMonths(1).atDay(1), Period.month(shown).to()))
            .granularity(Granularity.DAY));
  }

  private static LocalDate settledTo(LocalDate today) {
    return today.minusDays(EvaluationContext.FINAL_AFTER_DAYS - 1L);
  }

  private static YearMonth shown(LocalDate today) {
    YearMonth shown = YearMonth.from(settledTo(today));
    return settledTo(today).isBefore(shown.atDay(FEWEST_DAYS + 1)) ? shown.minusMonths(1) : shown;
  }

  /** The view that this answer makes on this day. */
  static MonthView of(CostResult result, LocalDate today) {
    LocalDate settledTo = settledTo(today);
    YearMonth shown = shown(today);
    Period month = Period.month(shown);
    Period settled = new Period(month.from(), settledTo.isBefore(month.to()) ? settledTo : month.to());
    YearMonth last = shown.minusMonths(1);
    long days = Math.min(settled.to().toEpochDay() - settled.from().toEpochDay(), last.lengthOfMonth());
    Period before = new Period(last.atDay(1), underway(settled, month) ? last.atDay(1).plusDays(days) : Period.month(last).to());
    Map<String, Map<LocalDate, BigDecimal>> byUnit = new TreeMap<>();
    for (CostRow row : result.rows()) {
      byUnit.computeIfAbsent(Objects.requireNonNullElse(row.unit(), "no currency"), u -> new TreeMap<>())
          .put(Objects.requireNonNull(row.start()), row.value());
    }
    List<Currency> currencies = new ArrayList<>();
    byUnit.forEach((unit, costs) -> currencies.add(currency(unit, costs, month, settled, before, currencies.size())));
    currencies.sort((a, b) -> b.soFar().compareTo(a.soFar()));
    return new MonthView(month, settled, before, List.copyOf(currencies), result);
  }

  private static boolean underway(Period settled, Period month) {
    return settled.to().isBefore(month.to());
  }

  private static Currency currency(
      String unit, Map<LocalDate, BigDecimal> costs, Period month, Period settled, Period before, int number) {
    Period last = Period.month(YearMonth.from(before.from()));
    BigDecimal now = sum(costs, settled);
    BigDecimal forecast = null;
    if (underway(settled, month)) {
      LocalDate basis = settled.to().minusDays(BASIS_DAYS);
      BigDecimal mean =
          sum(costs, new Period(basis.isBefore(last.from()) ? last.from() : basis, settled.to()))
              .divide(BigDecimal.valueOf(BASIS_DAYS), 4, RoundingMode.HALF_EVEN);
      forecast = now.add(mean.multiply(BigDecimal.valueOf(month.to().toEpochDay() - settled.to().toEpochDay())));
    }
    Chart chart =
        MonthLines.draw(
            "month-" + number, "Effective cost of " + Show.month(month.from()) + " day by day, " + unit, unit, month,
            sums(costs, settled), sums(costs, last), forecast);
    return new Currency(unit, sum(costs, month), now, sum(costs, before), sum(costs, last), forecast, chart);
  }

  private static BigDecimal sum(Map<LocalDate, BigDecimal> costs, Period period) {
    return costs.entrySet().stream()
        .filter(e -> period.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<BigDecimal> sums(Map<LocalDate, BigDecimal> costs, Period period) {
    List<BigDecimal> sums = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = period.from(); day.isBefore(period.to()); day = day.plusDays(1)) {
      sum = sum.add(costs.getOrDefault(day, BigDecimal.ZERO));
      sums.add(sum);
    }
    return sums;
  }
}
