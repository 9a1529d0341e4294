package io.plimsoll.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export ORG CONNECTION propose run}. */
@Command(name = "run", description = "Run an export once, for what it is about or for days of one month.")
final class ExportRunCommand implements Callable<Integer> {
  private final ExportCommand export;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--name", required = true, paramLabel = "EXPORT", description = "The export.")
  private String name = "";

  @Option(names = "--scope", paramLabel = "SCOPE", description = "Whose costs (default: the connection's action.scope).")
  private @Nullable String scope;

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class, description = "The first day.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The last day, of the same month.")
  private @Nullable LocalDate to;

  ExportRunCommand(Invocation invocation, ExportCommand export) {
    this.export = export;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    return export.propose("run", "export", name, "scope", scope, "from", from, "to", to);
  }
}
