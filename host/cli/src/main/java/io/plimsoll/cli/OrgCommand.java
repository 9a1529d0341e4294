package io.plimsoll.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code org}, which needs a command of its own. */
@Command(name = "org", description = "Make, list, keep a copy of, hold and delete organisations.")
final class OrgCommand implements Callable<Integer> {
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private OrgCommand(Invocation invocation) {
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new OrgCommand(invocation))
        .addSubcommand(new OrgCreateCommand(invocation))
        .addSubcommand(new OrgListCommand(invocation))
        .addSubcommand(new OrgExportCommand(invocation))
        .addSubcommand(new OrgHoldCommand(invocation))
        .addSubcommand(new OrgDeleteCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name one of create, list, export, hold and delete");
  }
}
