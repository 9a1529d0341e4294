package io.plimsoll.api.anomaly;

import java.time.Instant;

/**
 * A detector that did not judge the costs collected last, so what it would have found is missing.
 *
 * @param detector the plug-in's name
 * @param reason why, in words
 * @param advice what to do about it
 * @param since when it was last to judge and did not
 */
public record SkippedDetector(String detector, String reason, String advice, Instant since) {}
