package io.plimsoll.host.collect;

import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.AggregationSpec;
import java.util.List;

/** What the daily rollup of every billing period is kept by, under the newest FOCUS names. */
public final class StandardRollup {
  /** Part of every fingerprint: raising it has all periods read again. */
  public static final int VERSION = 1;

  /** The key columns. */
  public static final List<String> KEYS =
      List.of(
          "BillingAccountId",
          "BillingAccountName",
          "BillingCurrency",
          "BillingPeriodStart",
          "SubAccountId",
          "SubAccountName",
          "ServiceCategory",
          "ServiceName",
          "ResourceId",
          "ResourceName",
          "ResourceType",
          "RegionId",
          "RegionName",
          "ChargeCategory",
          "ChargeClass",
          "ChargeFrequency",
          "PricingCategory",
          "CommitmentDiscountId",
          "CommitmentDiscountName",
          "CommitmentDiscountType",
          "CommitmentDiscountStatus",
          "ServiceProviderName",
          "PublisherName",
          "InvoiceIssuerName",
          "ConsumedUnit",
          "x_ResourceGroupName",
          "x_SkuTerm",
          "Tags");

  /** Every metric. */
  public static final List<Metric> METRICS = List.of(Metric.values());

  private StandardRollup() {}

  /** The sums of a whole billing period. */
  public static AggregationSpec spec() {
    return new AggregationSpec(KEYS, METRICS, Filter.all());
  }
}
