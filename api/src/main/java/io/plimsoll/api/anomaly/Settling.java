package io.plimsoll.api.anomaly;

/**
 * How much of what a day of a series costs in the end is usually known while the day is young, as its last weeks had it.
 *
 * @param share the median part of the final figure that was known, above 0 and at most 1
 * @param variation how far the logarithm of that part usually lies from its median, as a standard deviation; 0 where it
 *     never varies
 */
public record Settling(double share, double variation) {
  /** All is known at once, or nothing is known of how figures come in: they are taken as they are. */
  public static final Settling COMPLETE = new Settling(1, 0);

  /** @throws IllegalArgumentException for a share outside of 0 to 1 or a variation below 0 */
  public Settling {
    if (!(share > 0 && share <= 1) || !(variation >= 0)) {
      throw new IllegalArgumentException("a share of " + share + " that varies by " + variation);
    }
  }
}
