package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * When and with what caution a series is judged.
 *
 * @param asOf the day of the evaluation; figures of the days right before it may still be partial
 * @param evaluate the days to judge
 * @param floors below which a difference is not worth a person's time
 * @param dataSince the first day of which the host has data at all, so that the start of history is not
 *     taken for a new charge
 * @param planned what is known to be unusual. The host suppresses what is found on such days; to detectors it says
 *     which days are no measure for later ones
 * @param missing days from dataSince on of which there is no data, such as those of an export that failed
 */
public record EvaluationContext(
    LocalDate asOf,
    Period evaluate,
    Floors floors,
    LocalDate dataSince,
    List<PlannedEvent> planned,
    Set<LocalDate> missing) {
  /** How many days back figures may still grow; a day this old is final. */
  public static final int FINAL_AFTER_DAYS = 3;

  /** Keeps its own copies. */
  public EvaluationContext {
    planned = List.copyOf(planned);
    missing = Set.copyOf(missing);
  }

  /** Nothing planned and no day missing. */
  public EvaluationContext(LocalDate asOf, Period evaluate, Floors floors, LocalDate dataSince) {
    this(asOf, evaluate, floors, dataSince, List.of(), Set.of());
  }

  /** The same evaluation of other days. */
  public EvaluationContext judging(Period days) {
    return new EvaluationContext(asOf, days, floors, dataSince, planned, missing);
  }

  /** The same evaluation with these days missing. */
  public EvaluationContext withMissing(Set<LocalDate> days) {
    return new EvaluationContext(asOf, evaluate, floors, dataSince, planned, days);
  }

  /** Whether the figures of a day are final: late charges arrive up to three days later. */
  public boolean isFinal(LocalDate day) {
    return !day.isAfter(asOf.minusDays(FINAL_AFTER_DAYS));
  }

  /** How much of a day is known. A day from {@link #asOf()} on has begun at most, so it is partial. */
  public Completeness completeness(LocalDate day) {
    if (missing.contains(day)) {
      return Completeness.MISSING;
    }
    if (isFinal(day)) {
      return Completeness.FINAL;
    }
    return day.isBefore(asOf.minusDays(1)) ? Completeness.PROVISIONAL : Completeness.PARTIAL;
  }

  /** Whether something that concerns the series was planned for a day. */
  public boolean isPlanned(SeriesKey series, LocalDate day) {
    for (PlannedEvent event : planned) {
      if (event.days().contains(day) && event.concerns(series)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is too small to be an anomaly.
   *
   * @param amountPerDay in the currency of the series
   * @param ratio of the expected cost, such as 0.2
   */
  public record Floors(double amountPerDay, double ratio) {
    /** 5 a day and 20 per cent. */
    public static final Floors DEFAULT = new Floors(5, 0.2);

    /**
     * How far a day may be off before it is raised: whichever of both is more.
     *
     * @param expected of a day
     */
    public BigDecimal room(BigDecimal expected) {
      return BigDecimal.valueOf(amountPerDay).max(expected.abs().multiply(BigDecimal.valueOf(ratio)));
    }
  }
}
