package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.Severity;

/** How much an anomaly matters: one table, by the amount a day; a new charge counts for more. */
final class SeverityTable {
  private static final double CRITICAL = 1000;
  private static final double HIGH = 200;
  private static final double MEDIUM = 50;

  private SeverityTable() {}

  static Severity of(Finding finding) {
    double perDay = Math.abs(finding.actualPerDay() - finding.expectedPerDay());
    if (perDay >= CRITICAL) {
      return Severity.CRITICAL;
    }
    if (perDay >= HIGH || (finding.kind() == Finding.Kind.NEW_CHARGE && perDay >= MEDIUM)) {
      return Severity.HIGH;
    }
    return perDay >= MEDIUM ? Severity.MEDIUM : Severity.LOW;
  }
}
