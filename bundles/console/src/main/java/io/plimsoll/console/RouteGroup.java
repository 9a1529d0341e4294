package io.plimsoll.console;

import io.javalin.config.RoutesConfig;

/** Some of the addresses that the console answers. Each names the {@link io.plimsoll.console.gate.Access} it asks for. */
public interface RouteGroup {
  /** Adds them. */
  void addTo(RoutesConfig routes);
}
