package io.plimsoll.api.anomaly;

/** How much of a day's charges is known when it is judged. */
public enum Completeness {
  /** No export covers the day: that it has no charges says nothing. */
  MISSING,
  /** Yesterday: some charges are in, more will come. */
  PARTIAL,
  /** Two days ago: most charges are in, some may come. */
  PROVISIONAL,
  /** Old enough that no more charges are expected. */
  FINAL
}
