package io.plimsoll.api.anomaly;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a series is: the values its charges share, the metric and the currency.
 *
 * @param dimensions by column name, in a fixed order
 * @param metric the FOCUS column that is summed
 * @param currency its billing currency
 */
public record SeriesKey(Map<String, String> dimensions, String metric, String currency) {
  /** Keeps its own copy in the order given. */
  public SeriesKey {
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
  }
}
