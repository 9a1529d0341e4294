package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.Tolerance;
import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why something that was found is not told: it was planned, or people said that it need not be. Pure. */
final class Tolerated {
  /** How far a level may lie beyond the one that was said to be right. */
  private static final BigDecimal ROOM = BigDecimal.valueOf(12, 1);

  private static final BigDecimal ROOM_BELOW = BigDecimal.valueOf(8, 1);

  private final List<PlannedEvent> planned;
  private final List<Tolerance> tolerances;

  Tolerated(List<PlannedEvent> planned, List<Tolerance> tolerances) {
    this.planned = planned;
    this.tolerances = tolerances;
  }

  /** The event that makes an anomaly expected: one that covers its days and concerns its costs. */
  Optional<String> planned(Anomaly a) {
    return planned.stream()
        .filter(e -> covers(e.days(), a.days()) && a.scope().entrySet().containsAll(e.scope().entrySet()))
        .map(e -> "planned: " + e.name())
        .findFirst();
  }

  /** What people said that makes it not worth telling. */
  Optional<String> said(Anomaly a) {
    return tolerances.stream().filter(t -> covers(t, a)).map(t -> reason(t)).findFirst();
  }

  /** Whether a difference is too small for the sensitivity of its connection. */
  static boolean isBelow(Anomaly a, Floors floors) {
    BigDecimal difference = a.actualPerDay().subtract(a.expectedPerDay()).abs();
    boolean small = difference.compareTo(BigDecimal.valueOf(floors.amountPerDay())) < 0;
    return a.kind() != Finding.Kind.THRESHOLD
        && (small || difference.compareTo(BigDecimal.valueOf(floors.ratio()).multiply(a.expectedPerDay().abs())) < 0);
  }

  /** A day of grace on both sides, for days do not end at midnight everywhere. */
  private static boolean covers(Period event, Period days) {
    return !days.from().isBefore(event.from().minusDays(1)) && !days.to().isAfter(event.to().plusDays(1));
  }

  private static boolean covers(Tolerance t, Anomaly a) {
    Map<String, String> scope = a.scope();
    if (!t.currency().equals(a.series().currency()) || !scope.entrySet().containsAll(t.scope().entrySet())) {
      return false;
    }
    if (t.until() != null && !a.days().from().isBefore(t.until())) {
      return false;
    }
    BigDecimal difference = a.actualPerDay().subtract(a.expectedPerDay());
    return switch (t.feedback()) {
      case UNEXPECTED -> false;
      case EXPECTED ->
          difference.signum() >= 0
              ? a.actualPerDay().compareTo(t.amountPerDay().multiply(ROOM)) <= 0
              : a.actualPerDay().compareTo(t.amountPerDay().multiply(ROOM_BELOW)) >= 0;
      case TOO_SMALL -> difference.abs().compareTo(t.amountPerDay()) < 0;
      case NOT_AN_ANOMALY ->
          t.ratio() == null || a.expectedPerDay().signum() == 0
              ? difference.abs().compareTo(t.amountPerDay()) < 0
              : difference.abs().compareTo(t.ratio().multiply(a.expectedPerDay().abs())) < 0;
    };
  }

  private static String reason(Tolerance t) {
    String said = t.who() + " said of " + t.id() + " ";
    return switch (t.feedback()) {
      case UNEXPECTED -> said + "that it was not expected";
      case EXPECTED -> said + "that its level is right";
      case TOO_SMALL -> said + "that it was too small";
      case NOT_AN_ANOMALY -> said + "that it was no anomaly";
    };
  }
}
