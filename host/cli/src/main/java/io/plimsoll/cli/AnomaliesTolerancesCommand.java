package io.plimsoll.cli;

import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Tolerance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anomalies tolerances}. */
@Command(
    name = "tolerances",
    description = "List what is not raised because of feedback, or take feedback back.",
    footer = {"", "Example:", "  plimsoll anomalies tolerances acme --forget an-0123456789ab"})
final class AnomaliesTolerancesCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--forget", paramLabel = "ID", description = "Take back what feedback on this anomaly changed.")
  private @Nullable String forget;

  AnomaliesTolerancesCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Anomalies anomalies = invocation.organisation(organisation).anomalies();
    if (forget != null) {
      anomalies.forget(forget);
    }
    invocation.print(new Tolerances(organisation, anomalies.tolerances()));
    return ExitCode.OK.number();
  }

  private record Tolerances(String organisation, List<Tolerance> tolerances) implements View {
    @Override
    public void page(Page page) {
      if (tolerances.isEmpty()) {
        page.sentence("", "No feedback keeps anything of " + organisation + " from being raised.");
        return;
      }
      TextTable table = new TextTable().text("Anomaly").text("Feedback").text("Scope").number("Amount a day").text("Until").text("Who");
      tolerances.forEach(
          t ->
              table.row(
                  t.id(), Exact.name(t.feedback()), scope(t.scope()), Figures.amount(t.amountPerDay(), 2) + " " + t.currency(),
                  t.until() == null ? "" : t.until().toString(), t.who()));
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "tolerances",
          tolerances.stream()
              .map(
                  t ->
                      Exact.object(
                          "id", t.id(), "feedback", t.feedback(), "scope", t.scope(), "currency", t.currency(),
                          "amountPerDay", t.amountPerDay(), "ratio", t.ratio(), "until", t.until(), "who", t.who(), "since",
                          t.since()))
              .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("id", "feedback", "scope", "currency", "amountPerDay", "ratio", "until", "who", "since");
      tolerances.forEach(
          t ->
              grid.row(
                  t.id(), t.feedback(), scope(t.scope()), t.currency(), t.amountPerDay(), t.ratio(), t.until(), t.who(),
                  t.since()));
      return grid;
    }

    private static String scope(Map<String, String> scope) {
      return scope.isEmpty()
          ? "all costs"
          : scope.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }
  }
}
