package io.plimsoll.api.anomaly;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which detectors to try on a history, and on which days of it.
 *
 * @param detectors their names; empty for all that are loaded
 * @param from the first day on which costs are judged; {@code null} for as early as there is enough history
 * @param to the day after the last on which costs are judged; {@code null} for as long as there are costs
 */
public record BacktestRequest(List<String> detectors, @Nullable LocalDate from, @Nullable LocalDate to) {
  /** Keeps its own copy. */
  public BacktestRequest {
    detectors = List.copyOf(detectors);
  }

  /** All detectors on all days. */
  public static BacktestRequest all() {
    return new BacktestRequest(List.of(), null, null);
  }
}
