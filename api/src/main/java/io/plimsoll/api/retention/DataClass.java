package io.plimsoll.api.retention;

/** A kind of data with a window of its own. */
public enum DataClass {
  /** Published costs, by the day of the charge. */
  COSTS,
  /** Anomalies, by their last day. */
  ANOMALIES,
  /** Records of collection runs and receipts that are no longer in force, by the day they ended. */
  RUNS
}
