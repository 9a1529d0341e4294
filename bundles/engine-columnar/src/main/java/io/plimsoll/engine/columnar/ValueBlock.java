package io.plimsoll.engine.columnar;

/**
 * Writes the values of one metric in blocks.
 *
 * <p>Each block has a head of three bytes: where its values come from (0 packed here, else 1 + a relation to
 * another metric), a power of ten that all of them are multiples of, and their width. Width bytes 0 to 127 are bits
 * of values none of which is negative; 128 + w - 1 is w bits with sign. Values of more than 64 bits are packed as
 * their lower halves followed by the rest.
 */
final class ValueBlock {
  static final int HEAD = 3;
  private static final int SIGNED = 128;

  private final BytesOut heads = new BytesOut();
  private final BytesOut packed = new BytesOut();

  /** The bits of a width byte. */
  static int width(int widthByte) {
    return widthByte < SIGNED ? widthByte : widthByte - SIGNED + 1;
  }

  static boolean isSigned(int widthByte) {
    return widthByte >= SIGNED;
  }

  /** How many bytes a packed block takes. */
  static int bytes(int count, int widthByte) {
    int width = width(widthByte);
    return BitPacking.bytes(count, Math.min(width, 64)) + (width > 64 ? BitPacking.bytes(count, width - 64) : 0);
  }

  /** Says that a block's values follow from those of another metric. */
  void relate(int relation) {
    heads.putByte(1 + relation);
    heads.putByte(0);
    heads.putByte(0);
  }

  /** Packs a block; overwrites the values. */
  void pack(long[] low, long[] high, int count) {
    int exponent = exponent(low, high, count);
    TenPower.of(exponent).divide(high, low, count);
    int bits = 0;
    boolean negative = false;
    for (int i = 0; i < count; i++) {
      bits = Math.max(bits, Wide.bits(high[i], low[i]));
      negative |= high[i] < 0;
    }
    int width = negative ? bits + 1 : bits;
    heads.putByte(0);
    heads.putByte(exponent);
    heads.putByte(negative ? SIGNED + width - 1 : width);
    BitPacking.pack(low, count, Math.min(width, 64), packed);
    if (width > 64) {
      BitPacking.pack(high, count, width - 64, packed);
    }
  }

  void writeTo(BytesOut out) {
    out.putAll(heads);
    out.putAll(packed);
  }

  private static int exponent(long[] low, long[] high, int count) {
    int exponent = Wide.MAX_POWER;
    boolean zero = true;
    for (int i = 0; i < count && exponent > 0; i++) {
      if ((low[i] | high[i]) == 0) {
        continue;
      }
      zero = false;
      while (exponent > 0 && !TenPower.of(exponent).divides(high[i], low[i])) {
        exponent--;
      }
    }
    return zero ? 0 : exponent;
  }
}
