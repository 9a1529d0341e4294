package io.plimsoll.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regions}. */
@Command(
    name = "regions",
    description = "List what lies in which region: organisations, their files, and where their exports lie.",
    footer = {"", "Example:", "  plimsoll regions"})
final class RegionsCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  RegionsCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new RegionsView(invocation.host().regions(invocation.caller())));
    return ExitCode.OK.number();
  }
}
