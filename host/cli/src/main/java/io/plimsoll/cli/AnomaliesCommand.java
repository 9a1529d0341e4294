package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anomalies}, which lists; its commands show one, move it, judge it, and set what is raised. */
@Command(
    name = "anomalies",
    description = "List what was not as expected, the costliest first.",
    customSynopsis = {
      "plimsoll anomalies ORG [--from DATE] [--to DATE] [--state STATE[,STATE...]]",
      "plimsoll anomalies show|ack|resolve|reopen|suppress|feedback ORG ID ...",
      "plimsoll anomalies tolerances|severity|sensitivity ORG ..."
    },
    footer = {
      "",
      "Examples:",
      "  plimsoll anomalies acme --from 2025-10-01",
      "  plimsoll anomalies acme --state open,acknowledged",
      "  plimsoll anomalies show acme an-0123456789ab",
      "  plimsoll anomalies ack acme an-0123456789ab --note 'with the data team'",
      "  plimsoll anomalies feedback acme an-0123456789ab expected --note 'new cluster'",
      "  plimsoll anomalies sensitivity acme low --connection azure"
    })
final class AnomaliesCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  // Not required for picocli, which would ask for it in front of the commands, too.
  @Parameters(paramLabel = "ORG", arity = "0..1", description = "The organisation.")
  private @Nullable String organisation;

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The first day (default: as far back as there is).")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day after the last (default: tomorrow).")
  private @Nullable LocalDate to;

  @Option(names = "--state", paramLabel = "STATE", split = ",", converter = Words.StateConverter.class,
      description = "Only those that stand so: open, acknowledged, resolved, suppressed, retracted.")
  private List<Anomaly.State> states = List.of();

  private AnomaliesCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    CommandLine line =
        new CommandLine(new AnomaliesCommand(invocation)).addSubcommand(new AnomaliesShowCommand(invocation));
    for (AnomaliesMoveCommand.Move move : AnomaliesMoveCommand.Move.values()) {
      line.addSubcommand(AnomaliesMoveCommand.line(invocation, move));
    }
    return line.addSubcommand(new AnomaliesFeedbackCommand(invocation))
        .addSubcommand(new AnomaliesTolerancesCommand(invocation))
        .addSubcommand(new AnomaliesSeverityCommand(invocation))
        .addSubcommand(new AnomaliesSensitivityCommand(invocation));
  }

  @Override
  public Integer call() {
    if (organisation == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing required parameter: 'ORG'");
    }
    Period period = Periods.everything(from, to, invocation.today());
    String days = from == null && to == null ? "" : " " + Periods.inWords(period);
    Organisation acme = invocation.organisation(organisation);
    invocation.print(
        new AnomaliesView(
            acme.anomalies(period).stream().filter(a -> states.isEmpty() || states.contains(a.state())).toList(), acme.skippedDetectors(), "No anomalies of " + organisation + days + "."));
    return ExitCode.OK.number();
  }
}
