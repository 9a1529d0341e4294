package io.plimsoll.console.page;

import java.util.List;

/** What the menu offers. A new page adds its line here and its routes to the server. */
public final class Navigation {
  private Navigation() {}

  /** Every page there is, in the order of the menu. */
  public static List<NavigationItem> standard() {
    return List.of(
        new NavigationItem("Costs", "Overview", "", true),
        new NavigationItem("Costs", "Explore", "/explore", true),
        new NavigationItem("Costs", "Anomalies", "/anomalies", true),
        new NavigationItem("Data", "Collections", "/collections", true),
        new NavigationItem("Data", "Connections", "/connections", true),
        new NavigationItem("Data", "Retention", "/retention", true),
        new NavigationItem("Proof", "Audit", "/audit", true),
        new NavigationItem("Proof", "Trust", "/trust", true),
        new NavigationItem("Host", "Organisations", "/organisations", false),
        new NavigationItem("Host", "Plug-ins", "/plugins", false));
  }
}
