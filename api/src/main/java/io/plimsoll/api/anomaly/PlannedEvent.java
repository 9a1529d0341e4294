package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that people know will cost more or less than usual: a migration, a load test, a sale.
 *
 * @param name what it is, in the words of who entered it
 * @param days when
 * @param scope the values it is confined to, by column name; empty for all costs. It concerns the series that have
 *     all these values, so a scope by resource concerns none that is cut by service alone
 */
public record PlannedEvent(String name, Period days, Map<String, String> scope) {
  /** Keeps its own copy in the order given. */
  public PlannedEvent {
    scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
  }

  /** Whether the costs of a series may be unusual because of it, on its days. */
  public boolean concerns(SeriesKey series) {
    return series.dimensions().entrySet().containsAll(scope.entrySet());
  }
}
