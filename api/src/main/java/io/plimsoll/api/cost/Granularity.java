package io.plimsoll.api.cost;

/** How a period is cut into rows. */
public enum Granularity {
  /** One row for the whole period. */
  NONE,
  /** One row a UTC day of the charge. */
  DAY,
  /** One row a UTC calendar month of the charge. */
  MONTH,
  /** One row a billing period, by {@code BillingPeriodStart}. */
  BILLING_PERIOD
}
