package io.plimsoll.console.page;

import io.plimsoll.console.gate.Rights;

/**
 * An entry of the menu.
 *
 * @param group the heading it stands under
 * @param label what it says
 * @param path where it leads, behind the organisation when it is {@code ofOrganisation}; empty for the organisation itself
 * @param ofOrganisation whether it shows what one organisation has
 * @param need who sees it; the host looks at who does what by itself
 */
public record NavigationItem(String group, String label, String path, boolean ofOrganisation, Rights.Need need) {}
