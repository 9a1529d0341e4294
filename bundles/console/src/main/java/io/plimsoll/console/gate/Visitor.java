package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import io.plimsoll.api.identity.Caller;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets a request through to a page or turns it away, before anything of the page runs. */
public final class Visitor implements Handler {
  private static final String ATTRIBUTE = Visitor.class.getName();

  private final Gate gate;

  /** Asks this gate. */
  public Visitor(Gate gate) {
    this.gate = gate;
  }

  /** Who asks, on an address that only those reach who are signed in. */
  public static Caller of(Context context) {
    Caller caller = context.attribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("an address without a visitor asks for one");
    }
    return caller;
  }

  /** Who asks; {@code null} when nobody is signed in or nobody was asked for. */
  public static @Nullable Caller orNobody(Context context) {
    return context.attribute(ATTRIBUTE);
  }

  @Override
  public void handle(Context context) {
    Set<RouteRole> asked = context.routeRoles();
    if (asked.contains(Access.OPEN)) {
      return;
    }
    if (!asked.contains(Access.SIGNED_IN)) {
      throw new HttpResponseException(HttpStatus.FORBIDDEN.getCode(), "Nobody may come here.", Map.of());
    }
    Caller caller = gate.visitor(context);
    if (caller == null) {
      throw new HttpResponseException(HttpStatus.UNAUTHORIZED.getCode(), "Nobody is signed in.", Map.of());
    }
    context.attribute(ATTRIBUTE, caller);
  }
}
