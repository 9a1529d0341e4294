package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Anomaly.State;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Tolerance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What feedback on an anomaly changes. Pure. */
public final class FeedbackRules {
  /** What is as large as this one, and a little more, is too small as well. */
  private static final BigDecimal A_LITTLE_MORE = BigDecimal.valueOf(11, 1);

  /** A series that varied this far by chance may vary further. */
  private static final BigDecimal FURTHER = BigDecimal.valueOf(15, 1);

  /** After this many days the history itself holds the new level. */
  private static final int REBASED_DAYS = 60;

  private FeedbackRules() {}

  /**
   * What comes of it.
   *
   * @param tolerance what is not raised from now on; {@code null} when nothing changes
   * @param event what goes into the calendar; {@code null} when nothing does
   */
  public record Outcome(AnomalyChange change, @Nullable Tolerance tolerance, @Nullable PlannedEvent event) {}

  /**
   * @param planned the calendar, in which the anomaly may stand already
   */
  public static Outcome of(
      Anomaly a, Feedback feedback, String note, String who, Instant now, List<PlannedEvent> planned) {
    String said = feedback.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    State state =
        switch (feedback) {
          case UNEXPECTED -> a.state() == State.OPEN ? State.ACKNOWLEDGED : a.state();
          case EXPECTED -> State.SUPPRESSED;
          case TOO_SMALL, NOT_AN_ANOMALY -> State.RESOLVED;
        };
    PlannedEvent event = feedback == Feedback.EXPECTED ? planned(a, note, planned) : null;
    String reason =
        event != null ? "planned: " + event.name() : state == State.OPEN ? "" : who + " said: " + said + (note.isBlank() ? "" : ", " + note);
    Anomaly changed = a.in(state, reason);
    AnomalyEvent happened =
        new AnomalyEvent(now, who, AnomalyEvent.What.FEEDBACK, state, said + (note.isBlank() ? "" : ": " + note));
    return new Outcome(new AnomalyChange(changed, happened, null), tolerance(a, feedback, who, now), event);
  }

  /** Named by the anomaly, so that a second feedback replaces the first. */
  private static PlannedEvent planned(Anomaly a, String note, List<PlannedEvent> calendar) {
    String name = a.id() + (note.isBlank() ? "" : " " + note.substring(0, Math.min(100, note.length())));
    return calendar.stream()
        .filter(e -> e.name().startsWith(a.id()))
        .findFirst()
        .map(e -> new PlannedEvent(e.name(), a.days(), a.series().dimensions()))
        .orElse(new PlannedEvent(name, a.days(), a.series().dimensions()));
  }

  private static @Nullable Tolerance tolerance(Anomaly a, Feedback feedback, String who, Instant now) {
    BigDecimal difference = a.actualPerDay().subtract(a.expectedPerDay()).abs();
    BigDecimal expected = a.expectedPerDay().abs();
    LocalDate rebased = a.days().to().plusDays(REBASED_DAYS);
    return switch (feedback) {
      case UNEXPECTED -> null;
      case EXPECTED -> tolerance(a, feedback, a.actualPerDay(), null, rebased, who, now);
      case TOO_SMALL -> tolerance(a, feedback, difference.multiply(A_LITTLE_MORE), null, null, who, now);
      case NOT_AN_ANOMALY ->
          tolerance(
              a, feedback, difference.multiply(FURTHER),
              expected.signum() == 0 ? null : difference.multiply(FURTHER).divide(expected, 4, RoundingMode.HALF_UP), null,
              who, now);
    };
  }

  private static Tolerance tolerance(
      Anomaly a, Feedback feedback, BigDecimal amount, @Nullable BigDecimal ratio, @Nullable LocalDate until, String who,
      Instant now) {
    return new Tolerance(
        a.id(), feedback, a.series().dimensions(), a.series().currency(), amount.setScale(2, RoundingMode.HALF_UP), ratio,
        until, who, now);
  }
}
