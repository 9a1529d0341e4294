package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.identity.ManagedPortfolios;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.Visitor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The portfolios of the host: whom organisations can be shared with. For who runs it. */
public final class PortfoliosPage implements RouteGroup {
  private static final String PATH = "/portfolios";

  private final Pages pages;

  /** Of this host. */
  public PortfoliosPage(Pages pages) {
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, context -> show(context, null), Access.SIGNED_IN);
    routes.post(PATH, context -> act(context, p -> p.create(Form.needed(context, "name"))), Access.SIGNED_IN);
    routes.post(
        PATH + "/{portfolio}/people",
        context -> act(context, p -> p.add(context.pathParam("portfolio"), Form.needed(context, "email"))), Access.SIGNED_IN);
    routes.post(
        PATH + "/{portfolio}/people/{person}/removal",
        context -> act(context, p -> p.remove(context.pathParam("portfolio"), context.pathParam("person"))), Access.SIGNED_IN);
    routes.post(PATH + "/{portfolio}/removal", context -> act(context, p -> p.delete(context.pathParam("portfolio"))), Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable Refusal refusal) {
    Map<String, Object> values = new HashMap<>();
    values.put("portfolios", Visitor.of(context).portfolios().list());
    values.put("refusal", refusal);
    pages.render(context, "portfolios", values);
  }

  private void act(Context context, Consumer<ManagedPortfolios> what) {
    ManagedPortfolios portfolios = Visitor.of(context).portfolios();
    Refusal refusal = Refusal.of(() -> what.accept(portfolios));
    if (refusal == null) {
      context.redirect(pages.site().to(PATH), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(context, refusal);
    }
  }
}
