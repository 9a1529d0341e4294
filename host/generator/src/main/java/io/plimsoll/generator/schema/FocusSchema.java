package io.plimsoll.generator.schema;

import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.estate.Calendar;
import io.plimsoll.generator.estate.ChargeKind;
import io.plimsoll.generator.estate.Commitment;
import io.plimsoll.generator.estate.Estate;
import io.plimsoll.generator.estate.Meter;
import io.plimsoll.generator.estate.Price;
import io.plimsoll.generator.estate.Resource;
import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import io.plimsoll.generator.table.Measure;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where each column of a FOCUS export gets its values from, for one estate and billing month.
 *
 * <p>The columns it makes are not for use by several threads.
 */
public final class FocusSchema {
  private static final String MICROSOFT = "Microsoft";

  private final Estate estate;
  private final YearMonth month;
  private final FocusVersion version;
  private final boolean invoiced;
  private final Calendar calendar;
  private int lastCode = -1;
  private @Nullable Resource last;

  /** The schema of a month; {@code invoiced} when it is complete. */
  public FocusSchema(Estate estate, YearMonth month, FocusVersion version, boolean invoiced) {
    this.estate = estate;
    this.month = month;
    this.version = version;
    this.invoiced = invoiced;
    calendar = new Calendar(month);
  }

  /** Whether Azure exports this version. */
  public static boolean isAzure(FocusVersion version) {
    return FocusColumns.all().stream().anyMatch(c -> c.azureVersions().contains(version.text()));
  }

  /** The columns that a version has, in the order of the file. */
  public static List<FocusColumn> columnsOf(FocusVersion version) {
    boolean azure = isAzure(version);
    return FocusColumns.all().stream()
        .filter(c -> azure
            ? c.azureVersions().contains(version.text())
            : c.focusVersions().contains(version.specification()))
        .toList();
  }

  /** The columns with their values. */
  public List<Column> columns() {
    return columnsOf(version).stream().map(c -> column(c.name(), c.type())).toList();
  }

  private Column column(String name, FocusType type) {
    @Nullable Measure measure = measure(name);
    if (measure != null) {
      return new Column.Measured(name, measure);
    }
    @Nullable Column column = charge(name, type);
    column = column != null ? column : billing(name, type);
    column = column != null ? column : resource(name, type);
    column = column != null ? column : meter(name, type);
    column = column != null ? column : commitment(name, type);
    // what Azure documents as always empty, and what has no place in an invented estate
    return column != null ? column : constant(name, type, null);
  }

  private @Nullable Measure measure(String name) {
    return switch (name) {
      case "BilledCost" -> Measure.BILLED;
      case "EffectiveCost" -> Measure.EFFECTIVE;
      case "ListCost" -> Measure.LIST;
      case "ContractedCost", "x_OnDemandCost" -> Measure.CONTRACTED;
      case "ConsumedQuantity", "UsageQuantity" -> Measure.CONSUMED;
      case "PricingQuantity" -> Measure.PRICED;
      case "CommitmentDiscountQuantity" -> isAzure(version) ? null : Measure.COMMITTED;
      case "x_BilledCostInUsd" -> Measure.BILLED_USD;
      case "x_EffectiveCostInUsd", "PricingCurrencyEffectiveCost" -> Measure.EFFECTIVE_USD;
      case "x_ListCostInUsd" -> Measure.LIST_USD;
      case "x_ContractedCostInUsd", "x_OnDemandCostInUsd" -> Measure.CONTRACTED_USD;
      default -> null;
    };
  }

  private @Nullable Column charge(String name, FocusType type) {
    return switch (name) {
      case "ChargeCategory" -> kind(name, type, ChargeKind::category);
      case "ChargeClass" -> kind(name, type, ChargeKind::chargeClass);
      case "ChargeFrequency" -> kind(name, type, ChargeKind::frequency);
      case "ChargeSubcategory" -> kind(name, type, ChargeKind::subcategory);
      case "PricingCategory" -> kind(name, type, ChargeKind::pricing);
      case "x_PricingSubcategory" -> kind(name, type, ChargeKind::pricingSubcategory);
      case "x_AmortizationClass" -> kind(name, type, ChargeKind::amortization);
      case "CommitmentDiscountStatus" -> kind(name, type, ChargeKind::status);
      case "ChargePeriodStart" -> new Column.Coded(name, type, Axis.PERIOD, calendar::start);
      case "ChargePeriodEnd" -> new Column.Coded(name, type, Axis.PERIOD, calendar::end);
      default -> null;
    };
  }

  private @Nullable Column billing(String name, FocusType type) {
    String account = estate.accountId();
    return switch (name) {
      case "BillingAccountId" -> constant(name, type, "/providers/Microsoft.Billing/billingAccounts/" + account
          + "/billingProfiles/" + estate.profileId());
      case "BillingAccountName", "x_BillingAccountName", "x_BillingProfileName" ->
          constant(name, type, estate.spec().accountName());
      case "BillingAccountType" -> constant(name, type, "Billing Profile");
      case "BillingCurrency" -> constant(name, type, estate.spec().currency());
      case "BillingPeriodStart", "x_ServicePeriodStart", "x_BillingExchangeRateDate" ->
          constant(name, type, month.atDay(1));
      case "BillingPeriodEnd", "x_ServicePeriodEnd" -> constant(name, type, month.plusMonths(1).atDay(1));
      case "InvoiceId", "x_InvoiceId" -> constant(name, type, invoiced ? invoice() : null);
      case "InvoiceDetailId" -> constant(name, type, invoiced ? invoice() + "-1" : null);
      case "InvoiceIssuerName", "ProviderName", "HostProviderName", "ServiceProviderName" ->
          constant(name, type, MICROSOFT);
      case "PricingCurrency", "x_PricingCurrency" -> constant(name, type, "USD");
      case "x_BillingAccountId" -> constant(name, type, account);
      case "x_BillingProfileId" -> constant(name, type, estate.profileId());
      case "x_BillingExchangeRate" -> constant(name, type, estate.rate());
      case "x_AccountName" -> constant(name, type, estate.spec().accountName() + " Cloud");
      case "x_PartnerCreditRate" -> constant(name, type, "0");
      case "x_PublisherCategory" -> constant(name, type, "Cloud Provider");
      case "x_SkuOfferId" -> constant(name, type, "MS-AZR-0017P");
      case "x_SkuTier" -> constant(name, type, "1");
      default -> null;
    };
  }

  private String invoice() {
    String digits = Integer.toString(estate.accountId().hashCode() & 0x3FFFFFFF);
    return "G" + ("00000000" + digits + month.getMonthValue()).substring(digits.length());
  }

  private @Nullable Column resource(String name, FocusType type) {
    return switch (name) {
      case "ServiceName" -> resource(name, type, r -> r.service().name());
      case "ServiceCategory", "x_SkuServiceFamily" -> resource(name, type, r -> r.service().category());
      case "ServiceSubcategory" -> resource(name, type, r -> r.service().subcategory());
      case "PublisherName" -> resource(name, type, Resource::publisher);
      case "RegionId", "x_SkuRegion" -> resource(name, type, Resource::regionId);
      case "RegionName", "Region" -> resource(name, type, Resource::regionName);
      case "ResourceId" -> new Column.Coded(name, type, Axis.RESOURCE, this::resourceId);
      case "ResourceName" -> resource(name, type, Resource::name);
      case "ResourceType" -> resource(name, type, r -> r.id() == null ? null : r.service().label());
      case "x_ResourceType" -> resource(name, type, r -> r.id() == null ? null : r.service().resourceType());
      case "x_ResourceGroupName" -> resource(name, type, Resource::group);
      case "x_ServiceModel" -> resource(name, type, r -> r.service().model());
      case "SubAccountId" -> account(name, type, s -> "/subscriptions/" + estate.subscriptionId(s));
      case "SubAccountName" -> account(name, type, estate::subscriptionName);
      case "SubAccountType" -> account(name, type, s -> "Subscription");
      case "x_InvoiceSectionId" -> account(name, type, s -> "IS-" + (1 + s % 12));
      case "x_InvoiceSectionName" -> account(name, type, s -> "Section " + (1 + s % 12));
      case "Tags" -> resource(name, type, Resource::tags);
      case "x_CostCenter" -> resource(name, type, Resource::costCenter);
      case "AvailabilityZone" -> resource(name, type, r -> r.region() < 0 ? null : "" + (1 + r.name().length() % 3));
      default -> null;
    };
  }

  /** The resource of a code; a row asks for the same one column after column. */
  private Resource resource(int code) {
    Resource resource = last;
    if (resource == null || code != lastCode) {
      resource = estate.resource(code);
      last = resource;
      lastCode = code;
    }
    return resource;
  }

  private @Nullable String resourceId(int code) {
    String id = resource(code).id();
    return id != null && estate.isUpperCase(code) ? id.toUpperCase(Locale.ROOT) : id;
  }

  private @Nullable Column meter(String name, FocusType type) {
    return switch (name) {
      case "ChargeDescription", "x_SkuDescription" -> meter(name, type, Meter::description);
      case "ConsumedUnit", "UsageUnit" -> metered(name, type, estate::isConsumed, m -> m.usage().unit());
      case "PricingUnit" -> metered(name, type, this::isPriced, m -> m.usage().unit());
      case "x_PricingUnitDescription" -> metered(name, type, this::isPriced, m -> m.usage().unitDescription());
      case "x_PricingBlockSize" ->
          metered(name, type, this::isPriced, m -> BigDecimal.valueOf(m.usage().block()));
      case "ListUnitPrice" -> metered(name, type, estate::isConsumed, m -> m.list().billing().value());
      case "ContractedUnitPrice", "x_OnDemandUnitPrice" ->
          metered(name, type, estate::isConsumed, m -> m.contracted().billing().value());
      case "PricingCurrencyListUnitPrice" -> metered(name, type, estate::isConsumed, m -> m.list().usd().value());
      case "PricingCurrencyContractedUnitPrice" ->
          metered(name, type, estate::isConsumed, m -> m.contracted().usd().value());
      case "x_BilledUnitPrice" -> new Column.Coded(name, type, Axis.PRICE,
          code -> estate.isCovered(code) ? BigDecimal.ZERO : unitPrice(code));
      case "x_EffectiveUnitPrice" -> new Column.Coded(name, type, Axis.PRICE, this::unitPrice);
      case "SkuId" -> meter(name, type, Meter::skuId);
      case "SkuPriceId" -> meter(name, type, Meter::skuPriceId);
      case "SkuMeter", "x_SkuMeterName" -> meter(name, type, Meter::name);
      case "x_SkuMeterId" -> meter(name, type, Meter::id);
      case "x_SkuMeterCategory" -> meter(name, type, m -> m.service().name());
      case "x_SkuMeterSubcategory" -> meter(name, type, Meter::subcategory);
      case "x_SkuPartNumber" -> meter(name, type, m -> "AAA-" + (10_000 + m.index() * 37));
      case "x_SkuDetails" -> meter(name, type, FocusSchema::details);
      case "SkuPriceDetails" -> isAzure(version) ? null : meter(name, type, FocusSchema::details);
      case "x_SkuIsCreditEligible" -> meter(name, type, m -> !m.service().name().equals("SaaS"));
      default -> null;
    };
  }

  private @Nullable Object unitPrice(int code) {
    Price price = estate.price(code);
    return price == null ? null : price.value();
  }

  private boolean isPriced(int meterCode) {
    return estate.isConsumed(meterCode) || !estate.meter(meterCode).service().provider().isEmpty();
  }

  private static @Nullable String details(Meter meter) {
    return switch (meter.service().category()) {
      case "Compute" -> "{\"ServiceType\":\"" + meter.subcategory() + "\",\"ImageType\":\""
          + (meter.index() % 3 == 0 ? "Canonical" : "Windows Server") + "\",\"VCPUs\":\"" + (1 << meter.index() % 6)
          + "\",\"ConsumptionMeter\":\"" + meter.id() + "\"}";
      case "Databases" -> "{\"IsHAEnabled\":\"False\"}";
      default -> null;
    };
  }

  private @Nullable Column commitment(String name, FocusType type) {
    return switch (name) {
      case "CommitmentDiscountId" -> commitment(name, type, Commitment::id);
      case "CommitmentDiscountName" -> commitment(name, type, Commitment::name);
      case "CommitmentDiscountType" -> commitment(name, type, Commitment::type);
      case "CommitmentDiscountCategory" -> commitment(name, type, Commitment::category);
      case "CommitmentDiscountUnit" -> isAzure(version) ? null : commitment(name, type, c -> "Hours");
      case "x_SkuTerm" -> commitment(name, type, Commitment::term);
      case "x_SkuOrderId" -> commitment(name, type, Commitment::orderId);
      case "x_SkuOrderName" -> commitment(name, type, c -> c.type() + ' ' + c.term() + " months");
      default -> null;
    };
  }

  private static Column constant(String name, FocusType type, @Nullable Object value) {
    return new Column.Coded(name, type, Axis.CONSTANT, code -> value);
  }

  private static Column kind(String name, FocusType type, Function<ChargeKind, @Nullable Object> value) {
    ChargeKind[] kinds = ChargeKind.values();
    return new Column.Coded(name, type, Axis.KIND, code -> value.apply(kinds[code]));
  }

  private Column resource(String name, FocusType type, Function<Resource, @Nullable Object> value) {
    return new Column.Coded(name, type, Axis.RESOURCE, code -> value.apply(resource(code)));
  }

  private Column account(String name, FocusType type, IntFunction<@Nullable Object> value) {
    return resource(name, type, r -> r.subscription() < 0 ? null : value.apply(r.subscription()));
  }

  private Column meter(String name, FocusType type, Function<Meter, @Nullable Object> value) {
    return new Column.Coded(name, type, Axis.METER, code -> value.apply(estate.meter(code)));
  }

  private Column metered(
      String name, FocusType type, IntPredicate has, Function<Meter, @Nullable Object> value) {
    return new Column.Coded(
        name, type, Axis.METER, code -> has.test(code) ? value.apply(estate.meter(code)) : null);
  }

  private Column commitment(String name, FocusType type, Function<Commitment, @Nullable Object> value) {
    return new Column.Coded(
        name, type, Axis.COMMITMENT, code -> code == 0 ? null : value.apply(estate.commitment(code)));
  }
}
