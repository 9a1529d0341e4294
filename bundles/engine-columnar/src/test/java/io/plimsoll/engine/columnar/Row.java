package io.plimsoll.engine.columnar;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One export row of a test. */
record Row(LocalDate day, Map<String, @Nullable String> keys, Map<String, @Nullable BigDecimal> metrics) {
  static Row on(String day) {
    return new Row(LocalDate.parse(day), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  Row key(String column, @Nullable String value) {
    keys.put(column, value);
    return this;
  }

  Row metric(String column, @Nullable String value) {
    metrics.put(column, value == null ? null : new BigDecimal(value));
    return this;
  }

  /** A row of one service and cost in a currency. */
  static Row cost(String day, @Nullable String service, String currency, String billed) {
    return on(day).key("ServiceName", service).key("BillingCurrency", currency).metric("BilledCost", billed);
  }
}
