package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people know will be unusual, so that it is not told as an anomaly. */
public final class CalendarPage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public CalendarPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/calendar", context -> show(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/calendar", this::add, Access.SIGNED_IN);
    routes.post("/o/{organisation}/calendar/removal", this::remove, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable Refusal refusal) {
    Organisation organisation = door.open(context);
    LocalDate today = door.today();
    List<PlannedEvent> events = organisation.calendar().list();
    Map<String, Object> values = new HashMap<>();
    values.put("coming", events.stream().filter(e -> e.days().to().isAfter(today)).toList());
    values.put("past", events.stream().filter(e -> !e.days().to().isAfter(today)).toList());
    values.put("today", today);
    values.put("refusal", refusal);
    pages.render(context, "calendar", values);
  }

  private void add(Context context) {
    done(
        context,
        Refusal.of(
            () ->
                door.open(context).calendar().add(
                    new PlannedEvent(Form.needed(context, "name"), Form.days(context), Form.pairs(context, "scope")))));
  }

  private void remove(Context context) {
    done(context, Refusal.of(() -> door.open(context).calendar().remove(Form.needed(context, "name"))));
  }

  private void done(Context context, @Nullable Refusal refusal) {
    if (refusal == null) {
      context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/calendar"), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(context, refusal);
    }
  }
}
