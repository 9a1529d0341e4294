package io.plimsoll.console;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.api.web.WebServer;

/** The console, with Javalin inside. A server that runs cannot be replaced under its visitors. */
@Plugin(name = "console", type = WebServer.class, restartToUpgrade = true)
public final class Console implements WebServer {
  @Override
  public RunningServer start(Plimsoll plimsoll, ServeOptions options) {
    return ConsoleServer.start(plimsoll, options);
  }
}
