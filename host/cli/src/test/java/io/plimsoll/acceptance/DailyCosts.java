package io.plimsoll.acceptance;

import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Costs of two services in two regions, a row a day, service and region, as loose FOCUS files, one a month. */
final class DailyCosts {
  private static final List<String> COLUMNS =
      FocusColumns.all().stream()
          .filter(column -> column.focusVersions().contains(FocusVersion.V1_0.specification()))
          .map(FocusColumn::name)
          .toList();

  private final LocalDate first;
  private final Map<String, BigDecimal> changed = new TreeMap<>();

  DailyCosts(LocalDate first) {
    this.first = first;
  }

  /** One service in one region costs something else on a day. */
  DailyCosts on(LocalDate day, String service, String region, int cost) {
    changed.put(day + service + region, BigDecimal.valueOf(cost));
    return this;
  }

  /** A day costs what days cost. */
  DailyCosts usual(LocalDate day) {
    changed.keySet().removeIf(key -> key.startsWith(day.toString()));
    return this;
  }

  /** Writes all days until this one, which is left out, in place of what lay there. */
  void write(Path folder, LocalDate until) throws IOException {
    Files.createDirectories(folder);
    Map<LocalDate, List<String>> months = new TreeMap<>();
    for (LocalDate day = first; day.isBefore(until); day = day.plusDays(1)) {
      List<String> lines = months.computeIfAbsent(day.withDayOfMonth(1), m -> new ArrayList<>(List.of(String.join(",", COLUMNS))));
      for (String service : List.of("Compute", "Database")) {
        for (String region : List.of("north", "south")) {
          LocalDate on = day;
          BigDecimal cost = changed.getOrDefault(day + service + region, BigDecimal.valueOf(100));
          lines.add(String.join(",", COLUMNS.stream().map(c -> value(c, on, service, region, cost)).toList()));
        }
      }
    }
    for (Map.Entry<LocalDate, List<String>> month : months.entrySet()) {
      Files.write(folder.resolve(month.getKey().toString().substring(0, 7) + ".csv"), month.getValue());
    }
  }

  private static String value(String column, LocalDate day, String service, String region, BigDecimal cost) {
    LocalDate month = day.withDayOfMonth(1);
    return switch (column) {
      case "BilledCost", "EffectiveCost", "ListCost", "ContractedCost" -> cost.toPlainString();
      // A unit costs two.
      case "ConsumedQuantity", "PricingQuantity" -> cost.divide(BigDecimal.valueOf(2)).toPlainString();
      case "ConsumedUnit", "PricingUnit" -> "Hours";
      case "BillingCurrency" -> "EUR";
      case "ChargePeriodStart" -> day + "T00:00:00Z";
      case "ChargePeriodEnd" -> day.plusDays(1) + "T00:00:00Z";
      case "BillingPeriodStart" -> month + "T00:00:00Z";
      case "BillingPeriodEnd" -> month.plusMonths(1) + "T00:00:00Z";
      case "ServiceName" -> service;
      case "ServiceCategory" -> "Compute";
      case "RegionId", "RegionName" -> region;
      case "ResourceId", "ResourceName" -> "/" + service + "/" + region;
      case "SubAccountId", "SubAccountName" -> "prod";
      case "BillingAccountId", "BillingAccountName" -> "acme";
      case "ChargeCategory" -> "Usage";
      case "ChargeFrequency" -> "Usage-Based";
      case "PricingCategory" -> "Standard";
      case "ProviderName", "PublisherName", "InvoiceIssuerName" -> "Example";
      default -> "";
    };
  }
}
