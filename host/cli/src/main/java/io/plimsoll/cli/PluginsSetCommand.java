package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.PluginChoices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plugins set}. */
@Command(
    name = "set",
    description = "Change settings of a plug-in for an organisation, or show them.",
    footer = {
      "",
      "A name with nothing behind the = goes back to its default. A secret is given by reference: env:NAME for a",
      "variable of the host's environment, file:PATH for a file of this machine; it is read when the plug-in is",
      "called and never shown. All problems are told at once, and then nothing is changed.",
      "Examples:",
      "  plimsoll plugins set acme weekend-left-on share=0.4",
      "  plimsoll plugins set acme mailer token=file:/run/secrets/mailer",
      "  plimsoll plugins set acme weekend-left-on share="
    })
final class PluginsSetCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "PLUGIN", description = "The plug-in's name.")
  private String plugin = "";

  @Parameters(index = "2..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "A setting.")
  private List<String> settings = List.of();

  PluginsSetCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Map<String, String> changes = changes();
    PluginChoices choices = invocation.organisation(organisation).plugins();
    Map<String, String> now = changes.isEmpty() ? choices.settings(plugin) : choices.set(plugin, changes);
    invocation.print(new Settings(organisation, plugin, now));
    return ExitCode.OK.number();
  }

  /** No message repeats what was typed: it may be a secret that somebody typed by mistake. */
  private Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      String text = settings.get(i);
      int at = text.indexOf('=');
      if (at < 1) {
        throw refused("Setting " + (i + 1) + " is not written KEY=VALUE.");
      }
      if (changes.put(text.substring(0, at), text.substring(at + 1)) != null) {
        throw refused("Setting " + (i + 1) + " is given twice.");
      }
    }
    return changes;
  }

  private static PlimsollException refused(String message) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, message, "Write it like this: plimsoll plugins set acme weekend-left-on share=0.4.");
  }

  private record Settings(String organisation, String plugin, Map<String, String> settings) implements View {
    @Override
    public void page(Page page) {
      if (settings.isEmpty()) {
        page.sentence("", plugin + " has every setting of " + organisation + " at its default.");
        return;
      }
      TextTable table = new TextTable().text("Setting").text("Value");
      settings.forEach(table::row);
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object("organisation", organisation, "plugin", plugin, "settings", settings);
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("setting", "value");
      settings.forEach(grid::row);
      return grid;
    }
  }
}
