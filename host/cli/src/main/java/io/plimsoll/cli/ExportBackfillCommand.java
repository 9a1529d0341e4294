package io.plimsoll.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export ORG CONNECTION propose backfill}. */
@Command(
    name = "backfill",
    description = "Run an export for months that are over, one run a month, the newest first.",
    footer = {
      "",
      "Executing it waits as long as Azure asks for between the months; what is left is sent by executing it again.",
      "'plimsoll action ORG show ID' says which months are done, and 'check' what became of their runs."
    })
final class ExportBackfillCommand implements Callable<Integer> {
  private final ExportCommand export;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--name", required = true, paramLabel = "EXPORT", description = "The export.")
  private String name = "";

  @Option(names = "--scope", paramLabel = "SCOPE", description = "Whose costs (default: the connection's action.scope).")
  private @Nullable String scope;

  @Option(names = "--months", paramLabel = "MONTHS",
      description = "How many, up to 84; or 2025-09,2025-10; or 2024-01..2025-10 (default: 13).")
  private @Nullable String months;

  @Option(names = "--again", description = "Also months that have a completed run.")
  private boolean again;

  ExportBackfillCommand(Invocation invocation, ExportCommand export) {
    this.export = export;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    return export.propose(
        "backfill", "export", name, "scope", scope, "months", months, "again", again ? "true" : null);
  }
}
