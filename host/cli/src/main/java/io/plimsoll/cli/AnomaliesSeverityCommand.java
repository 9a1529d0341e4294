package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.anomaly.SeverityTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anomalies severity}. */
@Command(
    name = "severity",
    description = "Show or set from which amount a day and which part of the expected cost an anomaly is how severe.",
    footer = {
      "",
      "An anomaly has a severity when it reaches both its amount and its part; what reaches none is low.",
      "Examples:",
      "  plimsoll anomalies severity acme",
      "  plimsoll anomalies severity acme --critical 5000,0.3 --high 500,0.2 --medium 100,0.1 --new-charge medium",
      "  plimsoll anomalies severity acme --connection test --default"
    })
final class AnomaliesSeverityCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--connection", paramLabel = "CONNECTION", description = "Of this connection alone.")
  private @Nullable String connection;

  @Option(names = "--critical", paramLabel = "AMOUNT,PART", description = "From where on one is critical.")
  private @Nullable String critical;

  @Option(names = "--high", paramLabel = "AMOUNT,PART", description = "From where on one is high.")
  private @Nullable String high;

  @Option(names = "--medium", paramLabel = "AMOUNT,PART", description = "From where on one is medium.")
  private @Nullable String medium;

  @Option(names = "--new-charge", paramLabel = "SEVERITY", converter = Words.SeverityConverter.class,
      description = "How severe a new charge is at least.")
  private @Nullable Severity newCharge;

  @Option(names = "--default", description = "Go back to the table before it.")
  private boolean reset;

  AnomaliesSeverityCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    AnomalyPolicy policy = invocation.organisation(organisation).anomalyPolicy();
    if (reset) {
      policy.severity(connection, null);
    } else if (critical != null || high != null || medium != null || newCharge != null) {
      policy.severity(connection, changed(policy.severity(connection)));
    }
    invocation.print(new Table(policy.severity(connection)));
    return ExitCode.OK.number();
  }

  private SeverityTable changed(SeverityTable now) {
    List<SeverityTable.Row> rows = new ArrayList<>();
    rows.addAll(row(now, Severity.CRITICAL, critical));
    rows.addAll(row(now, Severity.HIGH, high));
    rows.addAll(row(now, Severity.MEDIUM, medium));
    try {
      return new SeverityTable(rows, newCharge == null ? now.newCharge() : newCharge);
    } catch (IllegalArgumentException e) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The severities cannot be used: " + e.getMessage() + ".",
          "A higher severity begins at a higher amount.", e);
    }
  }

  private static List<SeverityTable.Row> row(SeverityTable now, Severity severity, @Nullable String text) {
    if (text == null) {
      return now.rows().stream().filter(r -> r.severity() == severity).toList();
    }
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        return List.of(new SeverityTable.Row(severity, new BigDecimal(parts[0].strip()), new BigDecimal(parts[1].strip())));
      }
    } catch (IllegalArgumentException e) {
      // Told below, with what was typed.
    }
    throw new PlimsollException(
        ErrorCode.INVALID_REQUEST, "--" + Exact.name(severity) + ": '" + text + "' is not an amount and a part.",
        "Write it like this: --" + Exact.name(severity) + " 500,0.2 for 500 a day and 20 %.");
  }

  private record Table(SeverityTable table) implements View {
    @Override
    public void page(Page page) {
      TextTable rows = new TextTable().text("Severity").number("From a day").number("and part of the expected");
      table.rows().forEach(r -> rows.row(Exact.name(r.severity()), Figures.exact(r.amountPerDay()), Exact.number(r.ratio())));
      page.table(rows);
      page.sentence("", "A new charge is " + Exact.name(table.newCharge()) + " at least; the rest is low.");
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "rows",
              table.rows().stream()
                  .map(r -> Exact.object("severity", r.severity(), "amountPerDay", r.amountPerDay(), "ratio", r.ratio()))
                  .toList(),
          "newCharge", table.newCharge());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("severity", "amountPerDay", "ratio");
      table.rows().forEach(r -> grid.row(r.severity(), r.amountPerDay(), r.ratio()));
      return grid;
    }
  }
}
