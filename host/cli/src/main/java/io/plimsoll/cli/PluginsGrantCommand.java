package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginChoices;
import io.plimsoll.api.plugin.PluginGrants;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plugins grant}. */
@Command(
    name = "grant",
    description = "Say what a plug-in may have of an organisation, or show what it asks for and has.",
    footer = {
      "",
      "Grants: network, credentials, costs, resource-names, tags. The host hands over only what was granted;",
      "that binds plug-ins that mean well and is no sandbox.",
      "Examples:",
      "  plimsoll plugins grant acme weekend-left-on",
      "  plimsoll plugins grant acme weekend-left-on tags resource-names",
      "  plimsoll plugins grant acme weekend-left-on tags --revoke"
    })
final class PluginsGrantCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "PLUGIN", description = "The plug-in's name.")
  private String plugin = "";

  // Texts: at a word that a converter refuses, picocli would end the list and call the word unknown.
  @Parameters(index = "2..*", arity = "0..*", paramLabel = "GRANT", description = "What it may have from now on.")
  private List<String> grants = List.of();

  @Option(names = "--revoke", description = "Take these grants from it instead.")
  private boolean revoke;

  PluginsGrantCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    EnumSet<Grant> wanted = EnumSet.noneOf(Grant.class);
    grants.forEach(word -> wanted.add(grant(word)));
    PluginChoices choices = invocation.organisation(organisation).plugins();
    List<PluginGrants> now =
        wanted.isEmpty()
            ? choices.grants(plugin)
            : revoke ? choices.revoke(plugin, wanted) : choices.grant(plugin, wanted);
    invocation.print(new Grants(organisation, now));
    return ExitCode.OK.number();
  }

  /** Reads {@code resource-names}. */
  private static Grant grant(String word) {
    String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
    return Stream.of(Grant.values())
        .filter(g -> g.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.INVALID_REQUEST,
                    "'" + word + "' is no grant.",
                    "These are: " + Stream.of(Grant.values()).map(Exact::name).collect(Collectors.joining(", ")) + "."));
  }

  private record Grants(String organisation, List<PluginGrants> plugins) implements View {
    @Override
    public void page(Page page) {
      TextTable table = new TextTable().text("Plug-in").text("Kind").text("Needs").text("Uses").text("Granted");
      plugins.forEach(p -> table.row(p.plugin(), p.kind(), words(p.needs()), words(p.uses()), words(p.granted())));
      page.table(table);
      for (PluginGrants each : plugins) {
        if (!each.missing().isEmpty()) {
          page.sentence(
              "",
              each.plugin() + " (" + each.kind() + ") is not called for " + organisation + " until it is granted "
                  + words(each.missing()) + ": plimsoll plugins grant " + organisation + " " + each.plugin() + " "
                  + words(each.missing()).replace(",", ""));
        }
      }
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "organisation", organisation,
          "plugins",
              plugins.stream()
                  .map(
                      p ->
                          Exact.object(
                              "plugin", p.plugin(), "kind", p.kind(), "needs", names(p.needs()), "uses", names(p.uses()),
                              "granted", names(p.granted()), "missing", names(p.missing())))
                  .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("plugin", "kind", "needs", "uses", "granted", "missing");
      plugins.forEach(
          p ->
              grid.row(p.plugin(), p.kind(), words(p.needs()), words(p.uses()), words(p.granted()), words(p.missing())));
      return grid;
    }

    private static List<String> names(Set<Grant> grants) {
      return grants.stream().map(Exact::name).toList();
    }

    private static String words(Set<Grant> grants) {
      return String.join(", ", names(grants));
    }
  }
}
