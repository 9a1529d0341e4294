package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Any question about cost: drawn, in rows, as CSV, and as the command and the code that ask the same. */
public final class ExplorePage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;
  private final List<String> columns =
      FocusColumns.all().stream()
          .filter(column -> column.type() == FocusType.STRING)
          .map(FocusColumn::name)
          .toList();

  /** Of this host. */
  public ExplorePage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/explore", this::show, Access.SIGNED_IN);
    routes.get("/o/{organisation}/explore.csv", this::csv, Access.SIGNED_IN);
  }

  private void show(Context context) {
    Question question = Question.of(context, today());
    pages.render(
        context,
        "explore",
        Map.of("view", ExploreView.of(door.open(context), question), "columns", columns, "metrics", List.of(Metric.values())));
  }

  private void csv(Context context) {
    Question question = Question.of(context, today());
    CostResult result = door.open(context).costs(question.groups());
    List<String> head = new ArrayList<>(question.by().stream().map(Dimension::name).toList());
    head.addAll(List.of(question.metric().isCost() ? "currency" : "unit", "value", "compared"));
    CsvText csv = new CsvText(head);
    for (CostRow row : result.rows()) {
      List<Object> fields = new ArrayList<>(row.keys());
      fields.add(row.unit());
      fields.add(row.value());
      fields.add(row.compared());
      csv.row(fields);
    }
    context.header("Content-Disposition", "attachment; filename=\"costs-" + question.from() + "-" + question.last() + ".csv\"");
    context.contentType("text/csv; charset=utf-8").result(csv.toString());
  }

  private LocalDate today() {
    return door.today();
  }
}
