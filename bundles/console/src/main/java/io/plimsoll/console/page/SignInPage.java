package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.SessionCookie;
import io.plimsoll.console.gate.SessionGate;
import io.plimsoll.console.gate.Visitor;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Signing in by address and password, then by a code where there is a second factor; and signing out. */
public final class SignInPage implements RouteGroup {
  private static final String WRONG = "Address or password is wrong, or the account is not open.";
  private static final String WRONG_CODE = "That code is wrong, or was used before.";

  /** Where a provider lies is not for strangers. */
  private static final String UNAVAILABLE = "The provider of the organisation cannot be asked at the moment. Try again later.";

  private final SessionGate gate;
  private final Pages pages;
  private final Clock clock;

  /** @param clock of the host */
  public SignInPage(SessionGate gate, Pages pages, Clock clock) {
    this.gate = gate;
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/sign-in", this::show, Access.OPEN);
    routes.post("/sign-in", this::signIn, Access.OPEN);
    routes.post("/sign-in/code", this::secondStep, Access.OPEN);
    routes.post("/sign-out", this::signOut, Access.SIGNED_IN);
  }

  private void show(Context context) {
    if (isSignedIn(context)) {
      context.redirect(pages.site().to(Target.of(context.queryParam("to"))), HttpStatus.SEE_OTHER);
      return;
    }
    String note =
        context.queryParam("ended") != null
            ? "Your session has ended. Sign in, and you are back where you were."
            : context.queryParam("out") != null ? "You are signed out." : "";
    form(context, "", note, "");
  }

  private boolean isSignedIn(Context context) {
    try {
      return SessionCookie.read(context) != null && gate.session(context).key().isEmpty();
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.NOT_SIGNED_IN) {
        throw e;
      }
      return false;
    }
  }

  private void signIn(Context context) {
    String email = text(context, "email");
    answer(context, email, gate.door().signIn(email, text(context, "password"), null, SessionGate.from(context)));
  }

  private void secondStep(Context context) {
    String pending = text(context, "pending");
    try {
      SignInAnswer answer = gate.door().secondStep(pending, text(context, "code"), SessionGate.from(context));
      if (answer instanceof SignInAnswer.Wrong) {
        context.status(HttpStatus.UNAUTHORIZED);
        codeForm(context, pending, WRONG_CODE);
      } else if (answer instanceof SignInAnswer.Wait wait) {
        wait(context, wait.until());
        codeForm(context, pending, tooMany(wait.until()));
      } else {
        answer(context, "", answer);
      }
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.NOT_SIGNED_IN) {
        throw e;
      }
      context.status(HttpStatus.UNAUTHORIZED);
      form(context, "", "", e.getMessage() + " " + e.advice());
    }
  }

  /** Goes on with what became of an attempt; also behind a one-time link. */
  void answer(Context context, String email, SignInAnswer answer) {
    if (answer instanceof SignInAnswer.Granted granted) {
      Session session = granted.session();
      gate.endBefore(context);
      SessionCookie.give(context, session, clock);
      context.redirect(pages.site().to(target(context)), HttpStatus.SEE_OTHER);
    } else if (answer instanceof SignInAnswer.CodeNeeded needed) {
      codeForm(context, needed.pending(), "");
    } else if (answer instanceof SignInAnswer.Wait wait) {
      wait(context, wait.until());
      form(context, email, "", tooMany(wait.until()));
    } else {
      context.status(HttpStatus.UNAUTHORIZED);
      form(context, email, "", WRONG);
    }
  }

  /** Shows the form with why another way in did not lead in. */
  void refused(Context context, PlimsollException e) {
    context.status(
        switch (e.code()) {
          case NOT_SIGNED_IN -> HttpStatus.UNAUTHORIZED;
          case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
          default -> HttpStatus.SERVICE_UNAVAILABLE;
        });
    form(context, "", "", e.code().blame() == ErrorCode.Blame.USER ? e.getMessage() + " " + e.advice() : UNAVAILABLE);
  }

  private void signOut(Context context) {
    Visitor.of(context).signOut();
    context.header("Clear-Site-Data", "\"storage\"");
    SessionCookie.set(context, "", 0);
    context.redirect(pages.site().to("/sign-in?out"), HttpStatus.SEE_OTHER);
  }

  private void form(Context context, String email, String note, String problem) {
    Map<String, Object> values = new HashMap<>();
    values.put("email", email);
    values.put("note", note);
    values.put("problem", problem);
    values.put("to", target(context));
    values.put("unencrypted", isUnencrypted(context));
    pages.render(context, "signin", values);
  }

  private void codeForm(Context context, String pending, String problem) {
    pages.render(context, "signincode", Map.of("pending", pending, "problem", problem, "to", target(context)));
  }

  private static void wait(Context context, Duration until) {
    context.status(HttpStatus.TOO_MANY_REQUESTS);
    context.header("Retry-After", Long.toString(seconds(until)));
  }

  private static String tooMany(Duration until) {
    long seconds = seconds(until);
    return "There were too many attempts, so this one was not looked at. Try again in "
        + (seconds < 120 ? Show.count(seconds, "second", "seconds") : Show.count((seconds + 59) / 60, "minute", "minutes")) + ".";
  }

  private static long seconds(Duration until) {
    return Math.max(1, until.toSeconds() + (until.getNano() > 0 ? 1 : 0));
  }

  private static String target(Context context) {
    String typed = context.isFormUrlencoded() ? context.formParam("to") : null;
    return Target.of(typed == null ? context.queryParam("to") : typed);
  }

  private static String text(Context context, String field) {
    return Objects.requireNonNullElse(context.formParam(field), "");
  }

  /**
   * Whether a browser will not keep the cookie of a session: at an address that is neither encrypted nor its own
   * machine, it sends no {@code Sec-Fetch-Mode}.
   */
  private static boolean isUnencrypted(Context context) {
    String host = Objects.requireNonNullElse(context.host(), "");
    boolean ownMachine = host.matches("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");
    return !ownMachine && context.header("Sec-Fetch-Mode") == null;
  }
}
