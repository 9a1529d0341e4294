package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backtest}. */
@Command(
    name = "backtest",
    description = "Show what detectors would have found, day by day, side by side.",
    footer = {
      "",
      "Over an organisation's own history, to see what a detector finds before it is switched on, or over a folder of",
      "series with the figures that were known on each day.",
      "Examples:",
      "  plimsoll backtest acme --detectors seasonal,sustained-change --from 2025-10-01",
      "  plimsoll backtest --series costbench/public --out alerts.csv"
    })
final class BacktestCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(arity = "0..1", paramLabel = "ORG", description = "The organisation whose history is judged.")
  private @Nullable String organisation;

  @Option(names = "--series", paramLabel = "DIR", description = "A folder with series.csv instead of an organisation.")
  private @Nullable Path series;

  @Option(names = "--out", paramLabel = "FILE", description = "Write what people would have been told as CSV.")
  private @Nullable Path out;

  @Option(names = "--detectors", paramLabel = "NAME", split = ",", description = "These alone (default: all that are loaded).")
  private List<String> detectors = new ArrayList<>();

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The first day on which costs are judged (default: as early as there is history).")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day after the last (default: as long as there are costs).")
  private @Nullable LocalDate to;

  BacktestCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    if ((organisation == null) == (series == null)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "Say what to judge: an organisation, or a folder with --series.",
          "Give one of them, such as: plimsoll backtest acme.");
    }
    BacktestRequest request = new BacktestRequest(detectors, from, to);
    BacktestReport report =
        series != null
            ? invocation.host().backtest(series.toAbsolutePath().normalize(), request, invocation.caller())
            : invocation.organisation(organisation).backtest(request);
    if (out != null) {
      AlertsFile.write(out.toAbsolutePath().normalize(), report.alerts());
    }
    invocation.print(new BacktestView(report));
    return ExitCode.OK.number();
  }
}
