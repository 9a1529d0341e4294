package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Actions;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code action ORG approve}. */
@Command(name = "approve", description = "Approve the exact requests of another person's proposal.")
final class ActionApproveCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final ActionCommand action;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ID", description = "The action.")
  private String id = "";

  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      description = "Of the requests that were looked at, or its first 12 digits or more; without it, those shown with the answer.")
  private @Nullable String digest;

  ActionApproveCommand(Invocation invocation, ActionCommand action) {
    this.invocation = invocation;
    this.action = action;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Actions actions = action.actions();
    Action shown = actions.show(id);
    Action approved = actions.approve(id, wanted(shown));
    invocation.print(
        new ActionView(
            approved, true, "Approved by " + approved.decidedBy() + ". Next: plimsoll action " + action.organisation() + " execute " + id));
    return ExitCode.OK.number();
  }

  private String wanted(Action shown) {
    if (digest == null) {
      return shown.digest();
    }
    String given = digest.strip().toLowerCase(Locale.ROOT);
    if (given.length() < 12) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "--digest: '" + given + "' is too short to say which requests are meant.",
          "Give 12 digits or more of the digest that show prints.");
    }
    return shown.digest().startsWith(given) ? shown.digest() : given;
  }
}
