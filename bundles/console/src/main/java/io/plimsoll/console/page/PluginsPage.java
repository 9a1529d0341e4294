package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import java.util.Map;

/** The plug-ins that are loaded, how they do, and the jars they came in. */
public final class PluginsPage implements RouteGroup {
  private final Plimsoll plimsoll;
  private final Pages pages;

  /** Of this host. */
  public PluginsPage(Plimsoll plimsoll, Pages pages) {
    this.plimsoll = plimsoll;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/plugins", this::show, Access.SIGNED_IN);
  }

  private void show(Context context) {
    pages.render(context, "plugins", Map.of("plugins", plimsoll.plugins(), "bundles", plimsoll.bundles().list()));
  }
}
