package io.plimsoll.cli;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionProposal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}, whose one command proposes what is to be written at the place of a connection. */
@Command(
    name = "export",
    description = "Propose to create, run, fill or remove an export in Azure, or how long its files are kept.",
    footer = {
      "",
      "Nothing is sent: another person approves the exact requests first, with 'plimsoll action'.",
      "Examples:",
      "  plimsoll export acme azure propose create --name focus-daily --scope subscriptions/ID --storage-account ID",
      "  plimsoll export acme azure propose backfill --name focus-daily --months 13",
      "  plimsoll action acme show 1",
      "  plimsoll action acme approve 1 --as ben"
    })
final class ExportCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "CONNECTION", description = "The connection whose exports are meant.")
  private String connection = "";

  private ExportCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    ExportCommand export = new ExportCommand(invocation);
    return new CommandLine(export)
        .addSubcommand(
            new CommandLine(new ExportProposeCommand(invocation))
                .addSubcommand(new ExportCreateCommand(invocation, export))
                .addSubcommand(new ExportRunCommand(invocation, export))
                .addSubcommand(new ExportBackfillCommand(invocation, export))
                .addSubcommand(new ExportRemoveCommand(invocation, export))
                .addSubcommand(new ExportLifecycleCommand(invocation, export)));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: propose");
  }

  /**
   * Proposes it and shows what would be sent.
   *
   * @param namesAndValues parameter, value, parameter, value; those without a value are left out
   */
  int propose(String kind, @Nullable Object... namesAndValues) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        parameters.put(String.valueOf(namesAndValues[i]), value.toString());
      }
    }
    Action proposed =
        invocation.organisation(organisation).actions().propose(new ActionProposal(connection, kind, parameters));
    invocation.print(
        new ActionView(
            proposed, true,
            "Nothing was sent. Next, somebody other than " + proposed.proposedBy() + ": plimsoll action " + organisation
                + " approve " + proposed.id()));
    return ExitCode.OK.number();
  }
}
