package io.plimsoll.audit.ledger;

/** Reads exactly the JSON that the ledger writes: keys in their order, no blanks, nothing left over. */
final class StrictJson {
  private final String text;
  private int at;

  StrictJson(String text) {
    this.text = text;
  }

  /** Appends a text in quotes; whatever could end a line or hide in a terminal is escaped. */
  static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean lone = Character.isSurrogate(c) && !pairedAt(value, i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029' || lone) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean pairedAt(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }

  void expect(String literal) throws MalformedLineException {
    if (!take(literal)) {
      throw new MalformedLineException(literal + " is not at character " + (at + 1));
    }
  }

  boolean take(String literal) {
    if (!text.startsWith(literal, at)) {
      return false;
    }
    at += literal.length();
    return true;
  }

  long number() throws MalformedLineException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > 18) {
      throw new MalformedLineException("there is no number at character " + (start + 1));
    }
    return Long.parseLong(text.substring(start, at));
  }

  String quoted() throws MalformedLineException {
    expect("\"");
    int start = at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw new MalformedLineException("the text at character " + start + " has no end");
  }

  void end() throws MalformedLineException {
    if (at != text.length()) {
      throw new MalformedLineException("there is more behind character " + at);
    }
  }

  private char escaped() throws MalformedLineException {
    if (take("\"")) {
      return '"';
    }
    if (take("\\")) {
      return '\\';
    }
    try {
      expect("u");
      char c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
      at += 4;
      return c;
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new MalformedLineException("there is no escape at character " + at);
    }
  }
}
