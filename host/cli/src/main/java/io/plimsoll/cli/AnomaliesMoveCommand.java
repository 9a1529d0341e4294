package io.plimsoll.cli;

import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Anomaly;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anomalies ack}, {@code resolve}, {@code reopen} and {@code suppress}. */
@Command
final class AnomaliesMoveCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final Move move;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The anomaly, as the list names it.")
  private String id = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why; it stays in the anomaly's history.")
  private String note = "";

  /** What can be done with one. */
  enum Move {
    ACK("ack", "Say that somebody is on it."),
    RESOLVE("resolve", "Say that it is over; when its days go on three days after, it is open again."),
    REOPEN("reopen", "Say that it is not over, or worth telling after all."),
    SUPPRESS("suppress", "Say that it is not worth telling, however long it goes on.");

    private final String word;
    private final String description;

    Move(String word, String description) {
      this.word = word;
      this.description = description;
    }

    Anomaly of(Anomalies anomalies, String id, String note) {
      return switch (this) {
        case ACK -> anomalies.acknowledge(id, note);
        case RESOLVE -> anomalies.resolve(id, note);
        case REOPEN -> anomalies.reopen(id, note);
        case SUPPRESS -> anomalies.suppress(id, note);
      };
    }
  }

  private AnomaliesMoveCommand(Invocation invocation, Move move) {
    this.invocation = invocation;
    this.move = move;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine line(Invocation invocation, Move move) {
    CommandLine line = new CommandLine(new AnomaliesMoveCommand(invocation, move));
    line.getCommandSpec().name(move.word).usageMessage().description(move.description);
    return line;
  }

  @Override
  public Integer call() {
    Anomaly now = move.of(invocation.organisation(organisation).anomalies(), id, note);
    invocation.print(
        new SentenceView(
            now.id() + " is " + Exact.name(now.state()) + ".", Exact.object("id", now.id(), "state", now.state(), "reason", now.reason())));
    return ExitCode.OK.number();
  }
}
