package io.plimsoll.generator.table;

/** A number computed for each row. */
public enum Measure {
  /** Billed cost. */
  BILLED,
  /** Effective cost. */
  EFFECTIVE,
  /** List cost. */
  LIST,
  /** Contracted cost. */
  CONTRACTED,
  /** Quantity consumed. */
  CONSUMED,
  /** Quantity priced. */
  PRICED,
  /** Quantity of a commitment that the row uses up. */
  COMMITTED,
  /** Billed cost in USD. */
  BILLED_USD,
  /** Effective cost in USD. */
  EFFECTIVE_USD,
  /** List cost in USD. */
  LIST_USD,
  /** Contracted cost in USD. */
  CONTRACTED_USD;

  /** How many measures there are. */
  public static final int COUNT = values().length;

  /** Whether it is money. */
  public boolean isCost() {
    return this != CONSUMED && this != PRICED && this != COMMITTED;
  }
}
