package io.plimsoll.testkit;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes series of daily costs as a FOCUS 1.0 file, a row a day, for a connection with the layout {@code LOOSE}: what
 * a detector was tried with becomes billing data that a host collects.
 */
public final class ExampleExport {
  private static final Map<String, String> SAME_IN_ALL_ROWS =
      Map.of(
          "BillingAccountId", "example-account", "BillingAccountName", "Example account", "ChargeCategory", "Usage",
          "ChargeDescription", "Example usage", "ChargeFrequency", "Usage-Based", "ProviderName", "Example",
          "PublisherName", "Example", "InvoiceIssuerName", "Example", "ServiceCategory", "Compute",
          "PricingCategory", "Standard");

  private ExampleExport() {}

  /**
   * Writes a file into a folder, which is made when it is not there. Costs are rounded to cents.
   *
   * @return the file
   */
  public static Path write(Path folder, CostSeries... series) {
    List<String> columns =
        FocusColumns.all().stream()
            .filter(column -> column.focusVersions().contains(FocusVersion.V1_0.specification()))
            .map(FocusColumn::name)
            .toList();
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
    for (CostSeries each : series) {
      for (int day = 0; day < each.days(); day++) {
        if (each.isPresent(day)) {
          int index = day;
          lines.add(String.join(",", columns.stream().map(column -> quoted(value(column, each, index))).toList()));
        }
      }
    }
    try {
      return Files.write(Files.createDirectories(folder).resolve("example.csv"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(String column, CostSeries series, int index) {
    LocalDate day = series.day(index);
    LocalDate month = day.withDayOfMonth(1);
    return switch (column) {
      case "BilledCost", "EffectiveCost", "ListCost", "ContractedCost" ->
          BigDecimal.valueOf(series.cost(index)).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
      case "BillingCurrency", "PricingCurrency" -> series.key().currency();
      case "ChargePeriodStart" -> day + "T00:00:00Z";
      case "ChargePeriodEnd" -> day.plusDays(1) + "T00:00:00Z";
      case "BillingPeriodStart" -> month + "T00:00:00Z";
      case "BillingPeriodEnd" -> month.plusMonths(1) + "T00:00:00Z";
      default -> series.key().dimensions().getOrDefault(column, SAME_IN_ALL_ROWS.getOrDefault(column, ""));
    };
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
