package io.plimsoll.generator;

import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.estate.Estate;
import io.plimsoll.generator.estate.PlantedChange;
import io.plimsoll.generator.estate.PlantedChange.Shape;
import io.plimsoll.generator.estate.Resource;
import io.plimsoll.generator.fault.Fault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo: a company with two billing accounts, in EUR and in USD, over three months up to today.
 *
 * <p>One account exports gzip CSV of 1.0r2, the other Parquet of 1.2-preview. Closed months have a first run
 * that misses late charges and a last one that has them. Three changes are planted that stand out.
 */
public final class DemoTenant {
  private static final long SEED = 1876; // the year of the Merchant Shipping Act that made the line law
  private static final int MONTHS = 3;
  private static final long ROWS_PER_MONTH = 14_000;

  private DemoTenant() {}

  /**
   * What was written.
   *
   * @param exports one for each billing account
   * @param anomalies the planted changes, by the day they start
   */
  public record Demo(Path folder, List<Generated> exports, List<PlantedAnomaly> anomalies) {
    /** Exact sums over both accounts. */
    public Totals totals() {
      return new Totals(exports.stream().flatMap(g -> g.totals().all().stream()).toList());
    }

    /** Rows to read over both accounts. */
    public long rows() {
      return exports.stream().mapToLong(Generated::rows).sum();
    }
  }

  /** Writes the demo into a folder, which stands for the storage container. */
  public static Demo write(Path folder, LocalDate today) {
    PlantedChange stepUp = new PlantedChange(
        Shape.STEP_UP, "Virtual Machine Scale Sets", "rg-checkout-prod-westeurope-01", "vmss-checkout-prod", "checkout",
        today.minusDays(12), new BigDecimal("160"), 2);
    PlantedChange newCharge = new PlantedChange(
        Shape.NEW_CHARGE, "Azure OpenAI Service", "rg-search-prod-westeurope-07", "oai-search-assistant", "search",
        today.minusDays(7), new BigDecimal("140"), 1);
    PlantedChange spike = new PlantedChange(
        Shape.SPIKE, "Log Analytics", "rg-telemetry-prod-westeurope-03", "log-telemetry-prod", "telemetry",
        today.minusDays(4), new BigDecimal("45"), 16);
    GeneratorSpec europe = spec(
        today, new BillingAccount("Contoso Europe", "EUR"), FocusVersion.V1_0R2, ExportFormat.CSV_GZ, "europe",
        List.of(newCharge, spike));
    GeneratorSpec americas = spec(
        today, new BillingAccount("Contoso Americas", "USD"), FocusVersion.V1_2_PREVIEW, ExportFormat.PARQUET,
        "americas", List.of(stepUp));
    List<Generated> exports =
        List.of(ExportGenerator.generate(europe, folder), ExportGenerator.generate(americas, folder));
    List<PlantedAnomaly> anomalies = new ArrayList<>();
    anomalies.add(describe(americas, 0, "the scale set was doubled and stays so"));
    anomalies.add(describe(europe, 0, "a new Azure OpenAI resource was created"));
    anomalies.add(describe(europe, 1, "an application logged sixteen times as much for a day"));
    return new Demo(folder, exports, List.copyOf(anomalies));
  }

  private static GeneratorSpec spec(
      LocalDate today, BillingAccount account, FocusVersion version, ExportFormat format, String name,
      List<PlantedChange> planted) {
    return GeneratorSpec.builder(today)
        .seed(SEED)
        .months(MONTHS)
        .rowsPerMonth(ROWS_PER_MONTH)
        .version(version)
        .format(format)
        .partsPerRun(2)
        .layout(RunLayout.appending(1).exportName("contoso-" + name + "-daily"))
        .accounts(account)
        .subscriptions(4)
        .resources(260)
        .commitments(4)
        .faults(Fault.LATE_DATA)
        .planted(planted)
        .build();
  }

  private static PlantedAnomaly describe(GeneratorSpec spec, int index, String cause) {
    ExportPlan export = new Planner(spec).exports().get(0);
    Estate estate = export.estate();
    PlantedChange change = spec.planted().get(index);
    Resource resource = estate.plantedResource(index);
    return new PlantedAnomaly(
        change.shape(), export.name(), estate.spec().currency(), change.serviceName(),
        estate.subscriptionName(resource.subscription()), resource.id(), change.resourceName(), change.day(),
        cost(spec, estate, index, change.day().minusDays(1)), cost(spec, estate, index, change.day()), cause);
  }

  private static BigDecimal cost(GeneratorSpec spec, Estate estate, int index, LocalDate day) {
    BigDecimal cost = estate.plantedCost(index, day);
    return cost.scale() > spec.costScale() ? cost.setScale(spec.costScale(), RoundingMode.HALF_UP) : cost;
  }
}
