package io.plimsoll.testkit.rows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an export, for tests.
 *
 * @param keys the text columns; {@code null} where the row has no value
 * @param metrics the decimal columns; {@code null} where the row has no value
 */
public record Row(LocalDate day, Map<String, @Nullable String> keys, Map<String, @Nullable BigDecimal> metrics) {
  /** A row of this day, without any value yet. */
  public static Row on(String day) {
    return new Row(LocalDate.parse(day), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Sets a text column; answers this row. */
  public Row key(String column, @Nullable String value) {
    keys.put(column, value);
    return this;
  }

  /** Sets a decimal column; answers this row. */
  public Row metric(String column, @Nullable String value) {
    metrics.put(column, value == null ? null : new BigDecimal(value));
    return this;
  }

  /** A row of one service and cost in a currency. */
  public static Row cost(String day, @Nullable String service, String currency, String billed) {
    return on(day).key("ServiceName", service).key("BillingCurrency", currency).metric("BilledCost", billed);
  }
}
