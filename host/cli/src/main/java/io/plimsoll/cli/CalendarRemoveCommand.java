package io.plimsoll.cli;

import io.plimsoll.api.anomaly.PlannedEvents;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code calendar remove}. */
@Command(name = "remove", description = "Take an event out of the calendar.")
final class CalendarRemoveCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "The event's name.")
  private String name = "";

  CalendarRemoveCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    PlannedEvents calendar = invocation.organisation(organisation).calendar();
    calendar.remove(name);
    invocation.print(new CalendarCommand.Calendar(organisation, calendar.list()));
    return ExitCode.OK.number();
  }
}
