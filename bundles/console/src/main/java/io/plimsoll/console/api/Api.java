package io.plimsoll.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.SessionGate;
import io.plimsoll.console.trust.TrustReport;
import io.plimsoll.console.work.LongWork;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The routes of the API below {@code /api/v1}. They are open to the console's own gate, because each passes one of its
 * own, which asks the front door.
 */
public final class Api implements RouteGroup, AutoCloseable {
  /** What every path of the API begins with. */
  static final String PATH = "/api/v1";

  private final SessionGate sessions;
  private final BufferAllocator allocator = new RootAllocator();
  private final LongWork work;
  private final BiFunction<Organisation, Caller, TrustReport> trust;

  /**
   * Asks this gate who is there.
   *
   * @param work closed by who made it
   * @param trust reads what security people ask for
   */
  public Api(SessionGate sessions, LongWork work, BiFunction<Organisation, Caller, TrustReport> trust) {
    this.sessions = sessions;
    this.work = work;
    this.trust = trust;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    List<Route> all = Routes.all(work, allocator, trust);
    Gate gate = new Gate(sessions);
    all.forEach(
        route -> routes.addHttpHandler(type(route.method()), PATH + route.path(), told(c -> gate.pass(c, route)), Access.OPEN));
    byte[] openApi = Json.write(OpenApi.of(all));
    routes.get(
        PATH + "/openapi.json",
        told(c -> new Visit(c, sessions.door(), SessionGate.from(c), null).bytes("application/json", openApi)),
        Access.OPEN);
    for (Route.Method method : Route.Method.values()) {
      routes.addHttpHandler(type(method), PATH + "/*", told(Api::unknown), Access.OPEN);
    }
  }

  /** Whether a request is one of the API's, whether or not there is a route for it. */
  public static boolean serves(Context context) {
    return context.path().startsWith(context.contextPath() + PATH + "/");
  }

  /** Answers a request of the API that reaches none of its routes. */
  public static void refuse(Context context, PlimsollException why) {
    Problems.answer(context, Problems.of(why));
    context.skipRemainingHandlers();
  }

  /** What goes wrong is told as programs read it, not as a page. */
  private static Handler told(Handler handler) {
    return context -> {
      try {
        handler.handle(context);
      } catch (Exception e) {
        Problems.answer(context, Problems.of(e));
      }
    };
  }

  private static void unknown(Context context) {
    throw new PlimsollException(
        ErrorCode.NOT_FOUND, "There is nothing at this path for this method.", "See " + PATH + "/openapi.json for what there is.");
  }

  private static HandlerType type(Route.Method method) {
    return switch (method) {
      case GET -> HandlerType.GET;
      case POST -> HandlerType.POST;
      case PUT -> HandlerType.PUT;
      case PATCH -> HandlerType.PATCH;
      case DELETE -> HandlerType.DELETE;
    };
  }

  @Override
  public void close() {
    allocator.close();
  }
}
