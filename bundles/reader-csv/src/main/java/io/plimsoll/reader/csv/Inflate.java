package io.plimsoll.reader.csv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses DEFLATE (RFC 1951) straight into the buffer of the scanner.
 *
 * <p>Written for speed where it counts: while enough input and output room is at hand, symbols are decoded
 * without any check of bounds but the loop's own ({@link #fast}); near the end of the input, one at a time
 * ({@link #careful}). It takes about two thirds of the time of {@code java.util.zip}, which tests hold it against.
 */
final class Inflate {
  private static final byte[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  /** More than one round of the fast loop can take. */
  private static final int INPUT_MARGIN = 40;

  private enum State {
    BLOCK,
    STORED,
    CODED,
    ENDED
  }

  private final CompressedInput in;
  private final HuffmanTable lengthCode = new HuffmanTable(HuffmanTable.Alphabet.CODE_LENGTHS, 7, 19);
  private final HuffmanTable symbols = new HuffmanTable(HuffmanTable.Alphabet.LITERALS_AND_LENGTHS, 11, 288);
  private final HuffmanTable distances = new HuffmanTable(HuffmanTable.Alphabet.DISTANCES, 9, 32);
  private final byte[] lengths = new byte[288 + 32 + 138];

  private State state = State.BLOCK;
  private boolean lastBlock;
  private int stored;
  /** Bits of the input not decoded yet, the next one lowest; above {@code count} all are 0. */
  private long bits;
  private int count;
  /** How many bytes this stream gave in earlier calls: what a copy may reach back to. */
  private long produced;
  /** Where the next byte goes during a call. */
  private int out;
  private @Nullable DamagedPart damage;

  Inflate(CompressedInput in) {
    this.in = in;
  }

  /** Starts a new stream at the input's position. */
  void reset() {
    state = State.BLOCK;
    lastBlock = false;
    bits = 0;
    count = 0;
    produced = 0;
  }

  /** Whether the stream has come to its end; the input then stands behind it. */
  boolean ended() {
    return state == State.ENDED;
  }

  /** Decompresses as {@link ByteSource#fill} does. */
  int fill(byte[] buffer, int from, int to) throws DamagedPart {
    int floor = from - (int) Math.min(produced, ByteSource.HISTORY);
    out = from;
    if (damage != null) {
      throw damage;
    }
    try {
      while (out < to && state != State.ENDED) {
        if (in.ready() < INPUT_MARGIN) {
          in.refill();
        }
        switch (state) {
          case BLOCK -> startBlock();
          case STORED -> copyStored(buffer, to);
          case CODED -> {
            if (in.ready() >= INPUT_MARGIN) {
              fast(buffer, to, floor);
            } else {
              careful(buffer, to, floor);
            }
          }
          case ENDED -> throw new IllegalStateException();
        }
      }
    } catch (DamagedPart e) {
      damage = e;
      if (out == from) {
        throw e;
      }
      // What stands before the damage goes out first; the next call throws.
    }
    produced += out - from;
    return out;
  }

  private void startBlock() throws DamagedPart {
    if (lastBlock) {
      returnWholeBytes();
      state = State.ENDED;
      return;
    }
    need(3);
    long header = bits;
    switch ((int) (header >>> 1 & 3)) {
      case 0 -> {
        take(3);
        returnWholeBytes();
        stored = take(16);
        if (take(16) != (~stored & 0xffff)) {
          throw DamagedPart.corrupt("a stored block of the gzip stream has no valid length");
        }
        state = State.STORED;
      }
      case 1 -> {
        take(3);
        fixedCodes();
        state = State.CODED;
      }
      case 2 -> {
        take(3);
        dynamicCodes();
        state = State.CODED;
      }
      default -> throw DamagedPart.corrupt("the gzip stream has a block of an unknown kind");
    }
    lastBlock = (header & 1) == 1;
  }

  private void copyStored(byte[] buffer, int to) throws DamagedPart {
    if (stored > 0 && in.atEnd()) {
      throw DamagedPart.truncated();
    }
    int length = Math.min(stored, Math.min(to - out, in.ready()));
    System.arraycopy(in.bytes, in.at, buffer, out, length);
    in.at += length;
    out += length;
    stored -= length;
    if (stored == 0) {
      state = State.BLOCK;
    }
  }

  private void fixedCodes() throws DamagedPart {
    for (int symbol = 0; symbol < 288; symbol++) {
      lengths[symbol] = (byte) (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
    }
    symbols.build(lengths, 0, 288);
    Arrays.fill(lengths, 0, 32, (byte) 5);
    distances.build(lengths, 0, 32);
  }

  private void dynamicCodes() throws DamagedPart {
    int symbolCount = take(5) + 257;
    int distanceCount = take(5) + 1;
    int lengthCount = take(4) + 4;
    if (symbolCount > 286 || distanceCount > 30) {
      throw DamagedPart.corrupt("a block of the gzip stream has too many symbols");
    }
    byte[] codeLengths = new byte[19];
    for (int i = 0; i < lengthCount; i++) {
      codeLengths[LENGTH_ORDER[i]] = (byte) take(3);
    }
    lengthCode.build(codeLengths, 0, 19);
    int total = symbolCount + distanceCount;
    for (int at = 0; at < total; ) {
      int symbol = takeSymbol(lengthCode) >>> 16 & HuffmanTable.VALUE;
      if (symbol < 16) {
        lengths[at++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && at == 0) {
        throw DamagedPart.corrupt("a block of the gzip stream repeats a length that is not there");
      }
      byte repeated = symbol == 16 ? lengths[at - 1] : 0;
      int times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
      if (at + times > total) {
        throw DamagedPart.corrupt("a block of the gzip stream has too many lengths");
      }
      Arrays.fill(lengths, at, at + times, repeated);
      at += times;
    }
    if (lengths[256] == 0) {
      throw DamagedPart.corrupt("a block of the gzip stream has no end");
    }
    symbols.build(lengths, 0, symbolCount);
    distances.build(lengths, symbolCount, distanceCount);
  }

  /** Decodes until the block ends, the input runs low or {@code to} is reached; may write a little behind it. */
  private void fast(byte[] buffer, int to, int floor) throws DamagedPart {
    final byte[] input = in.bytes;
    final int[] symbolEntries = symbols.entries;
    final int[] distanceEntries = distances.entries;
    final int symbolMask = (1 << 11) - 1;
    final int distanceMask = (1 << 9) - 1;
    final int inputStop = in.limit - INPUT_MARGIN;
    long bits = this.bits;
    int count = this.count;
    int at = in.at;
    int out = this.out;
    boolean blockEnded = false;

    bits |= Words.get(input, at) << count;
    at += (63 - count) >>> 3;
    count |= 56;
    int entry = symbolEntries[(int) bits & symbolMask];
    while (true) {
      // Here at least 56 bits are at hand and entry is the next symbol's.
      if (entry < 0) {
        bits >>>= entry;
        count -= entry & 63;
        buffer[out++] = (byte) (entry >> 16);
        entry = symbolEntries[(int) bits & symbolMask];
        if (entry < 0) {
          bits >>>= entry;
          count -= entry & 63;
          buffer[out++] = (byte) (entry >> 16);
          entry = symbolEntries[(int) bits & symbolMask];
          if (entry < 0) {
            bits >>>= entry;
            count -= entry & 63;
            buffer[out++] = (byte) (entry >> 16);
            if (at > inputStop || out >= to) {
              break;
            }
            bits |= Words.get(input, at) << count;
            at += (63 - count) >>> 3;
            count |= 56;
            entry = symbolEntries[(int) bits & symbolMask];
            continue;
          }
        }
        bits |= Words.get(input, at) << count;
        at += (63 - count) >>> 3;
        count |= 56;
      }
      if ((entry & HuffmanTable.SPECIAL) != 0) {
        if ((entry & HuffmanTable.LONGER) != 0) {
          bits >>>= 11;
          count -= 11;
          int second = (int) bits & ((1 << (entry >>> 8 & 15)) - 1);
          entry = symbolEntries[(entry >>> 16 & HuffmanTable.VALUE) + second];
          if (entry < 0) {
            bits >>>= entry;
            count -= entry & 63;
            buffer[out++] = (byte) (entry >> 16);
            if (at > inputStop || out >= to) {
              break;
            }
            bits |= Words.get(input, at) << count;
            at += (63 - count) >>> 3;
            count |= 56;
            entry = symbolEntries[(int) bits & symbolMask];
            continue;
          }
        }
        if ((entry & HuffmanTable.SPECIAL) != 0) {
          if ((entry & HuffmanTable.END) == 0) {
            throw badCode();
          }
          bits >>>= entry;
          count -= entry & 63;
          blockEnded = true;
          break;
        }
      }
      // A copy: at most 20 bits for its length and 28 for its distance.
      int taken = entry & 63;
      int length = (entry >>> 16) + (int) ((bits & ((1L << taken) - 1)) >>> (entry >>> 8 & 15));
      bits >>>= taken;
      count -= taken;
      entry = distanceEntries[(int) bits & distanceMask];
      if ((entry & HuffmanTable.SPECIAL) != 0) {
        if ((entry & HuffmanTable.LONGER) == 0) {
          throw badCode();
        }
        bits >>>= 9;
        count -= 9;
        int second = (int) bits & ((1 << (entry >>> 8 & 15)) - 1);
        entry = distanceEntries[(entry >>> 16 & HuffmanTable.VALUE) + second];
        if ((entry & HuffmanTable.SPECIAL) != 0) {
          throw badCode();
        }
      }
      taken = entry & 63;
      int distance = (entry >>> 16) + (int) ((bits & ((1L << taken) - 1)) >>> (entry >>> 8 & 15));
      bits >>>= taken;
      count -= taken;
      int source = out - distance;
      if (source < floor) {
        throw tooFarBack();
      }
      int end = out + length;
      // The next symbol is looked up before the copy, so that both can go on at the same time.
      bits |= Words.get(input, at) << count;
      at += (63 - count) >>> 3;
      count |= 56;
      entry = symbolEntries[(int) bits & symbolMask];
      if (distance >= 8) {
        do {
          Words.put(buffer, out, Words.get(buffer, source));
          Words.put(buffer, out + 8, Words.get(buffer, source + 8));
          out += 16;
          source += 16;
        } while (out < end);
      } else if (distance == 1) {
        long repeated = (buffer[source] & 0xffL) * 0x0101010101010101L;
        do {
          Words.put(buffer, out, repeated);
          out += 8;
        } while (out < end);
      } else {
        while (out < end) {
          buffer[out++] = buffer[source++];
        }
      }
      out = end;
      if (at > inputStop || out >= to) {
        break;
      }
    }
    this.bits = bits & ((1L << count) - 1);
    this.count = count;
    in.at = at;
    this.out = out;
    if (blockEnded) {
      state = State.BLOCK;
    }
  }

  /** Decodes the same, one symbol at a time, with every check. */
  private void careful(byte[] buffer, int to, int floor) throws DamagedPart {
    while (out < to) {
      int entry = takeSymbol(symbols);
      if (entry < 0) {
        buffer[out++] = (byte) (entry >> 16);
        continue;
      }
      if ((entry & HuffmanTable.END) != 0) {
        state = State.BLOCK;
        return;
      }
      int length = (entry >>> 16) + take((entry & 63) - (entry >>> 8 & 15));
      entry = takeSymbol(distances);
      int source = out - ((entry >>> 16) + take((entry & 63) - (entry >>> 8 & 15)));
      if (source < floor) {
        throw tooFarBack();
      }
      for (int end = out + length; out < end; ) {
        buffer[out++] = buffer[source++];
      }
    }
  }

  /** Takes the bits of a code and answers its entry; the extra bits are left. */
  private int takeSymbol(HuffmanTable table) throws DamagedPart {
    while (count < 48 && !in.atEnd()) {
      bits |= (in.bytes[in.at++] & 0xffL) << count;
      count += 8;
    }
    int entry = table.entries[(int) bits & ((1 << table.bits) - 1)];
    int before = 0;
    if ((entry & HuffmanTable.LONGER) != 0 && entry > 0) {
      before = table.bits;
      int second = (int) (bits >>> before) & ((1 << (entry >>> 8 & 15)) - 1);
      entry = table.entries[(entry >>> 16 & HuffmanTable.VALUE) + second];
    }
    boolean noCode = entry > 0 && (entry & (HuffmanTable.SPECIAL | HuffmanTable.END)) == HuffmanTable.SPECIAL;
    int taken = before + (entry >>> 8 & 15);
    if (taken > count || noCode && count < 15) {
      throw DamagedPart.truncated();
    }
    if (noCode) {
      throw badCode();
    }
    bits >>>= taken;
    count -= taken;
    return entry;
  }

  private int take(int n) throws DamagedPart {
    need(n);
    int value = (int) (bits & ((1L << n) - 1));
    bits >>>= n;
    count -= n;
    return value;
  }

  private void need(int n) throws DamagedPart {
    while (count < n) {
      bits |= (long) in.next() << count;
      count += 8;
    }
  }

  /** Goes on at the next whole byte of the input and gives back those taken in advance. */
  private void returnWholeBytes() {
    in.at -= count >>> 3;
    bits = 0;
    count = 0;
  }

  private static DamagedPart badCode() {
    return DamagedPart.corrupt("the gzip stream holds bits that are no code");
  }

  private static DamagedPart tooFarBack() {
    return DamagedPart.corrupt("the gzip stream copies from before its start");
  }
}
