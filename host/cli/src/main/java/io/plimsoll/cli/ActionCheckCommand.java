package io.plimsoll.cli;

import io.plimsoll.api.action.Action;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code action ORG check}. */
@Command(name = "check", description = "Read in Azure what became of the requests that were sent.")
final class ActionCheckCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ID", description = "The action.")
  private String id = "";

  ActionCheckCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Action checked = action.actions().check(id);
    invocation.print(new ActionView(checked, false, ""));
    return ActionExecuteCommand.exit(checked).number();
  }
}
