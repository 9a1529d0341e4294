package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.Visitor;
import java.util.Map;

/** The plug-ins that are loaded, how they do, and the jars they came in. */
public final class PluginsPage implements RouteGroup {
  private final Pages pages;

  /** Shown by these. */
  public PluginsPage(Pages pages) {
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/plugins", this::show, Access.SIGNED_IN);
  }

  private void show(Context context) {
    SignedIn visitor = Visitor.of(context);
    pages.render(context, "plugins", Map.of("plugins", visitor.plugins(), "bundles", visitor.bundles()));
  }
}
