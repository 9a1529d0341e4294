package io.plimsoll.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code org export}. */
@Command(
    name = "export",
    description = "Write everything Plimsoll keeps of an organisation to a new folder, as Parquet, JSON and CSV.",
    footer = {"", "Example:", "  plimsoll org export acme ./acme-copy"})
final class OrgExportCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "NAME", description = "The organisation.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "A folder that does not exist yet.")
  private Path folder = Path.of("");

  OrgExportCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Path target = folder.toAbsolutePath().normalize();
    invocation.organisation(name).export(target);
    invocation.print(
        new SentenceView(
            "State, rollups, receipts and audit of " + name + " are in " + target + ".",
            Exact.object("organisation", name, "folder", target.toString())));
    return ExitCode.OK.number();
  }
}
