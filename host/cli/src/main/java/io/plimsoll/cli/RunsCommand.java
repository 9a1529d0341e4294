package io.plimsoll.cli;

import io.plimsoll.api.collect.Run;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runs}. */
@Command(name = "runs", description = "List every run known, the newest period first, and what became of it.")
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
    List<Run> runs = invocation.organisation(organisation).runs();
    invocation.print(
        new RunsView(runs, "No run of " + organisation + " is known yet. Try plimsoll collect " + organisation + "."));
    return ExitCode.OK.number();
  }
}
