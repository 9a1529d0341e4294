package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Settling;
import java.util.Arrays;

/** Says from the last weeks how much of a young day is usually known. Pure. */
public final class SettlingShares {
  /** How many of the last days say so. */
  public static final int DAYS = 28;

  private static final int FEWEST = 10;
  private static final double MAD_TO_SIGMA = 1.4826;

  /** Below a fifth, what a day will cost is a guess. */
  private static final double LEAST = 0.2;

  /** A figure that was corrected down by no more was known in full. */
  private static final double CORRECTED = 0.02;

  private SettlingShares() {}

  /**
   * The part of a figure that was known; 0 where it says nothing: nothing was known yet, as when an export is late, or
   * charges were taken back.
   */
  public static double share(double known, double inTheEnd) {
    return known > 0 && known <= (1 + CORRECTED) * inTheEnd ? Math.min(1, known / inTheEnd) : 0;
  }

  /**
   * What is usual.
   *
   * @param shares sorted by this call
   * @param count how many of them there are
   * @return {@link Settling#COMPLETE} when too little is known, or too little of a day
   */
  public static Settling usual(double[] shares, int count) {
    if (count < FEWEST) {
      return Settling.COMPLETE;
    }
    double share = median(shares, count);
    if (share < LEAST || share >= 1) {
      return Settling.COMPLETE;
    }
    double[] off = new double[count];
    for (int i = 0; i < count; i++) {
      off[i] = Math.abs(Math.log(shares[i] / share));
    }
    return new Settling(share, MAD_TO_SIGMA * median(off, count));
  }

  private static double median(double[] values, int count) {
    Arrays.sort(values, 0, count);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  }
}
