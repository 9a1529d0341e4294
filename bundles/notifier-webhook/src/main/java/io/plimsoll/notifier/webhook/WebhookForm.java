package io.plimsoll.notifier.webhook;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.notice.Notice;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a notice says. */
final class WebhookForm implements Form {
  @Override
  public Map<String, Object> of(Notice n) {
    return Body.object(
        "id", n.id(), "event", word(n.event()), "organisation", n.organisation(), "at", n.at(), "severity", word(n.severity()),
        "title", n.title(), "text", n.text(), "scope", n.scope(), "facts", n.facts(), "anomaly", anomaly(n.anomaly()));
  }

  private static @Nullable Object anomaly(@Nullable Anomaly a) {
    return a == null
        ? null
        : Body.object(
            "id", a.id(), "detector", a.detector(), "dimensions", a.series().dimensions(), "metric", a.series().metric(),
            "currency", a.series().currency(), "from", a.days().from(), "to", a.days().to(), "kind", word(a.kind()),
            "severity", word(a.severity()), "expectedPerDay", a.expectedPerDay(), "actualPerDay", a.actualPerDay(), "excess",
            a.excess(), "explanation", a.explanation(), "state", word(a.state()), "connection", a.connection(), "reason",
            a.reason(), "causes", a.causes().stream().map(WebhookForm::cause).toList());
  }

  private static Map<String, Object> cause(Anomaly.Cause c) {
    return Body.object(
        "values", c.values(), "excess", c.excess(), "byUsage", c.byUsage(), "byPrice", c.byPrice(), "resources",
        c.resources().stream().map(r -> Body.object("resource", r.resource(), "excess", r.excess())).toList());
  }

  private static @Nullable String word(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
