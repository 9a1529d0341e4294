package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.plugin.PluginPin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plugins pin}. */
@Command(
    name = "pin",
    description = "Hold an organisation to versions of a plug-in; without a plug-in, list what it is held to.",
    footer = {
      "",
      "Examples:",
      "  plimsoll plugins pin acme csv '[1.2,2)'       from 1.2 up to but not 2",
      "  plimsoll plugins pin acme csv '[1.2.3,1.2.3]' this one alone",
      "  plimsoll plugins pin acme csv --off           the newest again",
      "  plimsoll plugins pin acme"
    })
final class PluginsPinCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PLUGIN",
      description = "Its name; KIND/NAME when plug-ins of several kinds have that name.")
  private @Nullable String plugin;

  @Parameters(index = "2", arity = "0..1", paramLabel = "RANGE", description = "Two versions between brackets.")
  private @Nullable String range;

  @Option(names = "--off", description = "Take the pin off.")
  private boolean off;

  PluginsPinCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    if (plugin != null && (range == null) != off) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), off ? "--off takes no range" : "Name a range such as [1.2,2), or --off");
    }
    if (plugin == null && off) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name the plug-in whose pin is to go");
    }
    Organisation pinned = invocation.organisation(organisation);
    invocation.print(new Pins(organisation, plugin == null ? pinned.pins() : pinned.pin(plugin, range)));
    return ExitCode.OK.number();
  }

  private record Pins(String organisation, List<PluginPin> pins) implements View {
    @Override
    public void page(Page page) {
      if (pins.isEmpty()) {
        page.sentence("", organisation + " uses the newest version of every plug-in.");
        return;
      }
      TextTable table = new TextTable().text("Plug-in").text("Kind").text("Range");
      pins.forEach(p -> table.row(p.plugin(), p.kind(), p.range()));
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "pins",
          pins.stream().map(p -> Exact.object("plugin", p.plugin(), "kind", p.kind(), "range", p.range())).toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("plugin", "kind", "range");
      pins.forEach(p -> grid.row(p.plugin(), p.kind(), p.range()));
      return grid;
    }
  }
}
