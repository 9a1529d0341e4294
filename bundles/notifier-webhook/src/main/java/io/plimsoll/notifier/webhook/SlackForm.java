package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notice;
import java.util.ArrayList;
import java.util.List;

/** Blocks, as incoming webhooks of Slack take them. */
final class SlackForm implements Form {
  private static final int MOST_FIELDS = 10;

  @Override
  public Object of(Notice n) {
    List<Object> fields = new ArrayList<>();
    n.facts().entrySet().stream()
        .limit(MOST_FIELDS)
        .forEach(f -> fields.add(text("*" + plain(f.getKey(), 100) + "*\n" + plain(f.getValue().isEmpty() ? "none" : f.getValue(), 500))));
    List<Object> blocks = new ArrayList<>();
    blocks.add(
        Body.object("type", "header", "text", Body.object("type", "plain_text", "text", Form.line(n.title(), 150))));
    blocks.add(Body.object("type", "section", "text", text(plain(n.text().isBlank() ? "-" : n.text(), 1400))));
    if (!fields.isEmpty()) {
      blocks.add(Body.object("type", "section", "fields", fields));
    }
    blocks.add(Body.object("type", "context", "elements", List.of(text("Notice " + plain(n.id(), 200)))));
    return Body.object("text", plain(Form.line(n.title(), 300), 300), "blocks", blocks);
  }

  private static Object text(String text) {
    return Body.object("type", "mrkdwn", "text", text, "verbatim", true);
  }

  /** The three that Slack gives a meaning, of which mentions of everyone are made. */
  private static String plain(String text, int longest) {
    return Form.cut(text, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
