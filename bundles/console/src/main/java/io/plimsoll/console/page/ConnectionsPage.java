package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the exports lie and how they are reached. */
public final class ConnectionsPage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public ConnectionsPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /** A connection, how its credential stands, and the run of it that changed last, if any did. */
  public record Line(Connection connection, @Nullable CredentialStatus credential, long runs, @Nullable Run latest) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/connections", this::show, Access.SIGNED_IN);
  }

  private void show(Context context) {
    Organisation organisation = door.open(context);
    List<Run> runs = organisation.runs();
    Map<String, CredentialStatus> credentials =
        organisation.credentials().all().stream().collect(Collectors.toMap(CredentialStatus::connection, Function.identity()));
    List<Line> lines =
        organisation.connections().stream()
            .map(
                connection -> {
                  List<Run> own = runs.stream().filter(run -> run.connection().equals(connection.name())).toList();
                  return new Line(connection, credentials.get(connection.name()), own.size(), own.stream().max(Comparator.comparing(Run::changedAt)).orElse(null));
                })
            .toList();
    pages.render(context, "connections", Map.of("lines", lines));
  }
}
