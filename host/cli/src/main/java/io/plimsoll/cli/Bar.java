package io.plimsoll.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A bar of a chart, in eighths of a column where the terminal can. */
final class Bar {
  private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

  private Bar() {}

  /** A bar as long as the value's part of the largest, which fills the width; nothing for nothing or less. */
  static String of(BigDecimal value, BigDecimal largest, int width, boolean unicode) {
    if (value.signum() <= 0 || largest.signum() <= 0) {
      return "";
    }
    int steps = unicode ? 8 : 1;
    int length =
        value.multiply(BigDecimal.valueOf((long) width * steps)).divide(largest, 0, RoundingMode.HALF_UP).intValue();
    int shown = Math.max(length, 1);
    return unicode ? "█".repeat(shown / 8) + EIGHTHS[shown % 8] : "#".repeat(shown);
  }
}
