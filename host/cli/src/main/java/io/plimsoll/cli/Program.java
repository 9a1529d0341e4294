package io.plimsoll.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Reads a command line, runs its command, and turns failures into messages and exit codes. */
final class Program {
  private final Surroundings surroundings;

  Program(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  int run(String... arguments) {
    try (Invocation invocation = new Invocation(surroundings)) {
      return commandLine(invocation, List.of(arguments)).execute(arguments);
    } catch (RuntimeException | LinkageError e) {
      // What closing the host threw; the command itself has told its own.
      return report(false, false).tell(e).number();
    } finally {
      surroundings.out().flush();
      surroundings.err().flush();
    }
  }

  private CommandLine commandLine(Invocation invocation, List<String> arguments) {
    CommandLine line = RootCommand.tree(invocation, arguments);
    // An argument that begins with @ is a text like any other, not a file of arguments.
    line.setExpandAtFiles(false);
    // A folder or connection may be called as a command is.
    line.setAllowSubcommandsAsOptionParameters(true);
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.terminal().colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.min(Math.max(surroundings.terminal().width(), 80), 110));
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler(
        (failure, args) -> report(asksForJson(arguments), arguments.contains("-v")).tell(failure).number());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) ->
            report(invocation.format() == Format.JSON, invocation.verbosity() > 0).tell(failure).number());
    return line;
  }

  private ErrorReport report(boolean json, boolean verbose) {
    surroundings.out().flush();
    return new ErrorReport(surroundings.err(), json, verbose);
  }

  /** What a command line that cannot be read would have asked for. */
  private static boolean asksForJson(List<String> arguments) {
    int at = arguments.indexOf("--format");
    return arguments.contains("--format=json")
        || (at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals("json"));
  }
}
