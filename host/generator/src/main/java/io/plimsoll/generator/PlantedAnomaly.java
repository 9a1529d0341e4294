package io.plimsoll.generator;

import io.plimsoll.generator.estate.PlantedChange;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A change in the demo that a detector must find, with its exact size.
 *
 * @param day the first day of the change
 * @param before cost of the day before, zero for a new charge
 * @param after cost of that day
 * @param cause what happened, in words
 */
public record PlantedAnomaly(
    PlantedChange.Shape shape,
    String export,
    String currency,
    String serviceName,
    String subAccountName,
    String resourceId,
    String resourceName,
    LocalDate day,
    BigDecimal before,
    BigDecimal after,
    String cause) {

  /** What the day costs more than the one before. */
  public BigDecimal excess() {
    return after.subtract(before);
  }
}
