package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code anomalies show}. */
@Command(name = "show", description = "Show an anomaly with all its causes and what happened to it.")
final class AnomaliesShowCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The anomaly, as the list names it.")
  private String id = "";

  AnomaliesShowCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Organisation acme = invocation.organisation(organisation);
    invocation.print(new Shown(acme.anomalies().get(id), acme.anomalies().history(id)));
    return ExitCode.OK.number();
  }

  private record Shown(Anomaly anomaly, List<AnomalyEvent> history) implements View {
    @Override
    public void page(Page page) {
      AnomaliesView.show(page, anomaly);
      if (!anomaly.reason().isEmpty()) {
        page.sentence("  ", Exact.name(anomaly.state()) + ": " + anomaly.reason());
      }
      String currency = anomaly.series().currency();
      page.blank();
      TextTable causes = new TextTable().text("Cause").number("Difference " + currency).number("By usage").number("By price");
      for (Anomaly.Cause cause : anomaly.causes()) {
        causes.row(
            cause.values().isEmpty() ? "all of it alike" : String.join(", ", cause.values().values()),
            Figures.amount(cause.excess(), 2),
            cause.byUsage() == null ? "" : Figures.amount(cause.byUsage(), 2),
            cause.byPrice() == null ? "" : Figures.amount(cause.byPrice(), 2));
        cause.resources().forEach(r -> causes.row("  " + r.resource(), Figures.amount(r.excess(), 2), "", ""));
      }
      page.table(causes);
      page.blank();
      TextTable events = new TextTable().text("When").text("Who").text("What").text("State").text("Note");
      history.forEach(e -> events.row(Figures.time(e.at()), e.who(), Exact.name(e.what()), Exact.name(e.state()), e.note()));
      page.table(events);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "anomaly", AnomaliesView.json(anomaly),
          "history",
              history.stream()
                  .map(
                      e ->
                          Exact.object(
                              "at", e.at(), "who", e.who(), "what", e.what(), "state", e.state(), "note", e.note()))
                  .toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("at", "who", "what", "state", "note");
      history.forEach(e -> grid.row(e.at(), e.who(), e.what(), e.state(), e.note()));
      return grid;
    }
  }
}
