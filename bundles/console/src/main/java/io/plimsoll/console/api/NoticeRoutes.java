package io.plimsoll.console.api;

import static io.plimsoll.console.api.Routes.delete;
import static io.plimsoll.console.api.Routes.get;
import static io.plimsoll.console.api.Routes.needed;
import static io.plimsoll.console.api.Routes.pageOf;
import static io.plimsoll.console.api.Routes.post;
import static io.plimsoll.console.api.Routes.put;

import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of who is told what: channels, rules, and what was sent. */
final class NoticeRoutes {
  private static final String NOTICES = "/organisations/{organisation}/notices";
  private static final int DELIVERIES = 5_000;

  private NoticeRoutes() {}

  static List<Route> all() {
    return List.of(
        get(NOTICES + "/channels", "listChannels", "The places that notices go to, by name.", v ->
                v.answer(Page.of(v.organisation().notices().channels(), NoticeChannel::name, v)))
            .paged().answers(pageOf(NoticeChannel.class)),
        put(NOTICES + "/channels/{channel}", "setChannel", "Add a channel or replace it. For owners who operate the host.", v -> {
              Requests.Channel body = v.body(Requests.Channel.class);
              v.answer(
                  v.organisation().notices().channel(
                      new NoticeChannel(v.path("channel"), needed("notifier", body.notifier()), Visit.texts("settings", body.settings()), !Boolean.FALSE.equals(body.enabled()))));
            })
            .takes(Requests.Channel.class).answers(NoticeChannel.class),
        delete(NOTICES + "/channels/{channel}", "removeChannel", "Remove a channel that no rule sends to.", v -> {
              v.organisation().notices().removeChannel(v.path("channel"));
              v.nothing();
            }),
        post(NOTICES + "/channels/{channel}/test", "testChannel", "Send a test through a channel and wait for what comes of it.", v ->
                v.answer(v.organisation().notices().test(v.path("channel"))))
            .answers(Delivery.class),
        get(NOTICES + "/rules", "listRules", "Which notices go where, by name.", v ->
                v.answer(Page.of(v.organisation().notices().rules(), NoticeRule::name, v)))
            .paged().answers(pageOf(NoticeRule.class)),
        put(NOTICES + "/rules/{rule}", "setRule", "Add a rule or replace it.", v -> {
              Requests.Rule body = v.body(Requests.Rule.class);
              v.answer(
                  v.organisation().notices().rule(
                      new NoticeRule(
                          v.path("rule"), events(body.events()), Visit.texts("scope", body.scope()),
                          body.atLeast() == null ? null : Json.constant(Severity.class, "atLeast", body.atLeast()),
                          texts("channels", body.channels()), !Boolean.FALSE.equals(body.enabled()))));
            })
            .takes(Requests.Rule.class).answers(NoticeRule.class),
        delete(NOTICES + "/rules/{rule}", "removeRule", "Remove a rule.", v -> {
              v.organisation().notices().removeRule(v.path("rule"));
              v.nothing();
            }),
        get(NOTICES + "/deliveries", "listDeliveries", "What was sent and is still to be sent, the newest first.", v ->
                v.answer(Page.of(v.organisation().notices().deliveries(DELIVERIES), d -> d.notice() + "/" + d.rule() + "/" + d.channel(), v)))
            .paged().answers(pageOf(DeliveryRecord.class)));
  }

  private static Set<Notice.Event> events(@Nullable List<String> words) {
    EnumSet<Notice.Event> events = EnumSet.noneOf(Notice.Event.class);
    texts("events", words).forEach(word -> events.add(Json.constant(Notice.Event.class, "events", word)));
    return events;
  }

  private static List<String> texts(String field, @Nullable List<String> texts) {
    if (texts == null) {
      throw Json.invalid("'" + field + "' is missing");
    }
    return texts.stream().map(text -> needed(field, text)).toList();
  }
}
