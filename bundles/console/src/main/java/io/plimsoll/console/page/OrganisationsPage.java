package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.Rights;
import io.plimsoll.console.gate.Visitor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The portfolio: the organisations that somebody reaches, a page at a time, each with its month, what is not as expected
 * and how fresh it is. The start page, unless there is one alone.
 */
public final class OrganisationsPage implements RouteGroup {
  private static final int PAGE = 25;

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public OrganisationsPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /**
   * An organisation.
   *
   * @param anomalies {@code null} for who does not see every connection
   * @param fresh when the newest export shown was written; {@code null} when nothing is shown
   * @param problem why its figures are not to be had; empty when they are
   */
  public record Line(
      OrganisationAccess access,
      List<MonthView.Currency> currencies,
      @Nullable AnomalyBanner anomalies,
      @Nullable Instant fresh,
      String problem) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", this::start, Access.SIGNED_IN);
    routes.get("/organisations", this::show, Access.SIGNED_IN);
    routes.post("/organisations", this::create, Access.SIGNED_IN);
  }

  private void start(Context context) {
    List<OrganisationAccess> first = Visitor.of(context).organisations(null, 2);
    context.redirect(pages.site().to(first.size() == 1 ? "/o/" + first.get(0).profile().name() : "/organisations"));
  }

  private void show(Context context) {
    SignedIn visitor = Visitor.of(context);
    List<OrganisationAccess> found = visitor.organisations(context.queryParam("after"), PAGE + 1);
    LocalDate today = door.today();
    List<Line> lines = new ArrayList<>();
    for (OrganisationAccess access : found.subList(0, Math.min(PAGE, found.size()))) {
      lines.add(line(visitor, access, today));
    }
    Map<String, Object> values = new HashMap<>();
    values.put("lines", lines);
    values.put("first", context.queryParam("after") == null);
    values.put("next", found.size() > PAGE ? found.get(PAGE - 1).profile().name() : "");
    pages.render(context, "organisations", values);
  }

  /** One that cannot answer must not hide the others. */
  private static Line line(SignedIn visitor, OrganisationAccess access, LocalDate today) {
    try {
      Organisation organisation = visitor.organisation(access.profile().name());
      MonthView month = MonthView.of(organisation, today);
      return new Line(
          access,
          month.currencies(),
          Rights.of(visitor.person(), access).seesAll()
              ? AnomalyBanner.of(organisation.anomalies(new Period(today.minusDays(30), today.plusDays(1))))
              : null,
          month.asOf().asOf(),
          "");
    } catch (PlimsollException e) {
      return new Line(access, List.of(), null, null, e.getMessage());
    }
  }

  private void create(Context context) {
    String name = Objects.requireNonNullElse(context.formParam("name"), "").strip();
    String region = Objects.requireNonNullElse(context.formParam("region"), "").strip();
    OrganisationProfile made =
        Visitor.of(context).createOrganisation(name, region, Typed.constant(context, "plan", OrganisationProfile.Plan.class), null);
    context.redirect(pages.site().to("/o/" + made.name()), HttpStatus.SEE_OTHER);
  }
}
