package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runs}. */
@Command(name = "runs", description = "List every run known, the newest period first, what became of it, and when connections are due.")
final class RunsCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  RunsCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Organisation acme = invocation.organisation(organisation);
    String none = "No run of " + organisation + " is known yet. Try plimsoll collect " + organisation + ".";
    invocation.print(new KnownRunsView(new RunsView(acme.runs(), none), acme.schedule()));
    return ExitCode.OK.number();
  }
}
