package io.plimsoll.console.page;

import java.util.List;

/** What the menu offers. A new page adds its line here and its routes to the server. */
public final class Navigation {
  private Navigation() {}

  /** Every page there is, in the order of the menu. */
  public static List<NavigationItem> standard() {
    return List.of(new NavigationItem("Host", "Organisations", "/organisations", null, false));
  }
}
