package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anomalies}. */
@Command(
    name = "anomalies",
    description = "List what was not as expected, the costliest first.",
    footer = {"", "Example:", "  plimsoll anomalies acme --from 2025-10-01"})
final class AnomaliesCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The first day (default: as far back as there is).")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day after the last (default: tomorrow).")
  private @Nullable LocalDate to;

  AnomaliesCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Period period = Periods.everything(from, to, invocation.today());
    String days = from == null && to == null ? "" : " " + Periods.inWords(period);
    Organisation acme = invocation.organisation(organisation);
    invocation.print(
        new AnomaliesView(
            acme.anomalies(period), acme.skippedDetectors(), "No anomalies of " + organisation + days + "."));
    return ExitCode.OK.number();
  }
}
