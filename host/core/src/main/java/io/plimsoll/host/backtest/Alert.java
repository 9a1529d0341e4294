package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import java.time.LocalDate;

/**
 * What users would have been told on a day.
 *
 * @param asOf the day they would have been told
 * @param opens whether it would have been a new anomaly rather than more of a known one
 */
public record Alert(SeriesKey series, LocalDate asOf, String detector, Finding finding, boolean opens) {}
