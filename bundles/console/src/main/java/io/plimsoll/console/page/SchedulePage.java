package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Run;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When each connection is collected next, why it was not, and the exports that lie there. */
public final class SchedulePage implements RouteGroup {
  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public SchedulePage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /**
   * An export of a connection.
   *
   * @param newest its run of the newest period
   */
  public record Export(String connection, String name, long runs, Run newest) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/schedule", context -> show(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/schedule", this::collect, Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable Refusal refusal) {
    Organisation organisation = door.open(context);
    Map<String, Object> values = new HashMap<>();
    List<CollectionSchedule> schedule = organisation.schedule();
    values.put("schedule", schedule);
    values.put("exports", exports(organisation.runs()));
    values.put("now", door.clock().instant());
    String started = context.queryParam("started");
    values.put("started", schedule.stream().anyMatch(s -> s.connection().equals(started)) ? started : null);
    values.put("refusal", refusal);
    pages.render(context, "schedule", values);
  }

  private static List<Export> exports(List<Run> runs) {
    Map<String, List<Run>> byExport = new TreeMap<>();
    runs.forEach(run -> byExport.computeIfAbsent(run.connection() + "\n" + run.export(), k -> new ArrayList<>()).add(run));
    return byExport.values().stream()
        .map(
            of -> {
              Run newest = of.stream().max(Comparator.comparing(Run::period).thenComparing(Run::changedAt)).orElseThrow();
              return new Export(newest.connection(), newest.export(), of.size(), newest);
            })
        .toList();
  }

  private void collect(Context context) {
    String connection = Form.text(context, "connection");
    Refusal refusal =
        Refusal.of(
            () -> door.open(context).collect(new CollectRequest(Form.needed(context, "connection"), progress -> {})));
    if (refusal == null) {
      context.redirect(
          pages.site().to("/o/" + context.pathParam("organisation") + "/schedule?started=" + URLEncoder.encode(connection, StandardCharsets.UTF_8)),
          HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(context, refusal);
    }
  }
}
