package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Members;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.util.Map;
import java.util.Objects;

/** What an owner decides for the organisation: whether a second factor is needed, and with whom it is shared. */
public final class SettingsPage implements RouteGroup {
  private static final String PATH = "/o/{organisation}/settings";

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public SettingsPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.SIGNED_IN);
    routes.post(PATH + "/second-factor", this::requireSecondFactor, Access.SIGNED_IN);
    routes.post(PATH + "/shares", this::share, Access.SIGNED_IN);
  }

  private void show(Context context) {
    Organisation organisation = door.open(context);
    Members members = organisation.members();
    pages.render(
        context, "settings",
        Map.of("profile", organisation.profile(), "required", members.secondFactorRequired(), "shares", members.shares()));
  }

  private void requireSecondFactor(Context context) {
    String required = Objects.requireNonNullElse(context.formParam("required"), "");
    if (!required.equals("yes") && !required.equals("no")) {
      throw new IllegalArgumentException("'required' is yes or no but was '" + required + "'");
    }
    door.open(context).members().requireSecondFactor(required.equals("yes"));
    back(context);
  }

  private void share(Context context) {
    String portfolio = Objects.requireNonNullElse(context.formParam("portfolio"), "").strip();
    door.open(context).members().share(portfolio, Typed.constant(context, "role", AccessRole.class));
    back(context);
  }

  private void back(Context context) {
    context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/settings"), HttpStatus.SEE_OTHER);
  }
}
