package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every act on record, the newest first, and the proof that none was changed. */
public final class AuditPage implements RouteGroup {
  private static final int PAGE = 100;

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public AuditPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /** What the list is narrowed to; empty texts narrow nothing. */
  public record Choice(String type, String outcome, String text, long below) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/audit", context -> show(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/audit/verify", context -> show(context, door.open(context).verifyAudit()), Access.SIGNED_IN);
  }

  private void show(Context context, AuditLedger.@Nullable Verification verification) {
    Organisation organisation = door.open(context);
    Choice choice = choice(context);
    List<AuditEntry> all = new ArrayList<>(organisation.audit());
    Collections.reverse(all);
    List<AuditEntry> fitting = all.stream().filter(entry -> fits(entry, choice)).limit(PAGE + 1L).toList();
    Map<String, Object> values = new HashMap<>();
    values.put("choice", choice);
    values.put("types", all.stream().map(entry -> entry.event().type()).distinct().sorted().toList());
    values.put("entries", fitting.subList(0, Math.min(PAGE, fitting.size())));
    values.put("more", fitting.size() > PAGE);
    values.put("total", all.size());
    values.put("verification", verification);
    pages.render(context, "audit", values);
  }

  private static Choice choice(Context context) {
    String below = text(context, "below");
    if (!below.isEmpty() && !below.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("'below' is the number of an entry but was '" + below + "'");
    }
    String outcome = text(context, "outcome");
    if (!outcome.isEmpty() && Arrays.stream(AuditEvent.Outcome.values()).noneMatch(o -> o.name().equals(outcome))) {
      throw new IllegalArgumentException("there is no outcome '" + outcome + "'");
    }
    return new Choice(text(context, "type"), outcome, text(context, "text"), below.isEmpty() ? Long.MAX_VALUE : Long.parseLong(below));
  }

  private static String text(Context context, String name) {
    return Objects.requireNonNullElse(context.queryParam(name), "").strip();
  }

  private static boolean fits(AuditEntry entry, Choice choice) {
    AuditEvent event = entry.event();
    String text = choice.text().toLowerCase(Locale.ROOT);
    return entry.sequence() < choice.below()
        && (choice.type().isEmpty() || event.type().equals(choice.type()))
        && (choice.outcome().isEmpty() || event.outcome().name().equals(choice.outcome()))
        && (text.isEmpty()
            || event.subject().toLowerCase(Locale.ROOT).contains(text)
            || event.caller().user().toLowerCase(Locale.ROOT).contains(text)
            || event.details().toString().toLowerCase(Locale.ROOT).contains(text));
  }
}
