package io.plimsoll.engine.columnar;

import io.plimsoll.api.focus.FocusTags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of each tag key by the code of the tags text it stands in, so that no question parses tags again.
 *
 * <p>Layout: offsets of the values of each key, then the keys; of each key its distinct values and one code per
 * tags text. The code behind the last value means that the key is not there. Immutable.
 */
final class TagIndex {
  private final ByteBuffer buffer;
  private final @Nullable PackedDictionary keys;

  /**
   * The values of one tag key.
   *
   * @param codes by the code of the tags text; the code of null comes last
   */
  record Column(PackedDictionary values, int[] codes) {}

  TagIndex(ByteBuffer buffer) {
    this.buffer = buffer;
    keys = buffer.getInt(0) == 0 ? null : new PackedDictionary(buffer, buffer.getInt(0));
  }

  /** The values of a key; {@code null} when no row has it. */
  @Nullable Column column(String key) {
    int found = keys == null ? -1 : keys.find(key);
    if (found < 0) {
      return null;
    }
    int values = buffer.getInt(4 + found * 8);
    return new Column(
        new PackedDictionary(buffer, values), new PackedInts(buffer, buffer.getInt(8 + found * 8)).all());
  }

  /** Writes an index of these texts, in the order of their codes. */
  static void write(byte[][] texts, BytesOut out) {
    Map<String, Values> byKey = new TreeMap<>(ValueTest::compare);
    for (int code = 0; code < texts.length; code++) {
      int text = code;
      FocusTags.parse(new String(texts[code], StandardCharsets.UTF_8))
          .values()
          .forEach((key, value) -> byKey.computeIfAbsent(encodable(key), Values::new).add(text, value));
    }
    if (byKey.isEmpty()) {
      out.putInt(0);
      return;
    }
    for (int i = 0; i < 1 + byKey.size() * 2; i++) {
      out.putInt(0);
    }
    int at = 4;
    for (Values values : byKey.values()) {
      at = values.write(texts.length + 1, at, out);
    }
    out.setInt(0, out.size());
    byte[][] keys = byKey.keySet().stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    PackedDictionary.write(keys, out);
  }

  /** Text as it comes back from UTF-8: half a surrogate pair does not. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** An index of no texts. */
  static ByteBuffer empty() {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The values of one key while they are gathered. */
  private static final class Values {
    private final ValueDictionary dictionary;
    private int[] texts = new int[16];
    private int[] codes = new int[16];
    private int size;

    Values(String key) {
      dictionary = new ValueDictionary("tag:" + key);
    }

    void add(int text, String value) {
      if (size == texts.length) {
        texts = Arrays.copyOf(texts, size * 2);
        codes = Arrays.copyOf(codes, size * 2);
      }
      texts[size] = text;
      codes[size++] = dictionary.code(value);
    }

    int write(int textCount, int at, BytesOut out) {
      SortedValues sorted = SortedValues.of(dictionary, null);
      out.setInt(at, out.size());
      PackedDictionary.write(sorted.values(), out);
      int[] byText = new int[textCount];
      Arrays.fill(byText, sorted.values().length);
      for (int i = 0; i < size; i++) {
        byText[texts[i]] = sorted.codes()[codes[i]];
      }
      out.setInt(at + 4, out.size());
      PackedInts.write(byText, textCount, out);
      return at + 8;
    }
  }
}
