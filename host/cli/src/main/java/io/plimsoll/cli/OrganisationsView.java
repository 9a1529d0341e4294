package io.plimsoll.cli;

import io.plimsoll.api.region.OrganisationProfile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Organisations.
 *
 * @param note a sentence below the table; empty for none
 */
record OrganisationsView(List<OrganisationProfile> organisations, String note) implements View {
  @Override
  public void page(Page page) {
    if (!organisations.isEmpty()) {
      TextTable table = new TextTable().text("Name").text("Region").text("Plan").text("Keeps").text("Hold").text("Made");
      organisations.forEach(
          o ->
              table.row(
                  o.name(),
                  o.region(),
                  Exact.name(o.plan()),
                  keeps(o),
                  o.legalHold() ? "legal hold" : "",
                  Figures.time(o.createdAt())));
      page.table(table);
    }
    if (!note.isEmpty()) {
      page.sentence("", note);
    }
  }

  private static String keeps(OrganisationProfile organisation) {
    return switch (organisation.plan()) {
      case CORE -> "90 days";
      case CONTROL -> "365 days";
      case ENTERPRISE -> organisation.retentionDays() == null
          ? "for ever"
          : Figures.count(organisation.retentionDays(), "day");
    };
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object("organisations", organisations.stream().map(OrganisationsView::json).toList());
  }

  static Map<String, @Nullable Object> json(OrganisationProfile o) {
    return Exact.object(
        "name", o.name(),
        "region", o.region(),
        "plan", o.plan(),
        "retentionDays", o.retentionDays(),
        "legalHold", o.legalHold(),
        "createdAt", o.createdAt());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("name", "region", "plan", "retentionDays", "legalHold", "createdAt");
    organisations.forEach(o -> grid.row(o.name(), o.region(), o.plan(), o.retentionDays(), o.legalHold(), o.createdAt()));
    return grid;
  }
}
