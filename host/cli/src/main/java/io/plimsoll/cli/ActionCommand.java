package io.plimsoll.cli;

import io.plimsoll.api.action.Actions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code action}, which needs a command of its own. */
@Command(
    name = "action",
    description = "Look at proposed writes, approve those of others, and have them carried out.",
    footer = {
      "",
      "Nobody approves what he proposed himself. --as says who acts.",
      "Examples:",
      "  plimsoll action acme list",
      "  plimsoll action acme show 1",
      "  plimsoll action acme approve 1 --as ben",
      "  plimsoll action acme execute 1",
      "  plimsoll action acme revert 1"
    })
final class ActionCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  private ActionCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    ActionCommand action = new ActionCommand(invocation);
    return new CommandLine(action)
        .addSubcommand(new ActionListCommand(invocation, action))
        .addSubcommand(new ActionShowCommand(invocation, action))
        .addSubcommand(new ActionApproveCommand(invocation, action))
        .addSubcommand(new ActionRejectCommand(invocation, action))
        .addSubcommand(new ActionExecuteCommand(invocation, action))
        .addSubcommand(new ActionCheckCommand(invocation, action))
        .addSubcommand(new ActionRevertCommand(invocation, action));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name one of list, show, approve, reject, execute, check and revert");
  }

  String organisation() {
    return organisation;
  }

  Actions actions() {
    return invocation.organisation(organisation).actions();
  }
}
