package io.plimsoll.host.action;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.host.json.Json;
import io.plimsoll.host.state.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events of an organisation's actions, which are added and never changed. Thread-safe. */
final class ActionLog {
  private static final int ATTEMPTS = 5;

  private final Database database;

  ActionLog(Database database) {
    this.database = database;
  }

  /** Adds an action with its first event; answers its number. */
  synchronized long add(ActionEvent first) {
    for (int attempt = 1; ; attempt++) {
      long number = last() + 1;
      try {
        insert(number, 1, first);
        return number;
      } catch (PlimsollException e) {
        // Another process may have taken the number meanwhile.
        if (last() < number || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Adds an event to an action.
   *
   * @param seen how many events it had when this one was decided
   * @throws PlimsollException {@code REFUSED} when it has more now
   */
  void append(long action, int seen, ActionEvent event) {
    try {
      insert(action, seen + 1, event);
    } catch (PlimsollException e) {
      if (events(action).size() > seen) {
        throw new PlimsollException(
            ErrorCode.REFUSED, "Somebody else did something to action " + action + " at the same moment.",
            "Look at it again and repeat what you wanted.", e);
      }
      throw e;
    }
  }

  /** The events of an action, oldest first; empty when there is no such action. */
  List<ActionEvent> events(long action) {
    return database.read(
        h ->
            h.createQuery("select document from action_event where action = :action order by sequence")
                .bind("action", action)
                .map((row, c) -> Json.read(row.getString(1), ActionEvent.class))
                .list());
  }

  /** All events by action, each oldest first. */
  Map<Long, List<ActionEvent>> all() {
    Map<Long, List<ActionEvent>> all = new TreeMap<>();
    database.read(
        h -> {
          h.createQuery("select action, document from action_event order by action, sequence")
              .map((row, c) -> Map.entry(row.getLong(1), Json.read(row.getString(2), ActionEvent.class)))
              .forEach(e -> all.computeIfAbsent(e.getKey(), n -> new ArrayList<>()).add(e.getValue()));
          return all;
        });
    return all;
  }

  private long last() {
    return database.read(
        h -> h.createQuery("select coalesce(max(action), 0) from action_event").mapTo(Long.class).one());
  }

  private void insert(long action, int sequence, ActionEvent event) {
    database.write(
        h ->
            h.execute(
                "insert into action_event (action, sequence, type, at, document) values (?, ?, ?, ?, ?)",
                action, sequence, event.type().name(), event.at().toString(), Json.write(event)));
  }
}
