package io.plimsoll.cli;

import io.plimsoll.api.retention.RetentionReport;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retention}. */
@Command(
    name = "retention",
    description = "Remove what the retention policy no longer keeps, or show what it would remove.",
    footer = {"", "Example:", "  plimsoll retention acme --dry-run"})
final class RetentionCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--dry-run", description = "Remove nothing, show what would go.")
  private boolean dryRun;

  RetentionCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new Report(organisation, invocation.organisation(organisation).applyRetention(dryRun)));
    return ExitCode.OK.number();
  }

  private record Report(String organisation, RetentionReport report) implements View {
    @Override
    public void page(Page page) {
      TextTable table =
          new TextTable().text("Data").text("Kept from").number(report.dryRun() ? "Would go" : "Removed").number("Bytes");
      report.lines()
          .forEach(
              l ->
                  table.row(
                      Exact.name(l.dataClass()),
                      l.keptFrom() == null ? "for ever" : l.keptFrom().toString(),
                      Figures.count(l.removed()),
                      Figures.bytes(l.bytes())));
      page.table(table);
      if (report.held()) {
        page.sentence("", organisation + " is under a legal hold: nothing was removed.");
      } else if (report.dryRun()) {
        page.sentence("", "This was a dry run: nothing was removed.");
      }
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "dryRun", report.dryRun(),
          "held", report.held(),
          "lines",
              report.lines().stream()
                  .map(
                      l ->
                          Exact.object("data", l.dataClass(), "keptFrom", l.keptFrom(), "removed", l.removed(), "bytes", l.bytes()))
                  .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("data", "keptFrom", "removed", "bytes", "dryRun", "held");
      report.lines()
          .forEach(
              l -> grid.row(l.dataClass(), l.keptFrom(), l.removed(), l.bytes(), report.dryRun(), report.held()));
      return grid;
    }
  }
}
