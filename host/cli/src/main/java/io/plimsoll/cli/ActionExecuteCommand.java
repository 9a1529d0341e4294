package io.plimsoll.cli;

import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code action ORG execute}. */
@Command(name = "execute", description = "Send what an approved action has not sent yet.")
final class ActionExecuteCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ID", description = "The action.")
  private String id = "";

  ActionExecuteCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    StatusLine line = invocation.surroundings().statusLine();
    Action ended;
    try {
      ended = action.actions().execute(id, progress -> line.show(elapsed -> ActionView.progress(progress)));
    } finally {
      line.end();
    }
    invocation.print(
        new ActionView(
            ended, false,
            ended.state() == State.DONE && ended.reverts() == null
                ? "What takes it back: " + ended.plan().takenBackBy()
                : ""));
    return exit(ended).number();
  }

  /** Only what took effect as a whole is a success. */
  static ExitCode exit(Action action) {
    return action.state() == State.DONE || action.state() == State.REVERTED ? ExitCode.OK : ExitCode.OTHER;
  }
}
