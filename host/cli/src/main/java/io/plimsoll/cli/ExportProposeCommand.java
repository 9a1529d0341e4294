package io.plimsoll.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code export ORG CONNECTION propose}, which needs to know what. */
@Command(name = "propose", description = "Plan a write at the place of a connection and have it shown; nothing is sent.")
final class ExportProposeCommand implements Callable<Integer> {
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  ExportProposeCommand(Invocation invocation) {
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name one of create, run, backfill, remove and lifecycle");
  }
}
