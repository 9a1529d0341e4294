package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An adaptive card in a message, as the workflows of Teams take it (they answer 202). */
final class TeamsForm implements Form {
  private static final int LONGEST_TEXT = 4000;

  @Override
  public Object of(Notice n) {
    List<Object> facts = new ArrayList<>();
    n.facts().forEach((name, value) -> facts.add(Body.object("title", plain(name, 100), "value", plain(value, 500))));
    facts.add(Body.object("title", "Notice", "value", n.id()));
    List<Map<String, Object>> body =
        List.of(
            Body.object("type", "TextBlock", "size", "Medium", "weight", "Bolder", "wrap", true, "text", plain(Form.line(n.title(), 300), 300)),
            Body.object("type", "TextBlock", "wrap", true, "text", plain(n.text(), LONGEST_TEXT)),
            Body.object("type", "FactSet", "facts", facts));
    return Body.object(
        "type", "message",
        "attachments",
            List.of(
                Body.object(
                    "contentType", "application/vnd.microsoft.card.adaptive",
                    "content",
                        Body.object(
                            "$schema", "http://adaptivecards.io/schemas/adaptive-card.json", "type", "AdaptiveCard",
                            "version", "1.4", "body", body))));
  }

  /** Names of resources must not become links or emphasis. */
  private static String plain(String text, int longest) {
    return Form.cut(text, longest).replaceAll("([\\\\\\[\\]*_`#~<>])", "\\\\$1");
  }
}
