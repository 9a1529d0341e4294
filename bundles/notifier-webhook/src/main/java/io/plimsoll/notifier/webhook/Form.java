package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notice;

/** What a notice looks like to one kind of receiver. Pure. */
@FunctionalInterface
interface Form {
  /** The body as values that {@link Body} writes. */
  Object of(Notice notice);

  /** The text, no longer than this. */
  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** One line without what no line has. */
  static String line(String text, int longest) {
    String line = text.replaceAll("[\\p{Cntrl}]+", " ").strip();
    return line.isEmpty() ? "Plimsoll" : cut(line, longest);
  }
}
