package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.PlannedEvents;
import io.plimsoll.api.identity.Caller;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The calendar of one organisation in the hands of one caller. */
final class OrganisationCalendar implements PlannedEvents {
  private static final int LONGEST_NAME = 200;

  private final Supplier<OpenWorkspace> workspace;
  private final Caller caller;
  private final Reads reads;

  OrganisationCalendar(Supplier<OpenWorkspace> workspace, Caller caller, Reads reads) {
    this.workspace = workspace;
    this.caller = caller;
    this.reads = reads;
  }

  @Override
  public List<PlannedEvent> list() {
    OpenWorkspace open = workspace.get();
    return reads.answer(open.audit(), caller, "calendar.listed", "", Map.of(), () -> open.anomalyState().planned());
  }

  @Override
  public PlannedEvent add(PlannedEvent event) {
    OpenWorkspace open = workspace.get();
    Map<String, String> details = new TreeMap<>();
    details.put("from", event.days().from().toString());
    details.put("to", event.days().to().toString());
    event.scope().forEach((name, value) -> details.put("scope." + name, value));
    return open.audit()
        .act(
            caller,
            "calendar.added",
            event.name(),
            details,
            () -> {
              require(event);
              if (!open.anomalyState().add(event, caller.user(), open.clock().instant())) {
                throw new PlimsollException(
                    ErrorCode.ALREADY_EXISTS, "The calendar has an event named " + event.name() + " already.",
                    "Choose another name, or remove that one first: plimsoll calendar remove ORG NAME.");
              }
              return event;
            });
  }

  @Override
  public void remove(String name) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "calendar.removed",
            name,
            Map.of(),
            () -> {
              if (!open.anomalyState().removePlanned(name)) {
                throw new PlimsollException(
                    ErrorCode.NOT_FOUND, "The calendar has no event named " + name + ".",
                    "See those there are: plimsoll calendar ORG.");
              }
              return name;
            });
  }

  private static void require(PlannedEvent event) {
    if (event.name().isBlank() || event.name().length() > LONGEST_NAME || !event.name().strip().equals(event.name())) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "An event needs a name of up to " + LONGEST_NAME + " characters.",
          "Say in a few words what is planned.");
    }
    if (!event.days().from().isBefore(event.days().to())) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, event.name() + " has no day: it begins and ends on " + event.days().from() + ".",
          "The end is the day after the last.");
    }
  }
}
