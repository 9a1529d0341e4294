package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.SecondFactorSetup;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.SessionCookie;
import io.plimsoll.console.gate.Visitor;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One's own account: the password, the second factor, and the sessions. */
public final class AccountPage implements RouteGroup {
  /** What somebody typed wrong; anything else is no matter of the form. */
  private static final Set<ErrorCode> TYPED =
      Set.of(ErrorCode.NOT_ALLOWED, ErrorCode.INVALID_REQUEST, ErrorCode.TOO_MANY_REQUESTS, ErrorCode.REFUSED);

  private final Pages pages;
  private final Clock clock;

  /** @param clock of the host */
  public AccountPage(Pages pages, Clock clock) {
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/account", context -> show(context, ""), Access.SIGNED_IN);
    routes.post("/account/password", this::changePassword, Access.SIGNED_IN);
    routes.post("/account/sessions", this::endSessions, Access.SIGNED_IN);
    routes.post("/account/sessions/others", this::endOtherSessions, Access.SIGNED_IN);
    routes.post("/account/sessions/{session}", this::endSession, Access.SIGNED_IN);
    routes.get("/account/second-factor", context -> askPassword(context, ""), Access.SIGNED_IN);
    routes.post("/account/second-factor", this::setUp, Access.SIGNED_IN);
    routes.post("/account/second-factor/confirm", this::confirm, Access.SIGNED_IN);
  }

  private void show(Context context, String problem) {
    String done =
        context.queryParam("password") != null
            ? "The password is changed; every other session has ended."
            : context.queryParam("second-factor") != null
                ? "The second factor is in force; every other session has ended."
                : context.queryParam("ended") != null ? "The session has ended." : context.queryParam("alone") != null ? "Every other session has ended." : "";
    pages.render(context, "account", Map.of("problem", problem, "done", done, "sessions", Visitor.of(context).sessions()));
  }

  private void changePassword(Context context) {
    try {
      SessionCookie.give(context, Visitor.of(context).changePassword(text(context, "current"), text(context, "chosen")), clock);
      context.redirect(pages.site().to("/account?password"), HttpStatus.SEE_OTHER);
    } catch (PlimsollException e) {
      show(context, typedWrong(context, e));
    }
  }

  private void endSessions(Context context) {
    Visitor.of(context).endSessions();
    SessionCookie.set(context, "", 0);
    context.redirect(pages.site().to("/sign-in?out"), HttpStatus.SEE_OTHER);
  }

  private void endOtherSessions(Context context) {
    Visitor.of(context).endOtherSessions();
    context.redirect(pages.site().to("/account?alone"), HttpStatus.SEE_OTHER);
  }

  private void endSession(Context context) {
    try {
      Visitor.of(context).endSession(context.pathParam("session"));
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      // It ended by itself while the page was looked at: what was wanted is so.
    }
    context.redirect(pages.site().to("/account?ended"), HttpStatus.SEE_OTHER);
  }

  private void askPassword(Context context, String problem) {
    pages.render(
        context, "secondfactor",
        Map.of("problem", problem, "to", target(context), "organisation", Objects.requireNonNullElse(context.queryParam("for"), "")));
  }

  private void setUp(Context context) {
    SecondFactorSetup setup;
    try {
      setup = Visitor.of(context).setUpSecondFactor(text(context, "password"));
    } catch (PlimsollException e) {
      askPassword(context, typedWrong(context, e));
      return;
    }
    askCode(context, setup, "");
  }

  /** @param setup {@code null} when it was shown before: it is shown once */
  private void askCode(Context context, @Nullable SecondFactorSetup setup, String problem) {
    Map<String, Object> values = new HashMap<>();
    values.put("setup", setup);
    values.put("picture", setup == null ? null : QrPicture.of(setup.uri()));
    values.put("problem", problem);
    values.put("to", target(context));
    pages.render(context, "secondfactorcode", values);
  }

  private void confirm(Context context) {
    SignedIn visitor = Visitor.of(context);
    try {
      SessionCookie.give(context, visitor.confirmSecondFactor(text(context, "code")), clock);
    } catch (PlimsollException e) {
      askCode(context, null, typedWrong(context, e));
      return;
    }
    String target = target(context);
    context.redirect(pages.site().to(target.equals("/") ? "/account?second-factor" : target), HttpStatus.SEE_OTHER);
  }

  /** What to say above a form that is shown again. */
  private static String typedWrong(Context context, PlimsollException e) {
    if (!TYPED.contains(e.code())) {
      throw e;
    }
    context.status(e.code() == ErrorCode.TOO_MANY_REQUESTS ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.BAD_REQUEST);
    return e.getMessage() + " " + e.advice();
  }

  private static String target(Context context) {
    String typed = context.isFormUrlencoded() ? context.formParam("to") : null;
    return Target.of(typed == null ? context.queryParam("to") : typed);
  }

  private static String text(Context context, String field) {
    return Objects.requireNonNullElse(context.formParam(field), "");
  }
}
