package io.plimsoll.cli;

import io.plimsoll.api.region.RegionListing;
import io.plimsoll.api.region.RegionListing.Resident;
import io.plimsoll.api.region.RegionListing.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lies in which region. */
record RegionsView(List<RegionListing> regions) implements View {
  @Override
  public void page(Page page) {
    if (regions.isEmpty()) {
      page.sentence("", "There is no region yet. Make an organisation: plimsoll org create NAME --region REGION.");
      return;
    }
    TextTable table =
        new TextTable().text("Region").text("Organisation").number("Files").number("Size").text("Connection").text("Exports in")
            .text("Known by").text("Store");
    for (RegionListing region : regions) {
      if (region.organisations().isEmpty()) {
        table.row(region.region(), "", "", "", "", "", "", "");
      }
      for (Resident resident : region.organisations()) {
        if (resident.sources().isEmpty()) {
          table.row(region.region(), resident.name(), Figures.count(resident.files()), Figures.bytes(resident.bytes()), "", "", "", "");
        }
        for (Source source : resident.sources()) {
          table.row(
              region.region(), resident.name(), Figures.count(resident.files()), Figures.bytes(resident.bytes()),
              source.connection(), source.region() == null ? "" : source.region(), Exact.name(source.origin()),
              source.store().toString());
        }
      }
    }
    page.table(table);
    regions.forEach(region -> page.sentence("  ", region.region() + ": " + region.root()));
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "regions",
        regions.stream()
            .map(
                r ->
                    Exact.object(
                        "region", r.region(), "root", r.root().toString(), "organisations",
                        r.organisations().stream().map(RegionsView::json).toList()))
            .toList());
  }

  private static Map<String, @Nullable Object> json(Resident resident) {
    return Exact.object(
        "name", resident.name(), "files", resident.files(), "bytes", resident.bytes(), "connections",
        resident.sources().stream()
            .map(
                s ->
                    Exact.object(
                        "name", s.connection(), "store", s.store().toString(), "region", s.region(), "knownBy", s.origin()))
            .toList());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("region", "root", "organisation", "files", "bytes", "connection", "exportsIn", "knownBy", "store");
    for (RegionListing region : regions) {
      for (Resident resident : region.organisations()) {
        if (resident.sources().isEmpty()) {
          grid.row(region.region(), region.root(), resident.name(), resident.files(), resident.bytes(), null, null, null, null);
        }
        resident.sources()
            .forEach(
                s ->
                    grid.row(region.region(), region.root(), resident.name(), resident.files(), resident.bytes(), s.connection(),
                        s.region(), s.origin(), s.store()));
      }
    }
    return grid;
  }
}
