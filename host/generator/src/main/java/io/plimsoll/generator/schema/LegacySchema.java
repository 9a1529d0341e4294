package io.plimsoll.generator.schema;

import io.plimsoll.api.focus.FocusType;
import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of Azure's ActualCost export, which is not FOCUS, filled from those that are. */
public final class LegacySchema {
  private static final String[][] COLUMNS = {
    {"BillingAccountId", "x_BillingAccountId"}, {"BillingAccountName", "BillingAccountName"},
    {"BillingPeriodStartDate", "BillingPeriodStart"}, {"BillingPeriodEndDate", "BillingPeriodEnd"},
    {"BillingProfileId", "x_BillingProfileId"}, {"BillingProfileName", "x_BillingProfileName"},
    {"AccountOwnerId", "x_AccountOwnerId"}, {"AccountName", "x_AccountName"}, {"SubscriptionId", "SubAccountId"},
    {"SubscriptionName", "SubAccountName"}, {"Date", "ChargePeriodStart"}, {"Product", "x_SkuDescription"},
    {"PartNumber", "x_SkuPartNumber"}, {"MeterId", "x_SkuMeterId"}, {"ServiceFamily", "x_SkuServiceFamily"},
    {"MeterCategory", "x_SkuMeterCategory"}, {"MeterSubCategory", "x_SkuMeterSubcategory"},
    {"MeterRegion", "RegionName"}, {"MeterName", "x_SkuMeterName"}, {"Quantity", "PricingQuantity"},
    {"EffectivePrice", "x_EffectiveUnitPrice"}, {"Cost", "BilledCost"}, {"UnitPrice", "ContractedUnitPrice"},
    {"BillingCurrency", "BillingCurrency"}, {"ResourceLocation", "RegionId"}, {"ConsumedService", "x_ResourceType"},
    {"ResourceId", "ResourceId"}, {"ResourceName", "ResourceName"}, {"AdditionalInfo", "x_SkuDetails"},
    {"Tags", "Tags"}, {"InvoiceSectionId", "x_InvoiceSectionId"}, {"InvoiceSection", "x_InvoiceSectionName"},
    {"CostCenter", "x_CostCenter"}, {"UnitOfMeasure", "x_PricingUnitDescription"},
    {"ResourceGroup", "x_ResourceGroupName"}, {"ReservationId", "CommitmentDiscountId"},
    {"ReservationName", "CommitmentDiscountName"}, {"ChargeType", "ChargeCategory"},
    {"Frequency", "ChargeFrequency"}, {"PublisherName", "PublisherName"}, {"PricingModel", "PricingCategory"}
  };

  private LegacySchema() {}

  /** The legacy columns made from those of a FOCUS 1.0r2 export. */
  public static List<Column> of(List<Column> focus) {
    Map<String, Column> byName = new HashMap<>();
    focus.forEach(c -> byName.put(c.name(), c));
    List<Column> columns = new ArrayList<>();
    for (String[] pair : COLUMNS) {
      Column source = byName.getOrDefault(pair[1], new Column.Coded(pair[1], FocusType.STRING, Axis.CONSTANT, c -> null));
      columns.add(source.named(pair[0]));
    }
    return columns;
  }
}
