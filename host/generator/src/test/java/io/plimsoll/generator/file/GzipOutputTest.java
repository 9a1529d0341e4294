package io.plimsoll.generator.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipOutputTest {
  @Test
  void whateverIsWrittenComesBackThroughTheJdk() throws IOException {
    Random random = new Random(7);
    for (int length : new int[] {0, 1, 2, 7, 100, 65_535, 131_072, 131_073, 400_000}) {
      for (int alphabet : new int[] {1, 2, 5, 40, 256}) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
          bytes[i] = (byte) random.nextInt(alphabet);
        }
        assertThat(unpack(pack(bytes, 1 + random.nextInt(50_000)))).as(length + " of " + alphabet).isEqualTo(bytes);
      }
    }
  }

  @Test
  void repeatedTextFarApartComesBack() throws IOException {
    Random random = new Random(8);
    byte[] word = new byte[300];
    random.nextBytes(word);
    byte[] bytes = new byte[600_000];
    for (int at = 0; at + 300 < bytes.length; at += 300 + random.nextInt(40_000)) {
      System.arraycopy(word, 0, bytes, at, 300);
    }

    byte[] packed = pack(bytes, 8_192);

    assertThat(packed).hasSizeLessThan(20_000);
    assertThat(unpack(packed)).isEqualTo(bytes);
  }

  @Test
  void skewedCountsStayWithinTheLongestWordDeflateAllows() throws IOException {
    // Fibonacci counts give the deepest Huffman tree there is
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long a = 1;
    long b = 1;
    for (int symbol = 0; symbol < 24; symbol++) {
      byte[] run = new byte[(int) a];
      Arrays.fill(run, (byte) symbol);
      text.write(run);
      long next = a + b;
      a = b;
      b = next;
    }
    byte[] bytes = text.toByteArray();
    Random random = new Random(9);
    for (int i = bytes.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }

    assertThat(unpack(pack(bytes, 10_000))).isEqualTo(bytes);
  }

  private static byte[] pack(byte[] bytes, int step) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GzipOutput out = new GzipOutput(packed)) {
      for (int at = 0; at < bytes.length; at += step) {
        out.write(bytes, at, Math.min(step, bytes.length - at));
      }
    }
    return packed.toByteArray();
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }
}
