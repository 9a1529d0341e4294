package io.plimsoll.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.console.gate.Access;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says to whoever watches whether the server lives and whether it can do its work; nothing about an organisation. */
final class Health implements RouteGroup {
  private final Plimsoll plimsoll;
  private final AtomicBoolean stopping = new AtomicBoolean();

  Health(Plimsoll plimsoll) {
    this.plimsoll = plimsoll;
  }

  /** From now on it is not ready, so that whoever spreads requests sends them elsewhere. */
  void stopping() {
    stopping.set(true);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/healthz", context -> plain(context).result("ok\n"), Access.OPEN);
    routes.get("/readyz", this::ready, Access.OPEN);
  }

  private void ready(Context context) {
    if (stopping.get()) {
      plain(context).status(HttpStatus.SERVICE_UNAVAILABLE).result("not ready: the server stops\n");
      return;
    }
    List<String> problems =
        plimsoll.plugins().stream()
            .filter(p -> p.state() == PluginStatus.State.QUARANTINED || p.state() == PluginStatus.State.RESTING)
            .map(p -> "plug-in " + p.name() + " (" + p.kind() + ") " + (p.state() == PluginStatus.State.RESTING ? "rests after failures" : "has stuck threads and is not called"))
            .toList();
    if (problems.isEmpty()) {
      plain(context).result("ready\n");
    } else {
      plain(context).status(HttpStatus.SERVICE_UNAVAILABLE).result("not ready: " + String.join("; ", problems) + "\n");
    }
  }

  private static Context plain(Context context) {
    return context.contentType("text/plain; charset=utf-8");
  }
}
