package io.plimsoll.generator.table;

/**
 * What the values of a column depend on.
 *
 * <p>A row carries one code for each axis; a column turns the code of its axis into a value. So the text of
 * a resource is made once, not once a row.
 */
public enum Axis {
  /** The same value in every row; the code is 0. */
  CONSTANT,
  /** The resource charged, or what stands for it in a purchase, tax or credit. */
  RESOURCE,
  /** The meter. */
  METER,
  /** The meter and whether a commitment covers it. */
  PRICE,
  /** When the charge happened. */
  PERIOD,
  /** What sort of charge it is. */
  KIND,
  /** The reservation or savings plan; code 0 is none. */
  COMMITMENT;

  /** How many axes there are. */
  public static final int COUNT = values().length;
}
