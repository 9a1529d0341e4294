package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Finding;

/**
 * A day that is unusual.
 *
 * @param day its index in the series
 * @param strength how many usual variations it is off
 * @param usual the usual variation, as a share of the expected cost
 */
record Verdict(int day, Finding.Kind kind, double expected, double actual, double strength, double usual) {}
