package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.SignedIn;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets a request through to a page or turns it away, before anything of the page runs. */
public final class Visitor implements Handler {
  private static final String SIGNED_IN = SignedIn.class.getName();
  private static final String RIGHTS = Rights.class.getName();

  private final SessionGate gate;

  /** Asks this gate. */
  public Visitor(SessionGate gate) {
    this.gate = gate;
  }

  /** Who asks, on an address that only those reach who are signed in. */
  public static SignedIn of(Context context) {
    SignedIn signedIn = orNobody(context);
    if (signedIn == null) {
      throw new IllegalStateException("an address without a visitor asks for one");
    }
    return signedIn;
  }

  /** Who asks; {@code null} when nobody is signed in or nobody was asked for. */
  public static @Nullable SignedIn orNobody(Context context) {
    return context.attribute(SIGNED_IN);
  }

  /** Who asks, as a question to the host that is no organisation's records it. */
  public static Caller caller(Context context) {
    Caller from = SessionGate.from(context);
    return new Caller(of(context).person().email(), from.address(), from.agent());
  }

  /** What a page offers him: in the organisation that was opened, or without one. */
  public static Rights rights(Context context) {
    Rights opened = context.attribute(RIGHTS);
    SignedIn signedIn = orNobody(context);
    return opened != null ? opened : signedIn == null ? Rights.NONE : Rights.of(signedIn.person());
  }

  /** Whether an organisation was opened for him, so that a page may show that it is there. */
  public static boolean isInside(Context context) {
    return context.attribute(RIGHTS) != null;
  }

  static void inside(Context context, Rights rights) {
    context.attribute(RIGHTS, rights);
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
    context.attribute(SIGNED_IN, gate.session(context));
  }
}
