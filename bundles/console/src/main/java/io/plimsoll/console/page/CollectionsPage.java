package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was read and what became of it: runs, the receipts of what is shown, and why a number moved between two runs. */
public final class CollectionsPage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public CollectionsPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /** A receipt, and the run that was shown before it: the two whose difference is worth a look; empty when there is none. */
  public record Line(Receipt receipt, boolean inForce, String before) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/collections", this::list, Access.SIGNED_IN);
    routes.post("/o/{organisation}/collections", this::collect, Access.SIGNED_IN);
    routes.get("/o/{organisation}/collections/diff", this::diff, Access.SIGNED_IN);
    routes.get("/o/{organisation}/collections/{period}", this::receipts, Access.SIGNED_IN);
  }

  private void list(Context context) {
    Organisation organisation = door.open(context);
    List<Run> runs = organisation.runs();
    pages.render(
        context,
        "collections",
        Map.of(
            "runs", runs,
            "started", "started".equals(context.queryParam("collection")),
            "connected", !runs.isEmpty() || !organisation.connections().isEmpty()));
  }

  private void collect(Context context) {
    door.open(context).collect(CollectRequest.all());
    context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/collections?collection=started"), HttpStatus.SEE_OTHER);
  }

  private void receipts(Context context) {
    YearMonth period = month(context.pathParam("period"));
    Organisation organisation = door.open(context);
    List<Receipt> all = organisation.receiptHistory(period);
    List<Receipt> inForce = organisation.receipts(period);
    List<Line> lines = all.stream().map(r -> new Line(r, inForce.contains(r), before(r, all))).toList();
    pages.render(context, "receipts", Map.of("period", period, "lines", lines));
  }

  private void diff(Context context) {
    String before = Objects.requireNonNullElse(context.queryParam("before"), "");
    String after = Objects.requireNonNullElse(context.queryParam("after"), "");
    if (before.isBlank() || after.isBlank()) {
      throw new IllegalArgumentException("two runs are compared, 'before' and 'after'");
    }
    pages.render(context, "diff", Map.of("diff", door.open(context).diff(before, after)));
  }

  /** Of the same export and scope, and published before: they come the newest first. */
  private static String before(Receipt receipt, List<Receipt> all) {
    return all.stream()
        .skip(all.indexOf(receipt) + 1L)
        .map(Receipt::run)
        .filter(run -> run.export().equals(receipt.run().export()) && run.scope().equals(receipt.run().scope()))
        .filter(run -> !run.id().equals(receipt.run().id()))
        .map(Run::id)
        .findFirst()
        .orElse("");
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a billing period is a month such as 2026-11 but was '" + text + "'", e);
    }
  }
}
