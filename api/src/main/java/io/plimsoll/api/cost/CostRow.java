package io.plimsoll.api.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer.
 *
 * @param start the first day of the row's day, month or billing period; {@code null} without granularity
 * @param keys one value for each dimension asked for, {@code null} where a charge has none
 * @param unit the currency of a cost or the unit of a quantity; {@code null} where the export names none
 * @param value the exact sum
 * @param compared the exact sum of the compared period for the same keys; {@code null} when there is none
 */
public record CostRow(
    @Nullable LocalDate start,
    List<@Nullable String> keys,
    @Nullable String unit,
    BigDecimal value,
    @Nullable BigDecimal compared) {
  /** Keeps its own copy. */
  public CostRow {
    keys = Collections.unmodifiableList(new ArrayList<>(keys));
  }
}
