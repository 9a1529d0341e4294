package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;
import java.time.LocalDate;

/**
 * When and with what caution a series is judged.
 *
 * @param asOf the day of the evaluation; figures of the days right before it may still be partial
 * @param evaluate the days to judge
 * @param floors below which a difference is not worth a person's time
 * @param dataSince the first day of which the host has data at all, so that the start of history is not
 *     taken for a new charge
 */
public record EvaluationContext(LocalDate asOf, Period evaluate, Floors floors, LocalDate dataSince) {
  /** How many days back figures may still grow; a day this old is final. */
  public static final int FINAL_AFTER_DAYS = 3;

  /** Whether the figures of a day are final: late charges arrive up to three days later. */
  public boolean isFinal(LocalDate day) {
    return !day.isAfter(asOf.minusDays(FINAL_AFTER_DAYS));
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
  }
}
