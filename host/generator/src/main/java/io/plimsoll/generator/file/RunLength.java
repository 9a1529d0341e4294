package io.plimsoll.generator.file;

/** Parquet's hybrid of runs and bit-packed groups of eight. */
final class RunLength {
  private RunLength() {}

  /** Appends the numbers, each of {@code width} bits. */
  static void write(Bytes out, int[] numbers, int from, int count, int width) {
    int end = from + count;
    int at = from;
    while (at < end) {
      int run = run(numbers, at, end);
      if (run >= 8) {
        out.putVarint((long) run << 1);
        for (int shift = 0; shift < width; shift += 8) {
          out.put(numbers[at] >>> shift);
        }
        at += run;
        continue;
      }
      int start = at;
      while (at < end && (at - start < 8 || run(numbers, at, end) < 8) && at - start < 504) {
        at += Math.min(8, end - at);
      }
      pack(out, numbers, start, at, width);
    }
  }

  private static int run(int[] numbers, int at, int end) {
    int to = at + 1;
    while (to < end && numbers[to] == numbers[at]) {
      to++;
    }
    return to - at;
  }

  private static void pack(Bytes out, int[] numbers, int from, int to, int width) {
    int groups = (to - from + 7) / 8;
    out.putVarint((long) groups << 1 | 1);
    long bits = 0;
    int held = 0;
    for (int i = from; i < from + groups * 8; i++) {
      bits |= (i < to ? numbers[i] & 0xFFFFFFFFL : 0L) << held;
      held += width;
      while (held >= 8) {
        out.put((int) bits);
        bits >>>= 8;
        held -= 8;
      }
    }
  }
}
