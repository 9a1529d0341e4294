package io.plimsoll.cli;

import io.plimsoll.api.PluginStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plugins}. */
@Command(name = "plugins", description = "List the plug-ins loaded and the bundles refused, with the reason.")
final class PluginsCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  PluginsCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new Plugins(invocation.host().plugins()));
    return ExitCode.OK.number();
  }

  private record Plugins(List<PluginStatus> plugins) implements View {
    @Override
    public void page(Page page) {
      if (plugins.isEmpty()) {
        page.sentence("", "No plug-in is loaded. Name a folder of bundles with --bundles.");
        return;
      }
      TextTable table =
          new TextTable().text("Name").text("Kind").text("Version").text("State").number("Calls").number("Failures")
              .text("Bundle");
      plugins.forEach(
          p ->
              table.row(p.name(), p.kind(), p.version(), Exact.name(p.state()), Figures.count(p.calls()),
                  Figures.count(p.failures()), p.bundle()));
      page.table(table);
      plugins.stream()
          .filter(p -> p.problem() != null)
          .forEach(p -> page.blank().sentence("", "  ", p.name() + ": " + p.problem()));
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "plugins",
          plugins.stream()
              .map(
                  p ->
                      Exact.object("name", p.name(), "kind", p.kind(), "version", p.version(), "bundle", p.bundle(), "state",
                          p.state(), "problem", p.problem(), "calls", p.calls(), "failures", p.failures()))
              .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("name", "kind", "version", "bundle", "state", "problem", "calls", "failures");
      plugins.forEach(
          p -> grid.row(p.name(), p.kind(), p.version(), p.bundle(), p.state(), p.problem(), p.calls(), p.failures()));
      return grid;
    }
  }
}
