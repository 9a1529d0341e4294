package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.identity.Accounts;
import io.plimsoll.api.identity.Person;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everybody who may sign in at the host, a page at a time, and what its operator does with accounts. */
public final class AccountsPage implements RouteGroup {
  private static final int PAGE = 50;

  private final Pages pages;

  /** Shown by these. */
  public AccountsPage(Pages pages) {
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/people", this::list, Access.SIGNED_IN);
    routes.post("/people/{person}", this::act, Access.SIGNED_IN);
  }

  private void list(Context context) {
    List<Person> found = Visitor.of(context).people(context.queryParam("after"), PAGE + 1);
    boolean more = found.size() > PAGE;
    pages.render(
        context, "accounts",
        Map.of("people", more ? found.subList(0, PAGE) : found, "next", more ? found.get(PAGE - 1).email() : "", "self", Visitor.of(context).person().id()));
  }

  private void act(Context context) {
    Accounts accounts = Visitor.of(context).accounts();
    String person = context.pathParam("person");
    String act = Objects.requireNonNullElse(context.formParam("act"), "");
    switch (act) {
      case "reset" -> {
        OneTimeLinks.show(context, pages, accounts.reset(person), pages.site().to("/people"));
        return;
      }
      case "end-sessions" -> accounts.endSessions(person);
      case "remove-second-factor" -> accounts.resetSecondFactor(person);
      case "close" -> accounts.disable(person, true);
      case "open" -> accounts.disable(person, false);
      default -> throw new IllegalArgumentException("there is no act '" + act + "'");
    }
    context.redirect(pages.site().to("/people"), HttpStatus.SEE_OTHER);
  }
}
