package io.plimsoll.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export ORG CONNECTION propose remove}. */
@Command(name = "remove", description = "Remove an export; the files that it has written stay.")
final class ExportRemoveCommand implements Callable<Integer> {
  private final ExportCommand export;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--name", required = true, paramLabel = "EXPORT", description = "The export.")
  private String name = "";

  @Option(names = "--scope", paramLabel = "SCOPE", description = "Whose costs (default: the connection's action.scope).")
  private @Nullable String scope;

  ExportRemoveCommand(Invocation invocation, ExportCommand export) {
    this.export = export;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    return export.propose("remove", "export", name, "scope", scope);
  }
}
