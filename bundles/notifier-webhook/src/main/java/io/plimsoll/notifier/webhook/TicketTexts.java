package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notice;

/** The words of a ticket. Pure. */
final class TicketTexts {
  private static final int LONGEST = 30_000;

  private TicketTexts() {}

  static String description(Notice n) {
    StringBuilder text = new StringBuilder(Form.cut(n.text(), LONGEST)).append("\n\n");
    n.facts().forEach((name, value) -> text.append(name).append(": ").append(Form.cut(value, 500)).append('\n'));
    return text.append("Notice: ").append(n.id()).toString();
  }

  /** What all notices about one thing share. */
  static String subject(Notice n) {
    return n.anomaly() == null ? n.id() : n.anomaly().id();
  }
}
