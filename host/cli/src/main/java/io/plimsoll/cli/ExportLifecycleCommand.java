package io.plimsoll.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export ORG CONNECTION propose lifecycle}. */
@Command(
    name = "lifecycle",
    description = "Have the storage account delete exports that are older than the organisation keeps costs.",
    footer = {"", "One rule is added to the account's policy; every other rule stays as it is."})
final class ExportLifecycleCommand implements Callable<Integer> {
  private final ExportCommand export;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--days", paramLabel = "DAYS",
      description = "After how many days without a change (default: the organisation's retention window).")
  private @Nullable Integer days;

  @Option(names = "--storage-account", paramLabel = "ID",
      description = "The resource id of the account (default: the connection's action.storage-account).")
  private @Nullable String account;

  @Option(names = "--container", paramLabel = "NAME", description = "The container (default: the connection's).")
  private @Nullable String container;

  @Option(names = "--path", paramLabel = "FOLDER", description = "The folder in it (default: the connection's).")
  private @Nullable String path;

  ExportLifecycleCommand(Invocation invocation, ExportCommand export) {
    this.export = export;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    return export.propose(
        "lifecycle", "days", days, "storage-account", account, "container", container, "path", path);
  }
}
