package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import io.plimsoll.console.trust.Trust;
import java.util.Map;

/** The page that a customer's security people ask for, made from the system that runs; it prints well. */
public final class TrustPage implements RouteGroup {
  private final Trust trust;
  private final OrganisationDoor door;
  private final Pages pages;

  /** @param trust reads it */
  public TrustPage(Trust trust, OrganisationDoor door, Pages pages) {
    this.trust = trust;
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/trust", this::show, Access.SIGNED_IN);
  }

  private void show(Context context) {
    pages.render(context, "trust", Map.of("view", trust.of(door.open(context), Visitor.caller(context))));
  }
}
