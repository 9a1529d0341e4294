package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdCompressor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bundle holds only a part of the Zstandard library; nothing of what decoding needs was left out. */
class EmbeddedDecoderTest {
  @Test
  void theEmbeddedDecoderWorksWithoutTheRestOfItsLibrary() throws Exception {
    // given: the bundle's classes alone
    URL bundle = ParquetReader.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone = new URLClassLoader(new URL[] {bundle}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = alone.loadClass("io.airlift.compress.zstd.ZstdDecompressor");
      Object decoder = type.getConstructor().newInstance();
      var decompress =
          type.getMethod(
              "decompress", byte[].class, int.class, int.class, byte[].class, int.class, int.class);
      for (byte[] data : samples()) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(data.length)];
        int size = compressor.compress(data, 0, data.length, packed, 0, packed.length);

        // when
        byte[] out = new byte[data.length];
        decompress.invoke(decoder, packed, 0, size, out, 0, out.length);

        // then
        assertThat(type.getClassLoader()).isSameAs(alone);
        assertThat(out).isEqualTo(data);
      }
    }
  }

  private static List<byte[]> samples() {
    Random random = new Random(1);
    byte[] noise = new byte[50_000];
    random.nextBytes(noise);
    byte[] same = new byte[300_000];
    byte[] few = new byte[300_000];
    for (int i = 0; i < few.length; i++) {
      few[i] = (byte) ('a' + Math.abs(random.nextGaussian()) * 4);
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < 300_000) {
      text.append("/subscriptions/").append(random.nextInt(1000)).append("/resourcegroups/rg-").append(text.length());
    }
    return List.of(
        noise, same, few, text.toString().getBytes(StandardCharsets.UTF_8), Arrays.copyOf(few, 100), new byte[0]);
  }
}
