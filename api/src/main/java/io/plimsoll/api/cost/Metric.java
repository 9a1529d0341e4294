package io.plimsoll.api.cost;

import java.util.Arrays;
import java.util.Optional;

/** What can be summed. Costs are summed per currency, quantities per unit; never across. */
public enum Metric {
  /** What the invoice says. */
  BILLED_COST("BilledCost", "BillingCurrency"),
  /** Cost after discounts, with prepaid purchases spread over their use. */
  EFFECTIVE_COST("EffectiveCost", "BillingCurrency"),
  /** Cost at public prices. */
  LIST_COST("ListCost", "BillingCurrency"),
  /** Cost at negotiated prices, before commitment discounts. */
  CONTRACTED_COST("ContractedCost", "BillingCurrency"),
  /** How much was used, in {@code ConsumedUnit}. */
  CONSUMED_QUANTITY("ConsumedQuantity", "ConsumedUnit");

  private final String column;
  private final String unitColumn;

  Metric(String column, String unitColumn) {
    this.column = column;
    this.unitColumn = unitColumn;
  }

  /** The FOCUS column that is summed. */
  public String column() {
    return column;
  }

  /** The FOCUS column whose values must never be added up together. */
  public String unitColumn() {
    return unitColumn;
  }

  /** Whether it is money. */
  public boolean isCost() {
    return this != CONSUMED_QUANTITY;
  }

  /** The metric of this FOCUS column. */
  public static Optional<Metric> ofColumn(String column) {
    return Arrays.stream(values()).filter(m -> m.column.equals(column)).findFirst();
  }
}
