package io.plimsoll.host.identity;

import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.PlannedEvents;
import java.util.List;

/** The calendar of somebody who signed in: a viewer of every connection reads it, an editor of all changes it. */
record AuthorisedCalendar(PlannedEvents behind, Permits permits) implements PlannedEvents {
  @Override
  public List<PlannedEvent> list() {
    permits.sees("calendar.listed");
    return behind.list();
  }

  @Override
  public PlannedEvent add(PlannedEvent event) {
    permits.edits("calendar.added");
    return behind.add(event);
  }

  @Override
  public void remove(String name) {
    permits.edits("calendar.removed");
    behind.remove(name);
  }
}
