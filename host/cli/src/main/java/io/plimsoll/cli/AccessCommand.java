package io.plimsoll.cli;

import io.plimsoll.api.access.AccessReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code access}, which needs a command of its own. */
@Command(name = "access", description = "Find out what the credentials of connections may do.")
final class AccessCommand implements Callable<Integer> {
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private AccessCommand(Invocation invocation) {
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new AccessCommand(invocation)).addSubcommand(new Check(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name check");
  }

  /** {@code access check}. */
  @Command(
      name = "check",
      description = "Say which roles are needed, which are there and which are too much, by calls that change nothing.",
      footer = {
        "",
        "What is too much is a warning; the exit code is 4 when something needed is missing.",
        "Example:",
        "  plimsoll access check acme --connection azure"
      })
  static final class Check implements Callable<Integer> {
    private final Invocation invocation;
    @Mixin private final GlobalOptions global;
    @Mixin private final FormatOption format;

    @Parameters(paramLabel = "ORG", description = "The organisation.")
    private String organisation = "";

    @Option(names = "--connection", paramLabel = "C", description = "This connection only (default: all).")
    private @Nullable String connection;

    Check(Invocation invocation) {
      this.invocation = invocation;
      global = invocation.options();
      format = invocation.formatOption();
    }

    @Override
    public Integer call() {
      List<AccessReport> reports = invocation.organisation(organisation).checkAccess(connection);
      invocation.print(new AccessView(reports));
      return (reports.stream().allMatch(AccessReport::sufficient) ? ExitCode.OK : ExitCode.REFUSED).number();
    }
  }
}
