package io.plimsoll.cli;

import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.Sensitivity;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anomalies sensitivity}. */
@Command(
    name = "sensitivity",
    description = "Show or set how small a difference is still raised.",
    footer = {
      "",
      "low     from 20 a day and 40 % on",
      "normal  from 5 a day and 20 % on",
      "high    from 2 a day and 10 % on",
      "It decides what is raised; rules (plimsoll notify) decide who is told.",
      "Example:",
      "  plimsoll anomalies sensitivity acme low --connection test"
    })
final class AnomaliesSensitivityCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "SENSITIVITY", converter = Words.SensitivityConverter.class,
      description = "low, normal or high.")
  private @Nullable Sensitivity sensitivity;

  @Option(names = "--connection", paramLabel = "CONNECTION", description = "Of this connection alone.")
  private @Nullable String connection;

  @Option(names = "--default", description = "Go back to the one before it.")
  private boolean reset;

  AnomaliesSensitivityCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    AnomalyPolicy policy = invocation.organisation(organisation).anomalyPolicy();
    if (reset || sensitivity != null) {
      policy.sensitivity(connection, reset ? null : sensitivity);
    }
    Sensitivity now = policy.sensitivity(connection);
    String of = connection == null ? organisation : organisation + ", connection " + connection + ",";
    invocation.print(
        new SentenceView(
            "The sensitivity of " + of + " is " + Exact.name(now) + ".",
            Exact.object("organisation", organisation, "connection", connection, "sensitivity", now)));
    return ExitCode.OK.number();
  }
}
