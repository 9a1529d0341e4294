package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Period;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Visitor;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an organisation stands: this month beside the last, what moved and why, what is not as expected, how fresh it is. */
public final class OverviewPage implements RouteGroup {
  private static final Set<Run.State> WANTING =
      Set.of(Run.State.INCOMPLETE, Run.State.QUARANTINED, Run.State.AMBIGUOUS, Run.State.FAILED);

  private final OrganisationDoor door;
  private final Pages pages;
  private final WorkedOut<MonthView> months = new WorkedOut<>();
  private final WorkedOut<List<Movers.Mover>> movers = new WorkedOut<>();

  /** Of this host. */
  public OverviewPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}", this::show, Access.SIGNED_IN);
  }

  private void show(Context context) {
    LocalDate today = door.today();
    Organisation opened = door.open(context);
    boolean seesAll = Visitor.rights(context).seesAll();
    pages.render(context, "overview", opened.view("overview", organisation -> read(organisation, today, seesAll)));
  }

  /** @param seesAll whether anomalies are his to see: they are of all connections together */
  private Map<String, @Nullable Object> read(Organisation organisation, LocalDate today, boolean seesAll) {
    CostResult asked = MonthView.asked(organisation, today);
    MonthView month = months.of(today, List.of(asked), () -> MonthView.of(asked, today));
    boolean empty = month.currencies().isEmpty();
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("month", month);
    values.put("movers", empty ? List.of() : Movers.of(organisation, month, movers));
    values.put(
        "anomalies", seesAll ? AnomalyBanner.of(organisation.anomalies(new Period(today.minusDays(30), today.plusDays(1)))) : null);
    values.put("wanting", organisation.runs().stream().filter(run -> WANTING.contains(run.state())).toList());
    values.put("connected", empty && !organisation.connections().isEmpty());
    return values;
  }
}
