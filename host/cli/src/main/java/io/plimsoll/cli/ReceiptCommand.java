package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receipt}. */
@Command(
    name = "receipt",
    description = "Show what was read and published for a billing period, or why its numbers changed between two runs.",
    footer = {
      "",
      "Examples:",
      "  plimsoll receipt acme 2025-10",
      "  plimsoll receipt acme 2025-10 --diff 534c4f02 8d1a77e0"
    })
final class ReceiptCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(
      index = "1",
      paramLabel = "PERIOD",
      converter = Days.MonthConverter.class,
      description = "The billing period, such as 2025-10.")
  private YearMonth period = YearMonth.of(1970, 1);

  @Option(names = "--diff", arity = "2", paramLabel = "RUN", description = "Two runs of the period, the earlier first.")
  private List<String> diff = new ArrayList<>();

  ReceiptCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Organisation acme = invocation.organisation(organisation);
    invocation.print(
        diff.isEmpty()
            ? new ReceiptsView(period, acme.receipts(period))
            : new ReceiptDiffView(acme.diff(diff.get(0), diff.get(1))));
    return ExitCode.OK.number();
  }
}
