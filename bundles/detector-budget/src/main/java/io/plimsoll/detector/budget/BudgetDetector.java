package io.plimsoll.detector.budget;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SegmentedDetector;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Configurable;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Says when a series costs more than an amount that people set: on a day, or from the first of a calendar month on.
 *
 * <p>Finds nothing until an amount is set. Knows no usual cost, no calendar and no floors: an amount is a decision.
 */
@Plugin(name = "budget", type = AnomalyDetector.class)
public final class BudgetDetector implements SegmentedDetector, Configurable<AnomalyDetector> {
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final List<Dimension> USUAL = dimensions("ServiceName,SubAccountName");

  private final Budget budget;

  /**
   * What was set.
   *
   * @param daily for one day; 0 for none
   * @param monthly for a calendar month; 0 for none
   * @param currency of both; empty for whichever the series has
   * @param by what the series are cut by; empty for one series of all costs
   */
  private record Budget(double daily, double monthly, String currency, List<Dimension> by) {
    boolean isFor(CostSeries series) {
      return (daily > 0 || monthly > 0) && (currency.isEmpty() || currency.equals(series.key().currency()));
    }
  }

  /** One to which no amount is set. */
  public BudgetDetector() {
    this(new Budget(0, 0, "", USUAL));
  }

  private BudgetDetector(Budget budget) {
    this.budget = budget;
  }

  /**
   * @param settings {@code daily} and {@code monthly}, amounts above 0; {@code currency}, such as {@code EUR}; {@code
   *     by}, columns and tags such as {@code ServiceName,tag:env}, without which the amounts are for all costs together
   */
  @Override
  public AnomalyDetector configured(PluginSettings settings) {
    double daily = amount(settings, "daily");
    double monthly = amount(settings, "monthly");
    String currency = settings.text("currency", "").toUpperCase(Locale.ROOT);
    String by = settings.text("by", "");
    List<Dimension> dimensions = List.of();
    try {
      dimensions = dimensions(by);
    } catch (RuntimeException e) {
      settings.refuse("by", "names no columns such as ServiceName,tag:env");
    }
    if (daily == 0 && monthly == 0) {
      if (!currency.isEmpty() || !by.isEmpty()) {
        settings.refuse("daily", "or monthly has to be set too, or there is nothing to compare with");
      }
      dimensions = USUAL;
    }
    settings.validate();
    return new BudgetDetector(new Budget(daily, monthly, currency, dimensions));
  }

  private static double amount(PluginSettings settings, String name) {
    double amount = settings.decimal(name, 0);
    if (!(amount >= 0) || Double.isInfinite(amount)) {
      settings.refuse(name, "is not an amount above 0");
      return 0;
    }
    return amount;
  }

  private static List<Dimension> dimensions(String by) {
    return Arrays.stream(by.split(",")).map(String::strip).filter(name -> !name.isEmpty()).map(Dimension::parse).toList();
  }

  /** Without an amount it asks for the series that others ask for too. */
  @Override
  public List<Dimension> dimensions() {
    return budget.by();
  }

  /** Needs none: an amount is compared with, not a history. */
  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    if (!budget.isFor(series)) {
      return List.of();
    }
    LocalDate asOf = context.asOf();
    int from = Math.max(0, series.indexOf(context.evaluate().from()));
    int to = Math.min(series.days(), series.indexOf(context.evaluate().to().isAfter(asOf) ? asOf : context.evaluate().to()));
    List<Finding> findings = new ArrayList<>();
    if (budget.daily() > 0) {
      days(series, from, to, findings);
    }
    if (budget.monthly() > 0) {
      months(series, from, to, findings);
    }
    return findings;
  }

  /** Days in a row above the amount are one finding. */
  private void days(CostSeries series, int from, int to, List<Finding> findings) {
    for (int first = from; first < to; first++) {
      int end = first;
      double sum = 0;
      while (end < to && series.cost(end) > budget.daily()) {
        sum += series.cost(end++);
      }
      if (end > first) {
        double perDay = sum / (end - first);
        String when =
            end == first + 1 ? "on " + series.day(first) : "a day from " + series.day(first) + " to " + series.day(end - 1);
        findings.add(
            finding(
                series, first, end, budget.daily(), perDay,
                String.format(
                    Locale.ROOT, "It cost %,.2f %s %s, above the %,.2f a day that were set for it.", perDay,
                    series.key().currency(), when, budget.daily())));
        first = end;
      }
    }
  }

  /** From the day on which a month's sum goes above the amount, to the last day of it that is judged. */
  private void months(CostSeries series, int from, int to, List<Finding> findings) {
    for (int day = from; day < to; ) {
      YearMonth month = YearMonth.from(series.day(day));
      int begin = Math.max(0, series.indexOf(month.atDay(1)));
      int end = Math.min(to, series.indexOf(month.plusMonths(1).atDay(1)));
      double sum = 0;
      int above = -1;
      double before = 0;
      for (int i = begin; i < end; i++) {
        sum += series.cost(i);
        if (above < 0 && sum > budget.monthly()) {
          above = i;
          before = sum - series.cost(i);
        }
      }
      if (above >= 0 && sum > budget.monthly()) {
        // What was above before the days judged stays in what was spent before them.
        int first = Math.max(above, from);
        double spent = before;
        for (int i = above; i < first; i++) {
          spent += series.cost(i);
        }
        int days = end - first;
        findings.add(
            finding(
                series, first, end, Math.max(0, budget.monthly() - spent) / days, (sum - spent) / days,
                String.format(
                    Locale.ROOT, "%s came to %,.2f %s by %s; the %,.2f that were set for the month were passed on %s.",
                    MONTH.format(month), sum, series.key().currency(), series.day(end - 1), budget.monthly(),
                    series.day(above))));
      }
      day = Math.max(end, day + 1);
    }
  }

  private static Finding finding(
      CostSeries series, int first, int end, double expected, double actual, String explanation) {
    return new Finding(
        new Period(series.day(first), series.day(end - 1).plusDays(1)), Finding.Kind.THRESHOLD, 1, expected, actual,
        explanation);
  }
}
