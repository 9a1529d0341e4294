package io.plimsoll.generator.estate;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Collectors;

/**
 * A change of cost put into an estate on purpose, on a resource of its own.
 *
 * @param serviceName the FOCUS ServiceName of the resource
 * @param day the first day of the change
 * @param dailyCost contracted cost in USD of a usual day; for a new charge, of each day it has
 * @param factor what the usual day is multiplied with; ignored for a new charge
 */
public record PlantedChange(
    Shape shape,
    String serviceName,
    String resourceGroup,
    String resourceName,
    String application,
    LocalDate day,
    BigDecimal dailyCost,
    int factor) {

  /** Refuses a service that is not in the catalogue. */
  public PlantedChange {
    if (Service.ALL.stream().noneMatch(s -> s.name().equals(serviceName))) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "the generator has no service " + serviceName,
          "Name one of " + Service.ALL.stream().map(Service::name).collect(Collectors.joining(", ")) + '.');
    }
  }

  /** How the cost changes. */
  public enum Shape {
    /** One day costs more. */
    SPIKE,
    /** A resource that was not there before. */
    NEW_CHARGE,
    /** From a day on, every day costs more. */
    STEP_UP
  }

  /** What a day's cost is multiplied with; 0 when there is none. */
  int factorOn(LocalDate other) {
    return switch (shape) {
      case SPIKE -> other.equals(day) ? factor : 1;
      case NEW_CHARGE -> other.isBefore(day) ? 0 : 1;
      case STEP_UP -> other.isBefore(day) ? 1 : factor;
    };
  }
}
