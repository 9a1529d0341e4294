package io.plimsoll.reader.parquet;

import java.nio.charset.StandardCharsets;

/** Tells from the first bytes what a file is that should have been Parquet. */
final class FileLook {
  private FileLook() {}

  static String describe(byte[] head, int length) {
    int first = length > 0 ? head[0] & 0xff : 0;
    int second = length > 1 ? head[1] & 0xff : 0;
    if (first == 0x1f && second == 0x8b) {
      return "gzip, perhaps a csv.gz part";
    }
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK")) {
      return "a zip archive";
    }
    if (text.startsWith("ORC")) {
      return "ORC";
    }
    if (text.startsWith("Obj\1")) {
      return "Avro";
    }
    if (first == 0x28 && second == 0xb5) {
      return "Zstandard";
    }
    if (text.strip().startsWith("<")) {
      return "a web page or XML";
    }
    if (text.strip().startsWith("{")) {
      return "JSON";
    }
    if (text.startsWith("\u00ef\u00bb\u00bf") || text.indexOf(',') > 0 && isPrintable(text)) {
      return "CSV";
    }
    return isPrintable(text) ? "text" : "something else";
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\r' || c == '\n');
  }
}
