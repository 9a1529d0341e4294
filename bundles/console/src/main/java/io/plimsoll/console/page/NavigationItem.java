package io.plimsoll.console.page;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the menu.
 *
 * @param group the heading it stands under
 * @param label what it says
 * @param path where it leads, behind the organisation when it is {@code ofOrganisation}
 * @param icon a name in the sprite, or {@code null}
 * @param ofOrganisation whether it shows what one organisation has
 */
public record NavigationItem(String group, String label, String path, @Nullable String icon, boolean ofOrganisation) {}
