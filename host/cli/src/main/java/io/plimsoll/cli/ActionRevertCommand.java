package io.plimsoll.cli;

import io.plimsoll.api.action.Action;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code action ORG revert}. */
@Command(name = "revert", description = "Propose what takes an action back; somebody else approves that too.")
final class ActionRevertCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ID", description = "The action.")
  private String id = "";

  ActionRevertCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Action proposed = action.actions().revert(id);
    invocation.print(
        new ActionView(
            proposed, true,
            "Nothing was sent. Next, somebody other than " + proposed.proposedBy() + ": plimsoll action "
                + action.organisation() + " approve " + proposed.id()));
    return ExitCode.OK.number();
  }
}
