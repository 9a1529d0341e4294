package io.plimsoll.host.action;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.host.state.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The actions of one organisation, as their log tells them. Thread-safe. */
public final class ActionBook {
  private final String organisation;
  private final ActionLog log;
  private final Clock clock;

  /** Works on a database at the newest schema. */
  public ActionBook(String organisation, Database database, Clock clock) {
    this.organisation = organisation;
    this.log = new ActionLog(database);
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** What somebody types to go on with an action. */
  String command(String verb, String id) {
    return "plimsoll action " + organisation + " " + verb + " " + id + ".";
  }

  String organisation() {
    return organisation;
  }

  /** Keeps a proposal. */
  Action add(String connection, String kind, ActionPlan plan, String by, @Nullable String reverts) {
    return get(Long.toString(log.add(ActionEvent.proposed(clock.instant(), by, connection, kind, plan, reverts))));
  }

  /** @throws PlimsollException {@code NOT_FOUND} */
  Action get(String id) {
    long number = number(id);
    List<ActionEvent> events = log.events(number);
    if (events.isEmpty()) {
      throw unknown(id);
    }
    return ActionHistory.of(number, events, clock.instant());
  }

  /** The newest first. */
  List<Action> all() {
    List<Action> all = new ArrayList<>();
    log.all().forEach((number, events) -> all.add(ActionHistory.of(number, events, clock.instant())));
    Collections.reverse(all);
    return all;
  }

  /**
   * Adds an event that depends on what the action is now.
   *
   * @param decide looks at the action and says what happens, or throws why nothing does
   */
  Action add(String id, Function<Action, ActionEvent> decide) {
    long number = number(id);
    List<ActionEvent> events = log.events(number);
    if (events.isEmpty()) {
      throw unknown(id);
    }
    ActionEvent event = decide.apply(ActionHistory.of(number, events, clock.instant()));
    log.append(number, events.size(), event);
    List<ActionEvent> more = new ArrayList<>(events);
    more.add(event);
    return ActionHistory.of(number, more, clock.instant());
  }

  private long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw unknown(id);
    }
  }

  private PlimsollException unknown(String id) {
    return new PlimsollException(
        ErrorCode.NOT_FOUND, "There is no action " + id + ".", "See them with: plimsoll action " + organisation + " list.");
  }
}
