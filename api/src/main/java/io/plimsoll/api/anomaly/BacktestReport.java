package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What detectors would have reported, each day with the figures known then.
 *
 * @param days the days on which costs were judged
 * @param series how many series
 * @param alerts what people would have been told, all detectors together, by series and day of the evaluation
 * @param together all detectors as one, as people have them
 * @param detectors each by itself, by name
 */
public record BacktestReport(
    Period days, int series, List<Alert> alerts, Tally together, List<Tally> detectors) {
  /** Keeps its own copies. */
  public BacktestReport {
    alerts = List.copyOf(alerts);
    detectors = List.copyOf(detectors);
  }

  /**
   * A finding as it would have been reported.
   *
   * @param asOf the day of the evaluation
   * @param opens whether it is a new anomaly rather than more of one that was known
   */
  public record Alert(SeriesKey series, LocalDate asOf, String detector, Finding finding, boolean opens) {}

  /**
   * What one detector, or all together, would have found.
   *
   * @param detector its name; empty for all together
   * @param anomalies findings that are days of one episode count once
   * @param series how many series have one
   * @param days how many days of a series are among them
   * @param excess the difference to the expectation over these days, rounded to cents, by currency
   * @param shared with each other detector, how many of its anomalies that one finds too
   * @param alone how many no other detector finds
   */
  public record Tally(
      String detector,
      int anomalies,
      int series,
      int days,
      Map<String, BigDecimal> excess,
      Map<String, Integer> shared,
      int alone) {
    /** Keeps its own copies. */
    public Tally {
      excess = Map.copyOf(excess);
      shared = Map.copyOf(shared);
    }
  }
}
