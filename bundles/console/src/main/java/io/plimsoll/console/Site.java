package io.plimsoll.console;

import io.plimsoll.api.web.Brand;
import io.plimsoll.console.page.NavigationItem;
import java.util.List;

/**
 * What is the same on every page.
 *
 * @param base the path everything is mounted under; empty at the root, otherwise without a slash at its end
 * @param brand whose name and colours it wears
 * @param assets its files
 * @param navigation what the menu offers, in order
 */
public record Site(String base, Brand brand, Assets assets, List<NavigationItem> navigation) {
  /** Keeps its own copy. */
  public Site {
    navigation = List.copyOf(navigation);
  }

  /**
   * The address of a page.
   *
   * @param path within the console, with a slash at its beginning
   */
  public String to(String path) {
    return base + path;
  }
}
