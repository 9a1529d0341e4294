package io.plimsoll.api.collect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why numbers changed between two runs.
 *
 * @param totals by metric and currency
 * @param days the days of {@code EffectiveCost} and {@code BilledCost} that differ, the largest first
 * @param services the services that differ, the largest first
 * @param notes other differences, in words: parts, rows, version, repaired values
 * @param summary how the costs changed, in a sentence; empty when they did not
 */
public record ReceiptDiff(
    Receipt before,
    Receipt after,
    List<Total> totals,
    List<Day> days,
    List<Service> services,
    List<String> notes,
    String summary) {
  /** Keeps its own copies. */
  public ReceiptDiff {
    totals = List.copyOf(totals);
    days = List.copyOf(days);
    services = List.copyOf(services);
    notes = List.copyOf(notes);
  }

  /** Without a summary. */
  public ReceiptDiff(
      Receipt before, Receipt after, List<Total> totals, List<Day> days, List<Service> services, List<String> notes) {
    this(before, after, totals, days, services, notes, "");
  }

  /** A total before and after. */
  public record Total(String metric, @Nullable String unit, BigDecimal before, BigDecimal after) {}

  /** A day before and after. */
  public record Day(LocalDate day, String metric, @Nullable String unit, BigDecimal before, BigDecimal after) {}

  /** A service before and after. */
  public record Service(@Nullable String service, String metric, @Nullable String unit, BigDecimal before, BigDecimal after) {}
}
