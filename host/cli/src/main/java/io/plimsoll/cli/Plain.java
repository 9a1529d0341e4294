package io.plimsoll.cli;

import java.lang.Character.UnicodeScript;

/**
 * Foreign text on a terminal.
 *
 * <p>Tags, names and messages come from files of others: a control character in them must not move the
 * cursor, colour the screen or break a line.
 */
final class Plain {
  private Plain() {}

  /** The text on one line, each control character a blank. */
  static String text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(c -> isControl(c) ? ' ' : c).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** How many columns a terminal takes for it. */
  static int width(String text) {
    return text.codePoints().map(Plain::columns).sum();
  }

  /** The beginning of a text that fits, with a mark where it was cut. */
  static String cut(String text, int width, boolean unicode) {
    if (width(text) <= width) {
      return text;
    }
    String mark = unicode ? "…" : "..";
    StringBuilder kept = new StringBuilder();
    int room = width - mark.length();
    for (int c : text.codePoints().toArray()) {
      room -= columns(c);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept + mark;
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  private static int columns(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.HANGUL
        || (c >= 0xFF01 && c <= 0xFF60)
        || (c >= 0x1F300 && c <= 0x1FAFF);
  }
}
