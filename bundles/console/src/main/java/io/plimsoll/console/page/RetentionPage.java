package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long data is kept, what would be removed now, and the legal hold that keeps everything. */
public final class RetentionPage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public RetentionPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/retention", context -> show(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/retention/dry-run", context -> show(context, door.open(context).applyRetention(true)), Access.SIGNED_IN);
    routes.post("/o/{organisation}/retention/hold", this::hold, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable RetentionReport report) {
    Organisation organisation = door.open(context);
    Map<String, Object> values = new HashMap<>();
    values.put("profile", organisation.profile());
    values.put("report", report);
    pages.render(context, "retention", values);
  }

  private void hold(Context context) {
    String hold = context.formParam("hold");
    if (!"on".equals(hold) && !"off".equals(hold)) {
      throw new IllegalArgumentException("a hold is on or off but was '" + hold + "'");
    }
    String organisation = door.open(context).profile().name();
    Visitor.of(context).hold(organisation, hold.equals("on"));
    context.redirect(pages.site().to("/o/" + organisation + "/retention"), HttpStatus.SEE_OTHER);
  }
}
