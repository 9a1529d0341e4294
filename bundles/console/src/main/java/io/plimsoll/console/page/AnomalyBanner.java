package io.plimsoll.console.page;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the open anomalies come to.
 *
 * @param open all of them, the costliest first
 * @param urgent how many are high or critical
 * @param monthly by currency, what they would come to in thirty days if they went on; drops are not set against it
 */
public record AnomalyBanner(List<Anomaly> open, long urgent, Map<String, BigDecimal> monthly) {
  private static final BigDecimal MONTH = BigDecimal.valueOf(30);

  /** Of these, whatever their state. */
  static AnomalyBanner of(List<Anomaly> anomalies) {
    List<Anomaly> open =
        anomalies.stream()
            .filter(a -> a.state() == Anomaly.State.OPEN || a.state() == Anomaly.State.ACKNOWLEDGED)
            .sorted(Comparator.comparing(Anomaly::excess).reversed())
            .toList();
    Map<String, BigDecimal> monthly = new TreeMap<>();
    for (Anomaly a : open) {
      if (a.excess().signum() > 0) {
        monthly.merge(a.series().currency(), monthly(a), BigDecimal::add);
      }
    }
    return new AnomalyBanner(
        open, open.stream().filter(a -> a.severity().compareTo(Severity.HIGH) >= 0).count(), monthly);
  }

  /** A spike is over when it is over; what lasts goes on. */
  private static BigDecimal monthly(Anomaly a) {
    long days = Math.max(1, ChronoUnit.DAYS.between(a.days().from(), a.days().to()));
    return a.kind() == Finding.Kind.SPIKE
        ? a.excess()
        : a.excess().divide(BigDecimal.valueOf(days), 4, RoundingMode.HALF_EVEN).multiply(MONTH);
  }
}
