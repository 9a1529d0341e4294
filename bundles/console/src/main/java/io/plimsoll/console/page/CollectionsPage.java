package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.collect.CollectRequest;
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

  /** A run, and the one it took the place of: the two whose difference is worth a look; empty when there is none. */
  public record Line(Run run, String before) {}

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
            "lines", runs.stream().map(run -> new Line(run, before(run, runs))).toList(),
            "started", "started".equals(context.queryParam("collection")),
            "connected", !runs.isEmpty() || !organisation.connections().isEmpty()));
  }

  private void collect(Context context) {
    door.open(context).collect(CollectRequest.all());
    context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/collections?collection=started"), HttpStatus.SEE_OTHER);
  }

  private void receipts(Context context) {
    YearMonth period = month(context.pathParam("period"));
    pages.render(context, "receipts", Map.of("period", period, "receipts", door.open(context).receipts(period)));
  }

  private void diff(Context context) {
    String before = Objects.requireNonNullElse(context.queryParam("before"), "");
    String after = Objects.requireNonNullElse(context.queryParam("after"), "");
    if (before.isBlank() || after.isBlank()) {
      throw new IllegalArgumentException("two runs are compared, 'before' and 'after'");
    }
    pages.render(context, "diff", Map.of("diff", door.open(context).diff(before, after)));
  }

  private static String before(Run run, List<Run> runs) {
    if (run.state() != Run.State.PUBLISHED && run.state() != Run.State.UNCHANGED) {
      return "";
    }
    return runs.stream()
        .filter(
            other ->
                other.state() == Run.State.SUPERSEDED && other.period().equals(run.period()) && other.export().equals(run.export())
                    && other.scope().equals(run.scope()) && !other.id().equals(run.id()))
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
