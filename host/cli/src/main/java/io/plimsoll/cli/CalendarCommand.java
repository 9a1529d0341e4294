package io.plimsoll.cli;

import io.plimsoll.api.anomaly.PlannedEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calendar}, which lists; its commands add and remove. */
@Command(
    name = "calendar",
    description = "List what people know will be unusual; what is found on such days is suppressed.",
    customSynopsis = {
      "plimsoll calendar ORG",
      "plimsoll calendar add ORG NAME --from DATE [--to DATE] [--scope COLUMN=VALUE]...",
      "plimsoll calendar remove ORG NAME"
    },
    footer = {
      "",
      "Examples:",
      "  plimsoll calendar acme",
      "  plimsoll calendar add acme 'load test' --from 2025-11-03 --to 2025-11-05 --scope ServiceName=Storage",
      "  plimsoll calendar remove acme 'load test'"
    })
final class CalendarCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  // Not required for picocli, which would ask for it in front of the commands, too.
  @Parameters(paramLabel = "ORG", arity = "0..1", description = "The organisation.")
  private @Nullable String organisation;

  private CalendarCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new CalendarCommand(invocation))
        .addSubcommand(new CalendarAddCommand(invocation))
        .addSubcommand(new CalendarRemoveCommand(invocation));
  }

  @Override
  public Integer call() {
    if (organisation == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing required parameter: 'ORG'");
    }
    invocation.print(new Calendar(organisation, invocation.organisation(organisation).calendar().list()));
    return ExitCode.OK.number();
  }

  /** The events of an organisation. */
  record Calendar(String organisation, List<PlannedEvent> events) implements View {
    @Override
    public void page(Page page) {
      if (events.isEmpty()) {
        page.sentence("", "Nothing is planned for " + organisation + ".");
        return;
      }
      TextTable table = new TextTable().text("Event").text("First day").text("Last day").text("Scope");
      events.forEach(
          e -> table.row(e.name(), e.days().from().toString(), e.days().to().minusDays(1).toString(), scope(e.scope())));
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "events",
          events.stream()
              .map(e -> Exact.object("name", e.name(), "from", e.days().from(), "to", e.days().to(), "scope", e.scope()))
              .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("name", "from", "to", "scope");
      events.forEach(e -> grid.row(e.name(), e.days().from(), e.days().to(), scope(e.scope())));
      return grid;
    }

    private static String scope(Map<String, String> scope) {
      return scope.isEmpty()
          ? "all costs"
          : scope.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }
  }
}
