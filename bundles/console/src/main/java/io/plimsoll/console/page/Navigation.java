package io.plimsoll.console.page;

import static io.plimsoll.console.gate.Rights.Need.ADMINISTRATOR;
import static io.plimsoll.console.gate.Rights.Need.EDITOR;
import static io.plimsoll.console.gate.Rights.Need.EVERY_CONNECTION;
import static io.plimsoll.console.gate.Rights.Need.NOTHING;
import static io.plimsoll.console.gate.Rights.Need.OPERATOR;
import static io.plimsoll.console.gate.Rights.Need.OWNER;

import java.util.List;

/** What the menu offers. A new page adds its line here and its routes to the server. */
public final class Navigation {
  private Navigation() {}

  /** Every page there is, in the order of the menu. */
  public static List<NavigationItem> standard() {
    return List.of(
        new NavigationItem("Costs", "Overview", "", true, NOTHING),
        new NavigationItem("Costs", "Explore", "/explore", true, NOTHING),
        new NavigationItem("Costs", "Anomalies", "/anomalies", true, EVERY_CONNECTION),
        new NavigationItem("Alerts", "Calendar", "/calendar", true, EVERY_CONNECTION),
        new NavigationItem("Alerts", "Anomaly rules", "/anomaly-rules", true, EVERY_CONNECTION),
        new NavigationItem("Alerts", "Back-test", "/back-test", true, EDITOR),
        new NavigationItem("Alerts", "Notices", "/notices", true, OWNER),
        new NavigationItem("Data", "Collections", "/collections", true, NOTHING),
        new NavigationItem("Data", "Schedule", "/schedule", true, NOTHING),
        new NavigationItem("Data", "Connections", "/connections", true, NOTHING),
        new NavigationItem("Data", "Approvals", "/approvals", true, ADMINISTRATOR),
        new NavigationItem("Data", "Retention", "/retention", true, ADMINISTRATOR),
        new NavigationItem("Proof", "Audit", "/audit", true, OWNER),
        new NavigationItem("Proof", "Trust", "/trust", true, OWNER),
        new NavigationItem("Organisation", "People", "/people", true, OWNER),
        new NavigationItem("Organisation", "Single sign-on", "/single-sign-on", true, OWNER),
        new NavigationItem("Organisation", "API keys", "/keys", true, OWNER),
        new NavigationItem("Organisation", "Settings", "/settings", true, OWNER),
        new NavigationItem("Host", "Portfolio", "/organisations", false, NOTHING),
        new NavigationItem("Host", "Shared portfolios", "/portfolios", false, OPERATOR),
        new NavigationItem("Host", "Accounts", "/people", false, OPERATOR),
        new NavigationItem("Host", "Plug-ins", "/plugins", false, OPERATOR));
  }
}
