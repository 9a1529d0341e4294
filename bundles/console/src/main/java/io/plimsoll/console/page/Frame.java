package io.plimsoll.console.page;

import io.plimsoll.api.identity.Person;
import io.plimsoll.console.Site;
import io.plimsoll.console.gate.Rights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a page.
 *
 * @param person who looks at it; {@code null} before he is signed in
 * @param csrf what every form that changes something sends; {@code null} before he is signed in
 * @param rights what he is offered
 * @param organisation whose page it is; {@code null} when it is no organisation's
 * @param path where the page is, within the console
 * @param theme {@code light}, {@code dark}, or {@code auto} for what the browser prefers
 */
public record Frame(
    Site site,
    @Nullable Person person,
    @Nullable String csrf,
    Rights rights,
    @Nullable String organisation,
    String path,
    String theme) {
  /** The address of a path within the console. */
  public String to(String target) {
    return site.to(target);
  }

  /** The address of a path of the organisation shown. */
  public String ofOrganisation(String target) {
    return site.to("/o/" + organisation + target);
  }

  /** The menu by its headings, without what needs an organisation where there is none, and without what he may not see. */
  public Map<String, List<NavigationItem>> menu() {
    Map<String, List<NavigationItem>> groups = new LinkedHashMap<>();
    for (NavigationItem item : site.navigation()) {
      if ((!item.ofOrganisation() || organisation != null) && item.need().metBy(rights)) {
        groups.computeIfAbsent(item.group(), g -> new ArrayList<>()).add(item);
      }
    }
    return groups;
  }

  /** Where an entry of the menu leads. */
  public String address(NavigationItem item) {
    return item.ofOrganisation() ? ofOrganisation(item.path()) : to(item.path());
  }

  /** Whether an entry of the menu is the page shown, or leads to it. */
  public boolean isCurrent(NavigationItem item) {
    String own = item.ofOrganisation() ? "/o/" + organisation + item.path() : item.path();
    return path.equals(own) || (!item.path().isEmpty() && path.startsWith(own + "/"));
  }
}
