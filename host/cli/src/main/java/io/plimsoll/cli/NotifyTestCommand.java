package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.notice.Delivery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code notify test}. */
@Command(name = "test", description = "Send a test through a channel, as a notice would go, and say what came of it.")
final class NotifyTestCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "CHANNEL", description = "The channel.")
  private String channel = "";

  NotifyTestCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Delivery delivery = invocation.organisation(organisation).notices().test(channel);
    if (delivery.outcome() != Delivery.Outcome.DELIVERED) {
      throw new PlimsollException(
          delivery.outcome() == Delivery.Outcome.REFUSED ? ErrorCode.REFUSED : ErrorCode.STORAGE_UNAVAILABLE,
          "The test did not arrive at " + channel + ": " + withStop(delivery.detail()),
          "Set the channel right: plimsoll notify channel " + organisation + " " + channel + ".");
    }
    invocation.print(
        new SentenceView(
            "The test arrived at " + channel + ": " + withStop(delivery.detail()),
            Exact.object("channel", channel, "outcome", delivery.outcome(), "detail", delivery.detail())));
    return ExitCode.OK.number();
  }

  private static String withStop(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
