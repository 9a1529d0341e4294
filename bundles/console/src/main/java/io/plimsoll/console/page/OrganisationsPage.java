package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.Visitor;
import java.util.List;
import java.util.Map;

/** The organisations there are; the start page when there is more than one. */
public final class OrganisationsPage implements RouteGroup {
  private static final int PAGE = 200;

  private final Plimsoll plimsoll;
  private final Pages pages;

  /** Of this host. */
  public OrganisationsPage(Plimsoll plimsoll, Pages pages) {
    this.plimsoll = plimsoll;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", context -> context.redirect(pages.site().to("/organisations")), Access.SIGNED_IN);
    routes.get("/organisations", this::show, Access.SIGNED_IN);
  }

  private void show(Context context) {
    List<OrganisationProfile> all =
        plimsoll.organisations(context.queryParam("after"), PAGE, Visitor.of(context));
    pages.render(context, "organisations", Map.of("organisations", all));
  }
}
