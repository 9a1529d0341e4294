package io.plimsoll.api.anomaly;

/** How much an anomaly matters, from its amount a day and its kind. */
public enum Severity {
  /** Worth knowing. */
  LOW,
  /** Worth a look this week. */
  MEDIUM,
  /** Worth a look today. */
  HIGH,
  /** Worth a call. */
  CRITICAL
}
