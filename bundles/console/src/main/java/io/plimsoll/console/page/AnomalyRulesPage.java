package io.plimsoll.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.console.RouteGroup;
import io.plimsoll.console.gate.Access;
import io.plimsoll.console.gate.OrganisationDoor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what on an anomaly is severe, what is raised at all, and what people said is not worth raising. */
public final class AnomalyRulesPage implements RouteGroup {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final OrganisationDoor door;
  private final Pages pages;

  /** Of this host. */
  public AnomalyRulesPage(OrganisationDoor door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /**
   * What holds for the organisation or one connection.
   *
   * @param connection empty for the organisation
   */
  public record Policy(String connection, SeverityTable severity, Sensitivity sensitivity) {
    /** The row of a severity; one that is never reached when there is none. */
    public SeverityTable.@Nullable Row row(Severity wanted) {
      return severity.rows().stream().filter(r -> r.severity() == wanted).findFirst().orElse(null);
    }

    /** A part as people write it: 20 for 0.2. */
    public String percent(Severity wanted) {
      SeverityTable.Row row = row(wanted);
      return row == null ? "" : row.ratio().multiply(HUNDRED).stripTrailingZeros().toPlainString();
    }

    /** An amount a day; empty when there is none. */
    public String amount(Severity wanted) {
      SeverityTable.Row row = row(wanted);
      return row == null ? "" : row.amountPerDay().stripTrailingZeros().toPlainString();
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/o/{organisation}/anomaly-rules", context -> show(context, null), Access.SIGNED_IN);
    routes.post("/o/{organisation}/anomaly-rules/severity", context -> done(context, Refusal.of(() -> severity(context))), Access.SIGNED_IN);
    routes.post("/o/{organisation}/anomaly-rules/sensitivity", context -> done(context, Refusal.of(() -> sensitivity(context))), Access.SIGNED_IN);
    routes.post(
        "/o/{organisation}/anomaly-rules/tolerance",
        context -> done(context, Refusal.of(() -> door.open(context).anomalies().forget(Form.needed(context, "anomaly")))),
        Access.SIGNED_IN);
  }

  private void show(Context context, @Nullable Refusal refusal) {
    Organisation organisation = door.open(context);
    AnomalyPolicy policy = organisation.anomalyPolicy();
    List<Policy> policies = new ArrayList<>();
    policies.add(policy("", policy));
    organisation.connections().stream().map(Connection::name).forEach(name -> policies.add(policy(name, policy)));
    Map<String, Object> values = new HashMap<>();
    values.put("policies", policies);
    values.put("tolerances", organisation.anomalies().tolerances());
    values.put("refusal", refusal);
    pages.render(context, "anomalyrules", values);
  }

  private static Policy policy(String connection, AnomalyPolicy policy) {
    String asked = connection.isEmpty() ? null : connection;
    return new Policy(connection, policy.severity(asked), policy.sensitivity(asked));
  }

  private void severity(Context context) {
    AnomalyPolicy policy = door.open(context).anomalyPolicy();
    policy.severity(connection(context), "reset".equals(Form.text(context, "act")) ? null : table(context));
  }

  private static SeverityTable table(Context context) {
    List<SeverityTable.Row> rows = new ArrayList<>();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM)) {
      String name = severity.name().toLowerCase(Locale.ROOT);
      if (!Form.text(context, name + "-amount").isEmpty()) {
        rows.add(
            new SeverityTable.Row(
                severity, Form.amount(context, name + "-amount"), Form.amount(context, name + "-percent").movePointLeft(2)));
      }
    }
    return new SeverityTable(rows, Objects.requireNonNullElse(Form.constant(context, "new-charge", Severity.class), Severity.HIGH));
  }

  private void sensitivity(Context context) {
    AnomalyPolicy policy = door.open(context).anomalyPolicy();
    policy.sensitivity(connection(context), Form.constant(context, "sensitivity", Sensitivity.class));
  }

  private static @Nullable String connection(Context context) {
    String name = Form.text(context, "connection");
    return name.isEmpty() ? null : name;
  }

  private void done(Context context, @Nullable Refusal refusal) {
    if (refusal == null) {
      context.redirect(pages.site().to("/o/" + context.pathParam("organisation") + "/anomaly-rules"), HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(context, refusal);
    }
  }
}
