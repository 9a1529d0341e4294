package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.access.AccessReport;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.export.Layout;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the exports lie, how they are reached, and whether the credential is enough; an operator connects more. */
public final class ConnectionsPage implements RouteGroup {
  private static final String PATH = "/o/{organisation}/connections";

  /** What a form shows again when it was refused: never the secret. */
  private static final List<String> SHOWN_AGAIN = List.of("name", "store", "layout", "credential", "settings", "expires");

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
    routes.get(PATH, context -> show(context, null, Map.of(), List.of(), ""), Access.SIGNED_IN);
    routes.post(PATH, this::connect, Access.SIGNED_IN);
    routes.post(PATH + "/{connection}/access-check", this::check, Access.SIGNED_IN);
  }

  private void show(
      Context context, @Nullable Refusal refusal, Map<String, String> typed, List<AccessReport> checked, String connected) {
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
    Map<String, Object> values = new HashMap<>();
    values.put("lines", lines);
    values.put("refusal", refusal);
    values.put("typed", typed);
    values.put("checked", checked);
    values.put("connected", connected);
    pages.render(context, "connections", values);
  }

  /** Connects, then looks whether the credential is enough: what is missing is best known at once. */
  private void connect(Context context) {
    Organisation organisation = door.open(context);
    AtomicReference<String> connected = new AtomicReference<>("");
    AtomicReference<List<AccessReport>> checked = new AtomicReference<>(List.of());
    Refusal refusal =
        Refusal.of(
            () -> {
              Connection made = made(context, organisation);
              connected.set(made.name());
              checked.set(organisation.checkAccess(made.name()));
            });
    if (refusal != null) {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    show(context, refusal, connected.get().isEmpty() ? typed(context) : Map.of(), checked.get(), connected.get());
  }

  private static Connection made(Context context, Organisation organisation) {
    Connection wanted =
        new Connection(
            Form.needed(context, "name"), store(Form.needed(context, "store")),
            Objects.requireNonNullElse(Form.constant(context, "layout", Layout.class), Layout.AZURE),
            Form.text(context, "credential").isEmpty() ? "none" : Form.text(context, "credential"),
            Form.pairs(context, "settings"));
    String secret = Form.text(context, "secret");
    LocalDate expires = Form.day(context, "expires");
    if (secret.isEmpty()) {
      if (expires != null) {
        throw new IllegalArgumentException("a secret that ends on " + expires + " is missing");
      }
      return organisation.connect(wanted);
    }
    Instant end = expires == null ? null : expires.atStartOfDay(ZoneOffset.UTC).toInstant();
    try (Secret given = Secret.of(secret.toCharArray())) {
      return organisation.connect(wanted, given, end);
    }
  }

  private static URI store(String text) {
    try {
      URI store = new URI(text.startsWith("/") ? "file://" + text : text);
      if (store.getScheme() == null) {
        throw new IllegalArgumentException(
            "the store is a folder such as /data/exports or an address such as abfss://exports@acme.dfs.core.windows.net/focus"
                + " but was '" + text + "'");
      }
      return store;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is not an address: " + e.getReason() + "; write blanks as %20", e);
    }
  }

  private static Map<String, String> typed(Context context) {
    Map<String, String> typed = new TreeMap<>();
    SHOWN_AGAIN.forEach(field -> typed.put(field, Form.text(context, field)));
    return typed;
  }

  private void check(Context context) {
    AtomicReference<List<AccessReport>> checked = new AtomicReference<>(List.of());
    Refusal refusal = Refusal.of(() -> checked.set(door.open(context).checkAccess(context.pathParam("connection"))));
    if (refusal != null) {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    show(context, refusal, Map.of(), checked.get(), "");
  }
}
