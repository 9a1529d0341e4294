package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.notice.Notices;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code notify remove}. */
@Command(name = "remove", description = "Remove a rule or a channel.")
final class NotifyRemoveCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "rule|channel", description = "Which of both.")
  private String what = "";

  @Parameters(index = "2", paramLabel = "NAME", description = "Its name.")
  private String name = "";

  NotifyRemoveCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    if (!what.equals("rule") && !what.equals("channel")) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "'" + what + "' is neither rule nor channel.",
          "Write it like this: plimsoll notify remove " + organisation + " rule NAME.");
    }
    Notices notices = invocation.organisation(organisation).notices();
    if (what.equals("rule")) {
      notices.removeRule(name);
    } else {
      notices.removeChannel(name);
    }
    invocation.print(NotifyCommand.Overview.of(organisation, notices));
    return ExitCode.OK.number();
  }
}
