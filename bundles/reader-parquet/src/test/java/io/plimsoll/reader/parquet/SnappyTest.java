package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every element that Snappy's format allows, read in pieces and forgotten on the way. */
class SnappyTest {
  @Test
  void everyKindOfElementIsDecompressedInPiecesOfAnySize() {
    for (int seed = 0; seed < 60; seed++) {
      // given
      Random random = new Random(seed);
      byte[] plain = new byte[random.nextInt(1_500_000)];
      byte[] packed = compress(plain, random, seed % 3 == 0);

      // when
      Snappy snappy = new Snappy(new Buffers());
      snappy.start(Arrays.copyOf(packed, packed.length + LittleEndian.SLACK), 0, packed.length, plain.length);
      byte[] out = new byte[plain.length];
      int read = 0;
      int at = 0;
      while (read < plain.length) {
        at -= snappy.forget(at);
        int now = Math.min(plain.length - read, 1 + random.nextInt(70_000));
        assertThat(snappy.advance(at + now)).isGreaterThanOrEqualTo(at + now);
        System.arraycopy(snappy.bytes(), at, out, read, now);
        at += now;
        read += now;
      }

      // then
      assertThat(Arrays.equals(out, plain)).as("seed " + seed).isTrue();
    }
  }

  @Test
  void aCopyFromBeforeTheBeginningIsRefused() {
    // given: eight bytes, then a copy from nine back
    byte[] packed = {12, 7 << 2, 1, 2, 3, 4, 5, 6, 7, 8, 1, 9};
    Snappy snappy = new Snappy(new Buffers());
    snappy.start(Arrays.copyOf(packed, packed.length + LittleEndian.SLACK), 0, packed.length, 12);
    assertThatThrownBy(() -> snappy.advance(12)).isInstanceOf(MalformedException.class);
  }

  /** Random elements; fills the plain bytes as it goes. */
  private static byte[] compress(byte[] plain, Random random, boolean far) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ThriftWriter.varint(out, plain.length);
    int at = 0;
    while (at < plain.length) {
      int kind = random.nextInt(4);
      if (kind == 0 || at == 0) {
        int length = Math.min(plain.length - at, 1 + random.nextInt(random.nextInt(50) == 0 ? 200_000 : 100));
        byte[] literal = new byte[length];
        random.nextBytes(literal);
        literalHead(out, length);
        out.writeBytes(literal);
        System.arraycopy(literal, 0, plain, at, length);
        at += length;
        continue;
      }
      int most = kind == 1 ? 2047 : kind == 2 || !far ? 65_535 : Integer.MAX_VALUE;
      int distance = 1 + random.nextInt(Math.min(Math.min(at, most), random.nextBoolean() ? 20 : Integer.MAX_VALUE));
      int length = kind == 1 ? 4 + random.nextInt(8) : 1 + random.nextInt(64);
      if (length > plain.length - at) {
        kind = 2;
        length = Math.min(64, plain.length - at);
        distance = Math.min(distance, 65_535);
      }
      switch (kind) {
        case 1 -> {
          out.write(1 | length - 4 << 2 | distance >> 8 << 5);
          out.write(distance);
        }
        case 2 -> {
          out.write(2 | length - 1 << 2);
          out.write(distance);
          out.write(distance >> 8);
        }
        default -> {
          out.write(3 | length - 1 << 2);
          for (int shift = 0; shift < 32; shift += 8) {
            out.write(distance >> shift);
          }
        }
      }
      for (int i = 0; i < length; i++, at++) {
        plain[at] = plain[at - distance];
      }
    }
    return out.toByteArray();
  }

  private static void literalHead(ByteArrayOutputStream out, int length) {
    int bytes = length <= 60 ? 0 : length <= 1 << 8 ? 1 : length <= 1 << 16 ? 2 : 3;
    out.write((bytes == 0 ? length - 1 : 59 + bytes) << 2);
    for (int i = 0; i < bytes; i++) {
      out.write(length - 1 >> 8 * i);
    }
  }
}
