package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.Person;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.SessionGate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a one-time link leads: to become the first person of a host, to join, or to choose another password. Opening it
 * uses nothing up, so that a program that looks at links does no harm.
 */
public final class WelcomePage implements RouteGroup {
  private final FrontDoor door;
  private final Pages pages;
  private final SignInPage signIn;

  /** @param signIn goes on behind it */
  public WelcomePage(FrontDoor door, Pages pages, SignInPage signIn) {
    this.door = door;
    this.pages = pages;
    this.signIn = signIn;
  }

  /** The link for a token, within the console. */
  public static String link(String token) {
    return "/welcome?token=" + token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/welcome", this::show, Access.OPEN);
    routes.post("/welcome", this::accept, Access.OPEN);
  }

  private void show(Context context) {
    form(context, Objects.requireNonNullElse(context.queryParam("token"), ""), "");
  }

  private void form(Context context, String token, String problem) {
    OneTimeToken known = door.token(token, SessionGate.from(context));
    Map<String, Object> values = new HashMap<>();
    values.put("token", known);
    values.put("email", typed(context, "email"));
    values.put("name", typed(context, "name"));
    values.put("problem", problem);
    pages.render(context, "welcome", values);
  }

  private void accept(Context context) {
    String token = typed(context, "token");
    String email = typed(context, "email");
    String name = typed(context, "name").strip();
    String password = typed(context, "password");
    Caller from = SessionGate.from(context);
    Person person;
    try {
      person = door.accept(token, email.isEmpty() ? null : email, name.isEmpty() ? null : name, password, from);
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.INVALID_REQUEST) {
        throw e;
      }
      context.status(HttpStatus.BAD_REQUEST);
      form(context, token, e.getMessage() + " " + e.advice());
      return;
    }
    signIn.answer(context, person.email(), door.signIn(person.email(), password, null, from));
  }

  private static String typed(Context context, String field) {
    return context.isFormUrlencoded() ? Objects.requireNonNullElse(context.formParam(field), "") : "";
  }
}
