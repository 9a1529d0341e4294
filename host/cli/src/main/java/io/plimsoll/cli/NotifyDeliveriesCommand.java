package io.plimsoll.cli;

import io.plimsoll.api.notice.DeliveryRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notify deliveries}. */
@Command(name = "deliveries", description = "List what was sent and is still to be sent, the newest first.")
final class NotifyDeliveriesCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many at most (default: 50).")
  private int limit = 50;

  NotifyDeliveriesCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new Deliveries(organisation, invocation.organisation(organisation).notices().deliveries(limit)));
    return ExitCode.OK.number();
  }

  private record Deliveries(String organisation, List<DeliveryRecord> records) implements View {
    @Override
    public void page(Page page) {
      if (records.isEmpty()) {
        page.sentence("", "Nothing of " + organisation + " was sent.");
        return;
      }
      TextTable table =
          new TextTable().text("When").text("Channel").text("Rule").text("State").number("Tries").text("Notice").text("Answer").text("Next");
      records.forEach(
          r ->
              table.row(
                  Figures.time(r.at()), r.channel(), r.rule().isEmpty() ? "(test)" : r.rule(), Exact.name(r.state()),
                  Integer.toString(r.attempts()), r.title(), r.detail(), Figures.time(r.nextAttempt())));
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "deliveries",
          records.stream()
              .map(
                  r ->
                      Exact.object(
                          "notice", r.notice(), "event", r.event(), "title", r.title(), "rule", r.rule(), "channel",
                          r.channel(), "state", r.state(), "attempts", r.attempts(), "detail", r.detail(), "at", r.at(),
                          "nextAttempt", r.nextAttempt()))
              .toList());
    }

    @Override
    public Grid grid() {
      Grid grid =
          Grid.of("notice", "event", "title", "rule", "channel", "state", "attempts", "detail", "at", "nextAttempt");
      records.forEach(
          r ->
              grid.row(
                  r.notice(), r.event(), r.title(), r.rule(), r.channel(), r.state(), r.attempts(), r.detail(), r.at(),
                  r.nextAttempt()));
      return grid;
    }
  }
}
