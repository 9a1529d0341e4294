package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Anomaly.State;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.AnomalyEvent.What;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.notice.Notice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the anomalies that are known when an evaluation has found what it found. Pure.
 *
 * <p>What is found again within three days is the same anomaly. One is over by itself when the three days after it are
 * final and were as expected; one that later figures no longer show is taken back. People are told when one opens,
 * becomes more severe, is over or is taken back, and never of what was over before it was found.
 */
final class AnomalyLife {
  private static final String BY_ITSELF = "plimsoll";

  /** How many final days as expected end an anomaly, and how many days beyond its end open it again. */
  private static final int DAYS_AFTER = 3;

  private final EvaluationContext context;
  private final Set<String> judges;
  private final Tolerated tolerated;
  private final Instant now;

  /**
   * @param judges the detectors that did their work; what another one found is not taken back
   */
  AnomalyLife(EvaluationContext context, Set<String> judges, Tolerated tolerated, Instant now) {
    this.context = context;
    this.judges = judges;
    this.tolerated = tolerated;
    this.now = now;
  }

  /** What changed. */
  List<AnomalyChange> next(List<Anomaly> known, List<Anomaly> found) {
    Map<String, Anomaly> unmatched = new LinkedHashMap<>();
    known.forEach(k -> unmatched.put(k.id(), k));
    List<AnomalyChange> changes = new ArrayList<>();
    for (Anomaly one : found) {
      Anomaly before = sameAs(one, unmatched);
      if (before == null) {
        begun(one).ifPresent(changes::add);
      } else {
        unmatched.remove(before.id());
        AnomalyChange change = foundAgain(before, one);
        if (!change.anomaly().equals(before)) {
          changes.add(change);
        }
      }
    }
    unmatched.values().forEach(gone -> notFound(gone).ifPresent(changes::add));
    return changes;
  }

  private static @Nullable Anomaly sameAs(Anomaly found, Map<String, Anomaly> known) {
    Anomaly same = known.get(found.id());
    return same != null
        ? same
        : known.values().stream()
            .filter(k -> k.state() != State.RETRACTED && Trail.of(k).equals(Trail.of(found)))
            .filter(k -> Trail.near(k.days(), found.days()))
            .findFirst()
            .orElse(null);
  }

  private Optional<AnomalyChange> begun(Anomaly found) {
    Optional<String> planned = tolerated.planned(found);
    if (planned.isPresent()) {
      return Optional.of(quiet(found.in(State.SUPPRESSED, planned.get()), What.SUPPRESSED));
    }
    if (tolerated.said(found).isPresent()) {
      return Optional.empty();
    }
    if (isOver(found)) {
      return Optional.of(quiet(found.in(State.RESOLVED, "it was over before it was found"), What.FOUND));
    }
    return Optional.of(told(found.in(State.OPEN, ""), What.FOUND, Notice.Event.ANOMALY_DETECTED));
  }

  private AnomalyChange foundAgain(Anomaly before, Anomaly found) {
    Anomaly now = grown(before, found);
    boolean quiet = before.state() == State.OPEN || before.state() == State.ACKNOWLEDGED || before.state() == State.RETRACTED;
    Optional<String> reason = tolerated.planned(now).or(() -> tolerated.said(now));
    if (quiet && reason.isPresent()) {
      return quiet(now.in(State.SUPPRESSED, reason.get()), What.SUPPRESSED);
    }
    return switch (before.state()) {
      case OPEN, ACKNOWLEDGED -> stillThere(before, now.in(before.state(), before.reason()));
      case RETRACTED -> told(now.in(State.OPEN, ""), What.REOPENED, Notice.Event.ANOMALY_DETECTED);
      case RESOLVED ->
          now.days().to().isBefore(before.days().to().plusDays(DAYS_AFTER))
              ? new AnomalyChange(before, null, null)
              : told(now.in(State.OPEN, ""), What.REOPENED, Notice.Event.ANOMALY_DETECTED);
      case SUPPRESSED ->
          before.reason().startsWith("planned: ") && reason.isEmpty()
              ? told(now.in(State.OPEN, ""), What.REOPENED, Notice.Event.ANOMALY_DETECTED)
              : new AnomalyChange(now.in(State.SUPPRESSED, before.reason()), null, null);
    };
  }

  private AnomalyChange stillThere(Anomaly before, Anomaly now) {
    if (isOver(now)) {
      return over(now);
    }
    if (now.severity().compareTo(before.severity()) > 0) {
      return told(now, What.WORSE, Notice.Event.ANOMALY_WORSE);
    }
    // An anomaly that was found without causes has none that could be lost.
    return before.causes().isEmpty() || values(before).equals(values(now))
        ? new AnomalyChange(now, null, null)
        : new AnomalyChange(
            now, new AnomalyEvent(this.now, BY_ITSELF, What.CAUSE_CHANGED, now.state(), "before: " + inWords(before)), null);
  }

  private static Set<Map<String, String>> values(Anomaly anomaly) {
    return anomaly.causes().stream().map(Anomaly.Cause::values).collect(Collectors.toSet());
  }

  private static String inWords(Anomaly anomaly) {
    return anomaly.causes().stream()
        .map(
            cause ->
                cause.values().entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).collect(Collectors.joining(", "))
                    + " (" + cause.excess().setScale(2, RoundingMode.HALF_EVEN) + " " + anomaly.series().currency() + ")")
        .collect(Collectors.joining("; "));
  }

  private Optional<AnomalyChange> notFound(Anomaly gone) {
    boolean open = gone.state() == State.OPEN || gone.state() == State.ACKNOWLEDGED;
    if (!open && gone.state() != State.SUPPRESSED || !judges.contains(gone.detector())) {
      return Optional.empty();
    }
    if (!gone.days().from().isBefore(context.evaluate().from()) && gone.days().from().isBefore(context.evaluate().to())) {
      Anomaly taken = gone.in(State.RETRACTED, "later figures no longer show it");
      return Optional.of(
          open ? told(taken, What.RETRACTED, Notice.Event.ANOMALY_RETRACTED) : quiet(taken, What.RETRACTED));
    }
    return open && isOver(gone) ? Optional.of(over(gone)) : Optional.empty();
  }

  private AnomalyChange over(Anomaly a) {
    return told(
        a.in(State.RESOLVED, DAYS_AFTER + " final days were as expected"), What.RESOLVED, Notice.Event.ANOMALY_RESOLVED);
  }

  private boolean isOver(Anomaly a) {
    LocalDate last = a.days().to().plusDays(DAYS_AFTER - 1);
    return context.isFinal(last)
        && last.isBefore(context.evaluate().to())
        && a.days().to().datesUntil(last.plusDays(1)).noneMatch(context.missing()::contains);
  }

  /** The anomaly of this name with all its days; those before the evaluation are as they were judged then. */
  private Anomaly grown(Anomaly before, Anomaly found) {
    LocalDate from = before.days().from();
    LocalDate until = found.days().from().isBefore(before.days().to()) ? found.days().from() : before.days().to();
    boolean earlier = from.isBefore(context.evaluate().from()) && from.isBefore(until);
    if (!earlier) {
      return named(found, before, found.days(), found.expectedPerDay(), found.actualPerDay(), found.excess());
    }
    BigDecimal old = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, until));
    BigDecimal recent = BigDecimal.valueOf(ChronoUnit.DAYS.between(found.days().from(), found.days().to()));
    BigDecimal all = old.add(recent);
    BigDecimal expected = mean(before.expectedPerDay(), old, found.expectedPerDay(), recent, all);
    BigDecimal actual = mean(before.actualPerDay(), old, found.actualPerDay(), recent, all);
    BigDecimal excess = before.actualPerDay().subtract(before.expectedPerDay()).multiply(old).add(found.excess());
    return named(found, before, new Period(from, found.days().to()), expected, actual, excess.setScale(2, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal mean(BigDecimal a, BigDecimal daysOfA, BigDecimal b, BigDecimal daysOfB, BigDecimal days) {
    return a.multiply(daysOfA).add(b.multiply(daysOfB)).divide(days, 2, RoundingMode.HALF_EVEN);
  }

  private static Anomaly named(
      Anomaly found, Anomaly before, Period days, BigDecimal expected, BigDecimal actual, BigDecimal excess) {
    return new Anomaly(
        before.id(), found.detector(), found.series(), days, found.kind(), found.severity(), expected, actual, excess,
        found.explanation(), found.state(), found.causes(), before.firstSeen(), found.connection(), found.reason());
  }

  private AnomalyChange quiet(Anomaly a, What what) {
    return new AnomalyChange(a, new AnomalyEvent(now, BY_ITSELF, what, a.state(), a.reason()), null);
  }

  private AnomalyChange told(Anomaly a, What what, Notice.Event event) {
    return new AnomalyChange(a, new AnomalyEvent(now, BY_ITSELF, what, a.state(), a.reason()), event);
  }
}
