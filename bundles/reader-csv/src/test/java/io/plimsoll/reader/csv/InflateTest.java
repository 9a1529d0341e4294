package io.plimsoll.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Holds our decompression against {@code java.util.zip}. */
class InflateTest {
  private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

  private static final int OUTPUT = 40_000;

  @Test
  void everyLevelAndStrategyGivesTheBytesBack() throws DamagedPart {
    Random random = new Random(1);
    for (int round = 0; round < 16; round++) {
      byte[] bytes = bytes(random, random.nextInt(round < 10 ? 300 : 150_000));
      for (int level = 0; level <= 9; level++) {
        for (int strategy : STRATEGIES) {
          assertThat(inflate(gzip(bytes, level, strategy), random)).isEqualTo(bytes);
        }
      }
    }
  }

  @Test
  void flushedStreamsAndStoredBlocksGiveTheBytesBack() throws Exception {
    Random random = new Random(2);
    for (int round = 0; round < 12; round++) {
      byte[] bytes = bytes(random, 200_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out, 512, true)) {
        for (int at = 0; at < bytes.length; ) {
          int length = Math.min(bytes.length - at, random.nextInt(30_000));
          gzip.write(bytes, at, length);
          gzip.flush();
          at += length;
        }
      }
      assertThat(inflate(out.toByteArray(), random)).isEqualTo(bytes);
    }
  }

  @Test
  void severalMembersAreOneText() throws DamagedPart {
    byte[] one = ReadPart.gzip(ReadPart.utf8("one\n"));
    byte[] none = ReadPart.gzip(new byte[0]);
    byte[] two = ReadPart.gzip(ReadPart.utf8("two\n"));

    byte[] text = inflate(ReadPart.join(none, one, none, none, two, none, new byte[100]), new Random(3));

    assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("one\ntwo\n");
  }

  @Test
  void aHeaderWithNameCommentExtraFieldAndChecksumIsRead() throws DamagedPart {
    byte[] plain = ReadPart.gzip(ReadPart.utf8("text"));
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 'n', 0, 'c', 0};
    java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
    checksum.update(header);
    byte[] check = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};

    byte[] text = inflate(ReadPart.join(header, check, Arrays.copyOfRange(plain, 10, plain.length)), new Random(4));

    assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("text");
    check[0]++;
    assertThatThrownBy(
            () -> inflate(ReadPart.join(header, check, Arrays.copyOfRange(plain, 10, plain.length)), new Random(4)))
        .hasMessage("the checksum of the gzip header does not match");
  }

  @Test
  void everyTruncationIsReportedAsOne() {
    Random random = new Random(5);
    byte[] whole = gzip(bytes(random, 3000), 6, Deflater.DEFAULT_STRATEGY);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> inflate(cut, random))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(DamagedPart.class)
          .hasMessage("gzip stream truncated");
    }
  }

  @Test
  void corruptionIsSeenOrGivesWhatTheJdkGives() {
    Random random = new Random(6);
    for (int round = 0; round < 1500; round++) {
      byte[] bytes = bytes(random, 1 + random.nextInt(round % 10 == 0 ? 60_000 : 600));
      byte[] damaged = gzip(bytes, random.nextInt(10), STRATEGIES[random.nextInt(3)]);
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[10 + random.nextInt(damaged.length - 10)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] ours = null;
      try {
        ours = inflate(damaged, random);
      } catch (DamagedPart e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
      if (ours != null) {
        assertThat(jdk(damaged)).as("round %d", round).isEqualTo(ours);
      }
    }
  }

  @Test
  void bitsThatAreNoStreamAreRefusedAsTheJdkRefusesThem() throws Exception {
    Random random = new Random(7);
    int agreed = 0;
    for (int round = 0; round < 5000; round++) {
      byte[] bits = new byte[1 + random.nextInt(200)];
      random.nextBytes(bits);
      byte[] ours = rawInflate(bits);
      byte[] theirs = jdkRaw(bits);
      assertThat(ours == null).as("round %d", round).isEqualTo(theirs == null);
      if (ours != null) {
        assertThat(ours).isEqualTo(theirs);
        agreed++;
      }
    }
    assertThat(agreed).isPositive();
  }

  @Test
  void aWrongChecksumOrLengthAndTrailingBytesAreReported() {
    byte[] good = ReadPart.gzip(ReadPart.utf8("text"));
    byte[] checksum = good.clone();
    checksum[good.length - 8]++;
    byte[] length = good.clone();
    length[good.length - 4]++;

    assertThatThrownBy(() -> inflate(checksum, new Random(1))).hasMessage("the gzip checksum does not match");
    assertThatThrownBy(() -> inflate(length, new Random(1))).hasMessage("the gzip length does not match");
    assertThatThrownBy(() -> inflate(ReadPart.join(good, ReadPart.utf8("more")), new Random(1)))
        .hasMessage("bytes that are not gzip follow the end of the gzip stream");
    assertThatThrownBy(() -> inflate(ReadPart.join(good, new byte[] {0, 0, 1}), new Random(1)))
        .hasMessage("bytes that are not gzip follow the end of the gzip stream");
  }

  /** Fills a buffer as the scanner does, in steps of random size, keeping only the history that is promised. */
  private static byte[] inflate(byte[] gzip, Random random) throws DamagedPart {
    int step = 1 + random.nextInt(random.nextBoolean() ? 100 : 100_000);
    GzipBytes source = new GzipBytes(new BytesPart(gzip, 1 + random.nextInt(5000)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[ByteSource.HISTORY + step + ByteSource.OVERRUN];
    int limit = 0;
    while (true) {
      int keepFrom = Math.max(0, limit - ByteSource.HISTORY);
      System.arraycopy(buffer, keepFrom, buffer, 0, limit - keepFrom);
      limit -= keepFrom;
      int filled = source.fill(buffer, limit, limit + step);
      if (filled == limit) {
        return out.toByteArray();
      }
      out.write(buffer, limit, filled - limit);
      limit = filled;
    }
  }

  private static byte[] rawInflate(byte[] bits) {
    Inflate inflate = new Inflate(new CompressedInput(new BytesPart(bits)));
    byte[] buffer = new byte[OUTPUT + ByteSource.OVERRUN];
    int at = 0;
    try {
      while (!inflate.ended() && at < OUTPUT) {
        at = inflate.fill(buffer, at, OUTPUT);
      }
    } catch (DamagedPart e) {
      return null;
    }
    return Arrays.copyOf(buffer, at);
  }

  private static byte[] jdkRaw(byte[] bits) throws Exception {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(ReadPart.join(bits));
      byte[] out = new byte[OUTPUT];
      int at = 0;
      while (!inflater.finished()) {
        int n = inflater.inflate(out, at, out.length - at);
        if (n == 0 && !inflater.finished()) {
          return null;
        }
        at += n;
      }
      return Arrays.copyOf(out, at);
    } catch (java.util.zip.DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] jdk(byte[] gzip) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("we read what the JDK does not", e);
    }
  }

  private static byte[] gzip(byte[] bytes, int level, int strategy) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(level);
            def.setStrategy(strategy);
          }
        }) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** Noise, runs, repeats from far and near, and text, in random order. */
  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      int end = at + Math.min(length - at, 1 + random.nextInt(2000));
      switch (random.nextInt(4)) {
        case 0 -> {
          byte[] noise = new byte[end - at];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, bytes, at, noise.length);
        }
        case 1 -> Arrays.fill(bytes, at, end, (byte) random.nextInt(256));
        case 2 -> {
          int back = at == 0 ? 0 : 1 + random.nextInt(Math.min(at, random.nextBoolean() ? 40 : 40_000));
          for (int i = at; i < end; i++) {
            bytes[i] = back == 0 ? 7 : bytes[i - back];
          }
        }
        default -> {
          for (int i = at; i < end; i++) {
            bytes[i] = (byte) "etaoin shrdlu,\"\n0123".charAt((int) (Math.abs(random.nextGaussian()) * 5) % 20);
          }
        }
      }
      at = end;
    }
    return bytes;
  }
}
