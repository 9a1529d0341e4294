package io.plimsoll.cli;

import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jars and the plug-ins in them. */
record PluginsView(List<BundleStatus> jars, List<PluginStatus> plugins) implements View {
  private static final int DIGITS_OF_DIGEST = 12;

  @Override
  public void page(Page page) {
    if (jars.isEmpty() && plugins.isEmpty()) {
      page.sentence("", "No plug-in is loaded. Name a folder of bundles with --bundles.");
      return;
    }
    TextTable files = new TextTable().text("File").text("Version").text("State").text("SHA-256");
    jars.forEach(j -> files.row(j.file(), j.version(), Exact.name(j.state()), cut(j.digest())));
    page.table(files);
    jars.stream().filter(j -> !j.reasons().isEmpty()).forEach(j -> reasons(page, j));
    if (plugins.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable().text("Plug-in").text("Kind").text("Version").text("State").number("Calls").number("Failures")
            .number("p95 ms").number("Memory");
    plugins.forEach(
        p ->
            table.row(p.name(), p.kind(), p.version(), Exact.name(p.state()), Figures.count(p.calls()),
                Figures.count(p.failures()), Exact.number(millis(p)), Figures.bytes(p.memory())));
    page.blank().table(table);
    plugins.stream()
        .filter(p -> p.problem() != null)
        .forEach(p -> page.blank().sentence("", "  ", p.name() + ": " + p.problem()));
  }

  private static void reasons(Page page, BundleStatus jar) {
    page.blank().line(Plain.text(jar.file()) + " is " + Exact.name(jar.state()) + ":");
    jar.reasons().forEach(reason -> page.sentence("  - ", "    ", reason));
  }

  private static String cut(String digest) {
    return digest.length() > DIGITS_OF_DIGEST ? digest.substring(0, DIGITS_OF_DIGEST) : digest;
  }

  /** Milliseconds, to the microsecond. */
  private static BigDecimal millis(PluginStatus plugin) {
    return BigDecimal.valueOf(plugin.p95().toNanos() / 1000, 3);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "jars", jars.stream().map(PluginsView::json).toList(),
        "plugins", plugins.stream().map(PluginsView::json).toList());
  }

  private static Map<String, @Nullable Object> json(BundleStatus jar) {
    return Exact.object(
        "file", jar.file(), "folder", jar.folder(), "name", jar.name(), "version", jar.version(), "digest", jar.digest(),
        "state", jar.state(), "reasons", jar.reasons());
  }

  private static Map<String, @Nullable Object> json(PluginStatus p) {
    return Exact.object(
        "plugin", p.name(), "kind", p.kind(), "version", p.version(), "file", p.bundle(), "state", p.state(), "problem",
        p.problem(), "calls", p.calls(), "failures", p.failures(), "p95Millis", p.p95().toNanos() / 1000 / 1000.0, "memoryBytes",
        p.memory());
  }

  @Override
  public Grid grid() {
    Grid grid =
        Grid.of("row", "file", "name", "kind", "version", "digest", "state", "reasons", "calls", "failures", "p95Millis",
            "memoryBytes");
    jars.forEach(
        j ->
            grid.row("jar", j.file(), j.name(), null, j.version(), j.digest(), j.state(), String.join("; ", j.reasons()), null,
                null, null, null));
    plugins.forEach(
        p ->
            grid.row("plugin", p.bundle(), p.name(), p.kind(), p.version(), null, p.state(), p.problem(), p.calls(),
                p.failures(), millis(p), p.memory()));
    return grid;
  }
}
