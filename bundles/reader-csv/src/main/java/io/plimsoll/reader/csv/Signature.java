package io.plimsoll.reader.csv;

/** What the first bytes of a part say it is. */
enum Signature {
  /** UTF-8 text, as far as the first bytes can tell. */
  TEXT("plain text", "Name its format csv."),
  GZIP("a gzip file", "Name its format csv.gz."),
  ZIP("a zip file", "Unpack it, or let the export compress with gzip."),
  PARQUET("a Parquet file", "Name its format parquet."),
  UTF_16("text in UTF-16", "Save it as UTF-8; exports of Azure are."),
  MARKUP("an XML or HTML document", "A download or an error page was stored in its place; export it again."),
  BINARY("binary data (it holds NUL bytes)", "Check what wrote the file, or export it again.");

  private final String words;
  private final String advice;

  Signature(String words, String advice) {
    this.words = words;
    this.advice = advice;
  }

  /** What it is, to stand behind "is". */
  String words() {
    return words;
  }

  /** What to do about it. */
  String advice() {
    return advice;
  }

  static Signature of(byte[] bytes, int limit) {
    int word = limit < 4 ? 0 : Words.getInt(bytes, 0);
    int half = limit < 2 ? 0 : Words.getInt(bytes, 0) & 0xffff;
    if (half == 0x8b1f) {
      return GZIP;
    }
    if (word == 0x04034b50) {
      return ZIP;
    }
    if (word == 0x31524150) {
      return PARQUET;
    }
    if (half == 0xfeff || half == 0xfffe) {
      return UTF_16;
    }
    int first = 0;
    int nulls = 0;
    for (int i = 0; i < Math.min(limit, 1024); i++) {
      nulls += bytes[i] == 0 ? 1 : 0;
      if (first == i && bytes[i] <= ' ' && bytes[i] > 0) {
        first++;
      }
    }
    if (nulls > 0) {
      boolean everyOther = limit >= 4 && (bytes[0] == 0) != (bytes[1] == 0) && (bytes[2] == 0) != (bytes[3] == 0);
      return everyOther ? UTF_16 : BINARY;
    }
    return first < limit && bytes[first] == '<' ? MARKUP : TEXT;
  }
}
