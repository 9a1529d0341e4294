package io.plimsoll.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code action ORG show}. */
@Command(name = "show", description = "Show an action with the exact requests it sends.")
final class ActionShowCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ID", description = "The action.")
  private String id = "";

  ActionShowCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new ActionView(action.actions().show(id), true, ""));
    return ExitCode.OK.number();
  }
}
