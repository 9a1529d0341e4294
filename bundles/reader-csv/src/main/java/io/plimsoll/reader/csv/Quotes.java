package io.plimsoll.reader.csv;

/** The text of a field whose quotes are doubled. */
final class Quotes {
  private Quotes() {}

  /** Whether each quote inside a field is doubled. */
  static boolean areDoubled(byte[] bytes, int from, int length) {
    int to = from + length;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '"' && (++at == to || bytes[at] != '"')) {
        return false;
      }
    }
    return true;
  }

  /** Writes the field with each doubled quote once; answers the length of the text. */
  static int unescape(byte[] bytes, int from, int length, byte[] target, int at) {
    int to = at;
    for (int i = from; i < from + length; i++) {
      target[to++] = bytes[i];
      if (bytes[i] == '"') {
        i++;
      }
    }
    return to - at;
  }
}
