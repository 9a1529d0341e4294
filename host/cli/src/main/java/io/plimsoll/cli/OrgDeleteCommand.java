package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code org delete}, which offers a copy first. */
@Command(
    name = "delete",
    description = "Remove every byte of an organisation, its keys among them, and leave a signed certificate.",
    footer = {
      "",
      "Without --yes nothing is removed.",
      "Example:",
      "  plimsoll org export acme ./acme-copy",
      "  plimsoll org delete acme --yes"
    })
final class OrgDeleteCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "NAME", description = "The organisation.")
  private String name = "";

  @Option(names = "--yes", description = "Really delete it.")
  private boolean yes;

  OrgDeleteCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    if (!yes) {
      Organisation there = invocation.organisation(name);
      throw new PlimsollException(
          ErrorCode.REFUSED,
          there.profile().legalHold()
              ? name + " is under a legal hold and cannot be deleted."
              : "Deleting " + name + " removes all of its data and keys for good; nothing was removed.",
          there.profile().legalHold()
              ? "When the hold has ended: plimsoll org hold " + name + " off."
              : "Keep a copy with 'plimsoll org export " + name + " DIR', then run 'plimsoll org delete " + name + " --yes'.");
    }
    Path certificate = invocation.host().deleteOrganisation(name, invocation.caller());
    invocation.print(
        new SentenceView(
            name + " is deleted, its keys among it. The signed certificate of deletion is " + certificate + ".",
            Exact.object("organisation", name, "certificate", certificate.toString())));
    return ExitCode.OK.number();
  }
}
