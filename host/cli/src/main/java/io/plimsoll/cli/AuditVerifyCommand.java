package io.plimsoll.cli;

import io.plimsoll.api.audit.AuditLedger.Verification;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code audit verify}. */
@Command(name = "verify", description = "Check that no entry of the audit chain was changed, removed, moved or slipped in.")
final class AuditVerifyCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  AuditVerifyCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Verification verification = invocation.organisation(organisation).verifyAudit();
    invocation.print(new Verified(organisation, verification));
    return (verification.holds() ? ExitCode.OK : ExitCode.INPUT).number();
  }

  private record Verified(String organisation, Verification verification) implements View {
    @Override
    public void page(Page page) {
      String entries = Figures.count(verification.entries(), "entry");
      if (verification.holds()) {
        page.sentence("", "The audit chain of " + organisation + " holds: " + entries + ", none changed, removed or added.");
        return;
      }
      page.sentence("", "The audit chain of " + organisation + " was tampered with (" + entries + " read):");
      verification.problems().forEach(problem -> page.sentence("  - ", "    ", problem));
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "holds", verification.holds(), "entries", verification.entries(), "problems", verification.problems());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("holds", "entries", "problem");
      if (verification.holds()) {
        grid.row(true, verification.entries(), null);
      }
      verification.problems().forEach(problem -> grid.row(false, verification.entries(), problem));
      return grid;
    }
  }
}
