package io.plimsoll.generator.file;

/** Writes exact numbers as text without making an object. */
final class DecimalText {
  /** A sign, {@code 0.} and 36 digits fit. */
  static final int MOST = 40;

  private static final int DIGITS = 36;
  private static final byte[] THREE = three();

  private final byte[] scratch = new byte[DIGITS];

  /** Writes at a position and answers the position behind. */
  int write(byte[] out, int position, long high, long low, int scale) {
    int at = position;
    long h = high;
    long l = low;
    if (h < 0 || l < 0) {
      out[at++] = '-';
      h = -h;
      l = -l;
    }
    int whole = DIGITS - scale;
    int first;
    if (h != 0) {
      eighteen(h, 0);
      eighteen(l, 18);
      first = 0;
    } else {
      eighteen(l, 18);
      first = 18;
      for (int i = whole - 1; i < 18; i++) {
        scratch[i] = '0';
      }
    }
    int start = Math.min(first, whole - 1);
    while (start < whole - 1 && scratch[start] == '0') {
      start++;
    }
    System.arraycopy(scratch, start, out, at, whole - start);
    at += whole - start;
    if (scale > 0) {
      out[at++] = '.';
      System.arraycopy(scratch, whole, out, at, scale);
      at += scale;
    }
    return at;
  }

  private void eighteen(long number, int at) {
    int top = (int) (number / 1_000_000_000L);
    int bottom = (int) (number - top * 1_000_000_000L);
    nine(top, at);
    nine(bottom, at + 9);
  }

  private void nine(int number, int at) {
    int high = number / 1_000_000;
    int rest = number - high * 1_000_000;
    int middle = rest / 1_000;
    int low = rest - middle * 1_000;
    put(high * 3, at);
    put(middle * 3, at + 3);
    put(low * 3, at + 6);
  }

  private void put(int from, int at) {
    scratch[at] = THREE[from];
    scratch[at + 1] = THREE[from + 1];
    scratch[at + 2] = THREE[from + 2];
  }

  private static byte[] three() {
    byte[] digits = new byte[3_000];
    for (int i = 0; i < 1_000; i++) {
      digits[i * 3] = (byte) ('0' + i / 100);
      digits[i * 3 + 1] = (byte) ('0' + i / 10 % 10);
      digits[i * 3 + 2] = (byte) ('0' + i % 10);
    }
    return digits;
  }
}
