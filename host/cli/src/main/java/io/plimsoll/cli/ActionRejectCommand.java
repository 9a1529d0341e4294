package io.plimsoll.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code action ORG reject}. */
@Command(name = "reject", description = "Say no to a proposal, also to one that was approved and not executed.")
final class ActionRejectCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ID", description = "The action.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the audit chain keeps it.")
  private String reason = "";

  ActionRejectCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new ActionView(action.actions().reject(id, reason), false, ""));
    return ExitCode.OK.number();
  }
}
