package io.plimsoll.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export ORG CONNECTION propose create}. */
@Command(name = "create", description = "Create an export of FOCUS that writes where the connection reads.")
final class ExportCreateCommand implements Callable<Integer> {
  private final ExportCommand export;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--name", required = true, paramLabel = "EXPORT", description = "How the export is called.")
  private String name = "";

  @Option(names = "--scope", paramLabel = "SCOPE",
      description = "Whose costs: subscriptions/ID, providers/Microsoft.Billing/billingAccounts/ID and below (default: the connection's action.scope).")
  private @Nullable String scope;

  @Option(names = "--storage-account", paramLabel = "ID",
      description = "The resource id of the account (default: the connection's action.storage-account).")
  private @Nullable String account;

  @Option(names = "--container", paramLabel = "NAME", description = "The container (default: the connection's).")
  private @Nullable String container;

  @Option(names = "--path", paramLabel = "FOLDER", description = "The folder in it (default: the connection's).")
  private @Nullable String path;

  @Option(names = "--data-version", paramLabel = "VERSION", description = "The version of FOCUS (default: 1.0r2).")
  private @Nullable String version;

  @Option(names = "--file-format", paramLabel = "FORMAT", description = "parquet or csv (default: parquet).")
  private @Nullable String fileFormat;

  @Option(names = "--compression", paramLabel = "KIND", description = "snappy for parquet, gzip for csv, or none.")
  private @Nullable String compression;

  @Option(names = "--overwrite", description = "Each run replaces the one before (default: beside it).")
  private boolean overwrite;

  @Option(names = "--recurrence", paramLabel = "HOW",
      description = "daily (month to date), monthly, billing-monthly or once (default: daily).")
  private @Nullable String recurrence;

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day the schedule begins (default: in two days), or the first day of once.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day the schedule ends (default: after ten years), or the last day of once.")
  private @Nullable LocalDate to;

  @Option(names = "--no-identity", description = "Without a managed identity, which accounts behind a firewall need.")
  private boolean noIdentity;

  @Option(names = "--location", paramLabel = "REGION", description = "Where its identity is kept (default: global).")
  private @Nullable String location;

  @Option(names = "--description", paramLabel = "TEXT", description = "What Azure shows beside it.")
  private @Nullable String description;

  ExportCreateCommand(Invocation invocation, ExportCommand export) {
    this.export = export;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    return export.propose(
        "create", "export", name, "scope", scope, "storage-account", account, "container", container, "path", path,
        "data-version", version, "format", fileFormat, "compression", compression, "overwrite", overwrite ? "true" : null,
        "recurrence", recurrence, "from", from, "to", to, "identity", noIdentity ? "false" : null, "location", location,
        "description", description);
  }
}
