package io.plimsoll.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code action ORG list}. */
@Command(name = "list", description = "List every action, the newest first.")
final class ActionListCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  ActionListCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new ActionsView(action.actions().list(), "Nobody proposed anything for " + action.organisation() + "."));
    return ExitCode.OK.number();
  }
}
