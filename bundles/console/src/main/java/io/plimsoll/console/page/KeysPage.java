package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that programs use in the names of people: made, shown once, and revoked. For owners. */
public final class KeysPage implements RouteGroup {
  private static final String PATH = "/o/{organisation}/keys";

  /** How long a key may hold, in days; the empty one is for ever. */
  private static final List<String> DAYS = List.of("30", "90", "365", "");

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public KeysPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, context -> show(context, null), Access.SIGNED_IN);
    routes.post(PATH, this::create, Access.SIGNED_IN);
    routes.post(PATH + "/{prefix}/revoke", this::revoke, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable NewApiKey made) {
    Map<String, Object> values = new HashMap<>();
    values.put("keys", door.open(context).keys().list());
    values.put("made", made);
    values.put("now", door.clock().instant());
    values.put("days", DAYS);
    pages.render(context, "keys", values);
  }

  private void create(Context context) {
    String name = Objects.requireNonNullElse(context.formParam("name"), "");
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (context.formParam("scope." + scope.name()) != null) {
        scopes.add(scope);
      }
    }
    String days = Objects.requireNonNullElse(context.formParam("days"), "90");
    if (!DAYS.contains(days)) {
      throw new IllegalArgumentException("'days' is one of 30, 90 and 365, or empty, but was '" + days + "'");
    }
    Instant end = days.isEmpty() ? null : door.clock().instant().plus(Duration.ofDays(Long.parseLong(days)));
    show(context, door.open(context).keys().create(Visitor.of(context).person().email(), name, scopes, end));
  }

  private void revoke(Context context) {
    door.open(context).keys().revoke(context.pathParam("prefix"));
    context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/keys"), HttpStatus.SEE_OTHER);
  }
}
