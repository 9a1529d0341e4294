package io.plimsoll.host.anomaly;

import java.math.BigDecimal;

/** What some charges cost and how much they used, in the four weeks before and on the days themselves. */
final class Amounts {
  private BigDecimal costBefore = BigDecimal.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;
  private BigDecimal usedBefore = BigDecimal.ZERO;
  private BigDecimal used = BigDecimal.ZERO;

  void addCost(BigDecimal value, boolean before) {
    if (before) {
      costBefore = costBefore.add(value);
    } else {
      cost = cost.add(value);
    }
  }

  void addUse(BigDecimal value, boolean before) {
    if (before) {
      usedBefore = usedBefore.add(value);
    } else {
      used = used.add(value);
    }
  }

  BigDecimal costBefore() {
    return costBefore;
  }

  BigDecimal cost() {
    return cost;
  }

  BigDecimal usedBefore() {
    return usedBefore;
  }

  BigDecimal used() {
    return used;
  }
}
