package io.plimsoll.reader.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are the text they are said to be. */
final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Fails for bytes that are not UTF-8; there is slack behind them. */
  static void check(byte[] bytes, int at, int size) {
    long seen = 0;
    int left = size;
    int from = at;
    for (; left >= 8; left -= 8, from += 8) {
      seen |= LittleEndian.getLong(bytes, from);
    }
    for (; left > 0; left--) {
      seen |= bytes[from++];
    }
    if ((seen & HIGH_BITS) != 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, size));
      } catch (CharacterCodingException e) {
        throw new MalformedException("a text is not UTF-8");
      }
    }
  }
}
