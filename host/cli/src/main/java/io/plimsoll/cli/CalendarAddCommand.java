package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.PlannedEvents;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code calendar add}. */
@Command(
    name = "add",
    description = "Say that costs will be unusual on some days.",
    footer = {
      "",
      "A scope confines it to the costs that have these values; without one it concerns all.",
      "Example:",
      "  plimsoll calendar add acme 'load test' --from 2025-11-03 --to 2025-11-05 --scope ServiceName=Storage"
    })
final class CalendarAddCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What is planned, in a few words.")
  private String name = "";

  @Option(names = "--from", required = true, paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The first day.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day after the last (default: the day after the first).")
  private @Nullable LocalDate to;

  @Option(names = "--scope", paramLabel = "COLUMN=VALUE", description = "A value its costs have; may be repeated.")
  private Map<String, String> scope = new LinkedHashMap<>();

  CalendarAddCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    LocalDate end = to == null ? from.plusDays(1) : to;
    if (!from.isBefore(end)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The event has no day: --to " + end + " is not after --from " + from + ".",
          "--to is the day after the last.");
    }
    PlannedEvents calendar = invocation.organisation(organisation).calendar();
    calendar.add(new PlannedEvent(name, new Period(from, end), scope));
    invocation.print(new CalendarCommand.Calendar(organisation, calendar.list()));
    return ExitCode.OK.number();
  }
}
