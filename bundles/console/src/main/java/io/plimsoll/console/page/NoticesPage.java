package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notices;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is told what: the channels, the rules that choose, and what was sent. */
public final class NoticesPage implements RouteGroup {
  private static final int DELIVERIES = 50;

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public NoticesPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /** What came of a test. */
  public record Tried(String channel, Delivery delivery) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/notices", context -> show(context, null, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/notices/channels", context -> done(context, Refusal.of(() -> channel(context))), Access.SIGNED_IN);
    routes.post("/o/{organisation}/notices/rules", context -> done(context, Refusal.of(() -> rule(context))), Access.SIGNED_IN);
    routes.post("/o/{organisation}/notices/test", this::test, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable Refusal refusal, @Nullable Tried tried) {
    Notices notices = door.open(context).notices();
    Map<String, Object> values = new HashMap<>();
    values.put("channels", notices.channels());
    values.put("rules", notices.rules());
    values.put("deliveries", notices.deliveries(DELIVERIES));
    values.put("events", Arrays.stream(Notice.Event.values()).filter(e -> e != Notice.Event.TEST).toList());
    values.put("refusal", refusal);
    values.put("tried", tried);
    pages.render(context, "notices", values);
  }

  private void channel(Context context) {
    Notices notices = door.open(context).notices();
    String name = Form.needed(context, "name");
    switch (Form.text(context, "act")) {
      case "remove" -> notices.removeChannel(name);
      case "on", "off" -> {
        NoticeChannel known = known(notices, name);
        notices.channel(new NoticeChannel(known.name(), known.notifier(), known.settings(), Form.text(context, "act").equals("on")));
      }
      default -> notices.channel(new NoticeChannel(name, Form.needed(context, "notifier"), Form.pairs(context, "settings"), true));
    }
  }

  private static NoticeChannel known(Notices notices, String name) {
    return notices.channels().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no channel '" + name + "'"));
  }

  private void rule(Context context) {
    Notices notices = door.open(context).notices();
    String name = Form.needed(context, "name");
    switch (Form.text(context, "act")) {
      case "remove" -> notices.removeRule(name);
      case "on", "off" -> {
        NoticeRule known =
            notices.rules().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule '" + name + "'"));
        notices.rule(
            new NoticeRule(
                known.name(), known.events(), known.scope(), known.atLeast(), known.channels(), Form.text(context, "act").equals("on")));
      }
      default -> {
        Set<Notice.Event> events = new HashSet<>(Form.constants(context, "event", Notice.Event.class));
        notices.rule(
            new NoticeRule(
                name, events, Form.pairs(context, "scope"), Form.constant(context, "at-least", Severity.class),
                List.copyOf(context.formParams("channel")), true));
      }
    }
  }

  private void test(Context context) {
    String channel = Form.text(context, "channel");
    Tried[] tried = new Tried[1];
    Refusal refusal =
        Refusal.of(() -> tried[0] = new Tried(channel, door.open(context).notices().test(Form.needed(context, "channel"))));
    if (refusal != null) {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    show(context, refusal, tried[0]);
  }

  private void done(Context context, @Nullable Refusal refusal) {
    if (refusal == null) {
      context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/notices"), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(context, refusal, null);
    }
  }
}
