package io.plimsoll.generator.estate;

import org.jspecify.annotations.Nullable;

/** The sorts of charge an Azure export holds, in FOCUS words. */
public enum ChargeKind {
  /** Use at the negotiated price. */
  ON_DEMAND("Usage", null, "Usage-Based", "Standard", null, "On-Demand", "Standard"),
  /** Use that a reservation covers. */
  RESERVATION_USED("Usage", null, "Usage-Based", "Committed", "Used", "Used Commitment", "Committed Usage"),
  /** Use that a savings plan covers. */
  PLAN_USED("Usage", null, "Usage-Based", "Committed", "Used", "Used Commitment", "Committed Spend"),
  /** What of a reservation nobody used on a day. */
  RESERVATION_UNUSED("Usage", null, "Usage-Based", "Committed", "Unused", "Unused Commitment", "Committed Usage"),
  /** What of a savings plan nobody used on a day. */
  PLAN_UNUSED("Usage", null, "Usage-Based", "Committed", "Unused", "Unused Commitment", "Committed Spend"),
  /** The monthly fee of a commitment. */
  COMMITMENT_PURCHASE("Purchase", null, "Recurring", "Standard", null, null, "Standard"),
  /** Something bought from a third party. */
  MARKETPLACE_PURCHASE("Purchase", null, "Recurring", "Standard", null, null, "Standard"),
  /** The support plan. */
  SUPPORT_PURCHASE("Purchase", null, "Recurring", "Standard", null, null, "Standard"),
  /** Something bought once. */
  ONE_TIME_PURCHASE("Purchase", null, "One-Time", "Standard", null, null, "Standard"),
  /** A credit that lowers the bill. */
  CREDIT("Credit", null, "One-Time", null, null, "Credit", null),
  /** Money back for something of this month. */
  REFUND("Adjustment", null, "One-Time", null, null, "Refund", null),
  /** A late change of a charge of the month before, which names no original. */
  CORRECTION("Usage", "Correction", "Usage-Based", "Standard", null, "On-Demand", "Standard"),
  /** Tax. */
  TAX("Tax", null, "One-Time", null, null, null, null),
  /** A rounding difference. */
  ROUNDING("Adjustment", null, "One-Time", null, null, "Rounding Error", null);

  private final String category;
  private final @Nullable String chargeClass;
  private final String frequency;
  private final @Nullable String pricing;
  private final @Nullable String status;
  private final @Nullable String subcategory;
  private final @Nullable String pricingSubcategory;

  ChargeKind(
      String category, @Nullable String chargeClass, String frequency, @Nullable String pricing,
      @Nullable String status, @Nullable String subcategory, @Nullable String pricingSubcategory) {
    this.category = category;
    this.chargeClass = chargeClass;
    this.frequency = frequency;
    this.pricing = pricing;
    this.status = status;
    this.subcategory = subcategory;
    this.pricingSubcategory = pricingSubcategory;
  }

  /** FOCUS ChargeCategory. */
  public String category() {
    return category;
  }

  /** FOCUS ChargeClass. */
  public @Nullable String chargeClass() {
    return chargeClass;
  }

  /** FOCUS ChargeFrequency. */
  public String frequency() {
    return frequency;
  }

  /** FOCUS PricingCategory. */
  public @Nullable String pricing() {
    return pricing;
  }

  /** FOCUS CommitmentDiscountStatus. */
  public @Nullable String status() {
    return status;
  }

  /** ChargeSubcategory of FOCUS 1.0-preview. */
  public @Nullable String subcategory() {
    return subcategory;
  }

  /** Azure's x_PricingSubcategory. */
  public @Nullable String pricingSubcategory() {
    return pricingSubcategory;
  }

  /** Azure's x_AmortizationClass. */
  public @Nullable String amortization() {
    return this == COMMITMENT_PURCHASE ? "Principal" : status != null ? "Amortized Charge" : null;
  }
}
