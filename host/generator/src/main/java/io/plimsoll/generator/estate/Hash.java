package io.plimsoll.generator.estate;

/** Chance that repeats: the same seed, number and salt give the same bits on any machine. */
public final class Hash {
  private Hash() {}

  /** 64 well-mixed bits (the finaliser of SplitMix64, twice). */
  public static long of(long seed, long number, int salt) {
    return mix(mix(seed + salt * 0x9E3779B97F4A7C15L) ^ number * 0xD1342543DE82EF95L);
  }

  /** A number from 0 up to, not including, {@code bound}. */
  public static int below(int bound, long seed, long number, int salt) {
    return (int) ((of(seed, number, salt) >>> 33) % bound);
  }

  /** A number from 0 up to, not including, 1. */
  public static double unit(long seed, long number, int salt) {
    return (of(seed, number, salt) >>> 11) * 0x1.0p-53;
  }

  /** One of these texts. */
  public static String pick(String[] texts, long seed, long number, int salt) {
    return texts[below(texts.length, seed, number, salt)];
  }

  /** A GUID in lower case. */
  public static String guid(long seed, long number, int salt) {
    String high = hex(of(seed, number, salt));
    String low = hex(of(seed, number, salt + 1_000_003));
    return high.substring(0, 8) + '-' + high.substring(8, 12) + "-4" + high.substring(13) + "-8" + low.substring(1, 4)
        + '-' + low.substring(4);
  }

  private static String hex(long bits) {
    String text = Long.toHexString(bits);
    return "0".repeat(16 - text.length()) + text;
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
