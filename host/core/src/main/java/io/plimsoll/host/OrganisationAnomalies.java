package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Anomaly.State;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.AnomalyEvent.What;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.Tolerance;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.notice.Notice.Event;
import io.plimsoll.host.anomaly.AnomalyChange;
import io.plimsoll.host.anomaly.FeedbackRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one caller does with the anomalies of one organisation. */
final class OrganisationAnomalies implements Anomalies {
  private static final int LONGEST_NOTE = 2000;

  private final Supplier<OpenWorkspace> workspace;
  private final Caller caller;
  private final Reads reads;

  OrganisationAnomalies(Supplier<OpenWorkspace> workspace, Caller caller, Reads reads) {
    this.workspace = workspace;
    this.caller = caller;
    this.reads = reads;
  }

  @Override
  public Anomaly get(String id) {
    OpenWorkspace open = workspace.get();
    return reads.answer(open.audit(), caller, "anomaly.shown", id, Map.of(), () -> known(open, id));
  }

  @Override
  public List<AnomalyEvent> history(String id) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "anomaly.history.shown", id, Map.of(),
        () -> {
          known(open, id);
          return open.anomalyState().history(id);
        });
  }

  @Override
  public Anomaly acknowledge(String id, String note) {
    return move(id, Set.of(State.OPEN), State.ACKNOWLEDGED, What.ACKNOWLEDGED, note, null);
  }

  @Override
  public Anomaly resolve(String id, String note) {
    return move(id, Set.of(State.OPEN, State.ACKNOWLEDGED), State.RESOLVED, What.RESOLVED, note, Event.ANOMALY_RESOLVED);
  }

  @Override
  public Anomaly reopen(String id, String note) {
    return move(
        id, Set.of(State.ACKNOWLEDGED, State.RESOLVED, State.SUPPRESSED), State.OPEN, What.REOPENED, note,
        Event.ANOMALY_DETECTED);
  }

  @Override
  public Anomaly suppress(String id, String note) {
    return move(id, Set.of(State.OPEN, State.ACKNOWLEDGED), State.SUPPRESSED, What.SUPPRESSED, note, null);
  }

  @Override
  public Anomaly feedback(String id, Feedback feedback, String note) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .act(
            caller,
            "anomaly.feedback",
            id,
            Map.of("feedback", feedback.name(), "note", short500(note)),
            () -> {
              requireNote(note);
              Anomaly before = known(open, id);
              if (before.state() == State.RETRACTED) {
                throw refused(before, "feedback");
              }
              FeedbackRules.Outcome outcome =
                  FeedbackRules.of(before, feedback, note, caller.user(), open.clock().instant(), open.anomalyState().planned());
              open.anomalyState().save(outcome.change(), outcome.tolerance(), outcome.event());
              open.sendNotices();
              return outcome.change().anomaly();
            });
  }

  @Override
  public List<Tolerance> tolerances() {
    OpenWorkspace open = workspace.get();
    return reads.answer(open.audit(), caller, "anomaly.tolerances.listed", "", Map.of(), () -> open.anomalyState().tolerances());
  }

  @Override
  public void forget(String id) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "anomaly.tolerance.removed",
            id,
            Map.of(),
            () -> {
              if (!open.anomalyState().removeTolerance(id)) {
                throw new PlimsollException(
                    ErrorCode.NOT_FOUND, "No feedback on " + id + " is in force.",
                    "See what is: plimsoll anomalies tolerances ORG.");
              }
              return id;
            });
  }

  private Anomaly move(String id, Set<State> from, State to, What what, String note, @Nullable Event told) {
    OpenWorkspace open = workspace.get();
    return open.audit()
        .act(
            caller,
            "anomaly." + what.name().toLowerCase(Locale.ROOT),
            id,
            Map.of("note", short500(note)),
            () -> {
              requireNote(note);
              Anomaly before = known(open, id);
              if (!from.contains(before.state())) {
                throw refused(before, what.name().toLowerCase(Locale.ROOT));
              }
              String why = caller.user() + (note.isBlank() ? " said so" : ": " + note);
              Anomaly now = before.in(to, to == State.OPEN ? "" : why);
              AnomalyEvent event = new AnomalyEvent(open.clock().instant(), caller.user(), what, to, note);
              open.anomalyState().save(List.of(new AnomalyChange(now, event, told)));
              open.sendNotices();
              return now;
            });
  }

  private static Anomaly known(OpenWorkspace open, String id) {
    return open.anomalyState()
        .find(id)
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND, "There is no anomaly " + id + ".", "See those there are: plimsoll anomalies ORG."));
  }

  private static PlimsollException refused(Anomaly a, String what) {
    return new PlimsollException(
        ErrorCode.REFUSED,
        a.id() + " is " + a.state().name().toLowerCase(Locale.ROOT) + ", so it cannot be " + (what.equals("feedback") ? "judged" : what) + ".",
        "See what happened to it: plimsoll anomalies show ORG " + a.id() + ".");
  }

  private static void requireNote(String note) {
    if (note.length() > LONGEST_NOTE) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The note has more than " + LONGEST_NOTE + " characters.", "Say it in fewer words.");
    }
  }

  private static String short500(String note) {
    return note.length() > 500 ? note.substring(0, 500) + "…" : note;
  }
}
