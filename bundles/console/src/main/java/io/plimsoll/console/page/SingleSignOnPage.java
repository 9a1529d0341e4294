package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.SingleSignOnSettings;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where an owner says at which provider the people of his organisation sign in. */
public final class SingleSignOnPage implements RouteGroup {
  private static final List<String> ENTRA = List.of("tenant", "client-id", "trusted-domains");
  private static final List<String> OIDC = List.of("issuer", "client-id", "trusted-domains");

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public SingleSignOnPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/single-sign-on", context -> show(context, null, Map.of(), ""), Access.SIGNED_IN);
    routes.post("/o/{organisation}/single-sign-on", this::set, Access.SIGNED_IN);
    routes.post("/o/{organisation}/single-sign-on/removal", this::remove, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable String provider, Map<String, String> typed, String problem) {
    Organisation organisation = door.open(context);
    SingleSignOnSettings now = organisation.singleSignOn().get().orElse(null);
    String chosen = provider != null ? provider : now == null ? "entra-id" : now.provider();
    Map<String, Object> values = new HashMap<>();
    values.put("now", now);
    values.put("provider", chosen);
    values.put("typed", provider != null || now == null ? typed : now.settings());
    values.put("problem", problem);
    values.put("returnTo", SsoRoutes.returnTo(context, pages, organisation.profile().name()).toString());
    values.put("signIn", pages.site().to("/sso/" + organisation.profile().name()));
    pages.render(context, "singlesignon", values);
  }

  private void set(Context context) {
    Organisation organisation = door.open(context);
    String provider = Objects.requireNonNullElse(context.formParam("provider"), "");
    Map<String, String> settings = new TreeMap<>();
    for (String name : provider.equals("entra-id") ? ENTRA : OIDC) {
      String value = Objects.requireNonNullElse(context.formParam(name), "").strip();
      if (!value.isEmpty()) {
        settings.put(name, value);
      }
    }
    // What an operator set stays: the form does not ask for it.
    organisation.singleSignOn().get().filter(s -> s.provider().equals(provider)).ifPresent(s -> s.settings().forEach((name, value) -> {
      if (!ENTRA.contains(name) && !OIDC.contains(name)) {
        settings.put(name, value);
      }
    }));
    String secret = Objects.requireNonNullElse(context.formParam("client-secret"), "").strip();
    try (Secret given = Secret.of(secret.toCharArray())) {
      organisation.singleSignOn().set(provider, settings, secret.isEmpty() ? null : given);
    } catch (PlimsollException e) {
      context.status(HttpStatus.BAD_REQUEST);
      show(context, provider, settings, e.getMessage() + " " + e.advice());
      return;
    }
    back(context, organisation);
  }

  private void remove(Context context) {
    Organisation organisation = door.open(context);
    organisation.singleSignOn().remove();
    back(context, organisation);
  }

  private void back(Context context, Organisation organisation) {
    context.redirect(pages.site().to("/o/" + organisation.profile().name() + "/single-sign-on"), HttpStatus.SEE_OTHER);
  }
}
