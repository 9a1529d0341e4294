package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import io.plimsoll.console.work.Jobs;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What detectors would have reported over the organisation's own history, side by side, before one is switched on. */
public final class BacktestPage implements RouteGroup {
  private static final int ALERTS = 40;

  private final OrganisationDoor door;
  private final Pages pages;
  private final Jobs<BacktestReport> backtests;

  /** @param backtests where they run, which takes longer than a request */
  public BacktestPage(OrganisationDoor door, Pages pages, Jobs<BacktestReport> backtests) {
    this.door = door;
    this.pages = pages;
    this.backtests = backtests;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/back-test", context -> show(context, null, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/back-test", this::start, Access.SIGNED_IN);
    routes.get("/o/{organisation}/back-test/{id}", this::result, Access.SIGNED_IN);
    routes.post("/o/{organisation}/back-test/{id}/end", this::end, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable Refusal refusal, Jobs.@Nullable Standing<BacktestReport> standing) {
    door.open(context);
    BacktestReport report = standing == null ? null : standing.result();
    Map<String, Object> values = new HashMap<>();
    values.put("standing", standing);
    values.put("report", report);
    values.put("alerts", report == null ? List.of() : shown(report));
    values.put("refusal", refusal);
    values.put("id", context.pathParamMap().getOrDefault("id", ""));
    pages.render(context, "backtest", values);
  }

  /** New anomalies, the newest first. */
  private static List<BacktestReport.Alert> shown(BacktestReport report) {
    return report.alerts().stream()
        .filter(BacktestReport.Alert::opens)
        .sorted(Comparator.comparing(BacktestReport.Alert::asOf).reversed())
        .limit(ALERTS)
        .toList();
  }

  private void start(Context context) {
    Organisation organisation = door.open(context);
    AtomicReference<String> id = new AtomicReference<>("");
    Refusal refusal =
        Refusal.of(
            () -> {
              LocalDate last = Form.day(context, "last");
              BacktestRequest request =
                  new BacktestRequest(
                      Form.names(context, "detectors"), Form.day(context, "first"), last == null ? null : last.plusDays(1));
              id.set(
                  backtests.start(
                          context.pathParam("organisation"), person(context), () -> organisation.backtest(request))
                      .id());
            });
    if (refusal == null) {
      context.redirect(
          pages.site().to("/o/" + context.pathParam("organisation") + "/back-test/" + id.get()), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(context, refusal, null);
    }
  }

  private void result(Context context) {
    door.open(context);
    show(context, null, backtests.find(context.pathParam("organisation"), person(context), context.pathParam("id")).standing());
  }

  private void end(Context context) {
    door.open(context);
    backtests.cancel(context.pathParam("organisation"), person(context), context.pathParam("id"));
    context.redirect(
        pages.site().to("/o/" + context.pathParam("organisation") + "/back-test/" + context.pathParam("id")), HttpStatus.SEE_OTHER);
  }

  private static String person(Context context) {
    return Visitor.of(context).person().id();
  }
}
