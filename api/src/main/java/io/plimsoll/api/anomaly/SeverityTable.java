package io.plimsoll.api.anomaly;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much an anomaly matters, from its amount a day and its part of what was expected together. Amounts are in the
 * currency of the costs.
 *
 * @param rows from which amount and part on a severity is reached, the most severe first; what reaches none is {@link
 *     Severity#LOW}
 * @param newCharge how severe a new charge is at least; for {@link Severity#LOW} it is judged by its amount alone
 */
public record SeverityTable(List<Row> rows, Severity newCharge) {
  /** Critical from 1,000 a day and 30 %, high from 200 and 20 %, medium from 50 and 10 %, a new charge high. */
  public static final SeverityTable DEFAULT =
      new SeverityTable(
          List.of(
              new Row(Severity.CRITICAL, BigDecimal.valueOf(1000), BigDecimal.valueOf(3, 1)),
              new Row(Severity.HIGH, BigDecimal.valueOf(200), BigDecimal.valueOf(2, 1)),
              new Row(Severity.MEDIUM, BigDecimal.valueOf(50), BigDecimal.valueOf(1, 1))),
          Severity.HIGH);

  /** Both are needed. */
  public record Row(Severity severity, BigDecimal amountPerDay, BigDecimal ratio) {
    /** Refuses what is below nothing. */
    public Row {
      if (amountPerDay.signum() < 0 || ratio.signum() < 0) {
        throw new IllegalArgumentException("amount and part of a severity are at least 0");
      }
    }
  }

  /** Keeps its own ordered copy; refuses a severity with two rows or an easier way to the higher of two. */
  public SeverityTable {
    List<Row> ordered = new ArrayList<>(rows);
    ordered.sort(Comparator.comparing(Row::severity).reversed());
    for (int i = 1; i < ordered.size(); i++) {
      Row higher = ordered.get(i - 1);
      Row lower = ordered.get(i);
      if (higher.severity() == lower.severity()) {
        throw new IllegalArgumentException(higher.severity() + " has two rows");
      }
      if (higher.amountPerDay().compareTo(lower.amountPerDay()) < 0) {
        throw new IllegalArgumentException(
            higher.severity() + " begins at " + higher.amountPerDay().toPlainString() + " a day, below "
                + lower.severity() + " at " + lower.amountPerDay().toPlainString());
      }
    }
    rows = List.copyOf(ordered);
  }

  /** The severity of a difference. */
  public Severity of(Finding.Kind kind, BigDecimal expectedPerDay, BigDecimal actualPerDay) {
    BigDecimal amount = actualPerDay.subtract(expectedPerDay).abs();
    Severity reached = Severity.LOW;
    for (Row row : rows) {
      boolean enough = amount.compareTo(row.amountPerDay()) >= 0;
      if (enough && amount.compareTo(row.ratio().multiply(expectedPerDay.abs())) >= 0) {
        reached = row.severity();
        break;
      }
    }
    return kind == Finding.Kind.NEW_CHARGE && newCharge.compareTo(reached) > 0 ? newCharge : reached;
  }
}
