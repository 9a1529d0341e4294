package io.plimsoll.generator;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.generator.estate.PlantedChange.Shape;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTenantTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @TempDir Path folder;

  @Test
  void theDemoIsWhatItPromises() throws IOException {
    DemoTenant.Demo demo = DemoTenant.write(folder, TODAY);

    assertThat(demo.rows()).isBetween(60_000L, 90_000L);
    assertThat(demo.exports().get(0).runs()).hasSize(4);
    assertThat(demo.exports().get(0).winners()).hasSize(3);
    assertThat(demo.totals().by(Metric.EFFECTIVE_COST, Total::unit)).containsOnlyKeys("EUR", "USD");
    assertThat(Exports.files(folder)).anyMatch(f -> f.toString().endsWith(".csv.gz"))
        .anyMatch(f -> f.toString().endsWith(".snappy.parquet"));
    assertThat(demo.anomalies()).extracting(PlantedAnomaly::shape)
        .containsExactly(Shape.STEP_UP, Shape.NEW_CHARGE, Shape.SPIKE);
  }

  @Test
  void anyDayWillDo() {
    for (String day : new String[] {"2026-03-01", "2026-03-02", "2024-02-29"}) {
      DemoTenant.Demo demo = DemoTenant.write(folder.resolve(day), LocalDate.parse(day));
      assertThat(demo.rows()).as(day).isBetween(50_000L, 90_000L);
    }
  }

  @Test
  void plantedChangesHaveTheSizeTold() throws IOException, SQLException {
    DemoTenant.Demo demo = DemoTenant.write(folder, TODAY);

    for (PlantedAnomaly anomaly : demo.anomalies()) {
      Generated export = demo.exports().stream()
          .filter(g -> g.exports().contains(anomaly.export())).findFirst().orElseThrow();
      Map<LocalDate, BigDecimal> costs = costs(export, anomaly.resourceId());

      assertThat(costs.getOrDefault(anomaly.day(), BigDecimal.ZERO)).isEqualByComparingTo(anomaly.after());
      assertThat(costs.getOrDefault(anomaly.day().minusDays(1), BigDecimal.ZERO))
          .isEqualByComparingTo(anomaly.before());
      BigDecimal next = costs.get(anomaly.day().plusDays(1));
      boolean stays = anomaly.shape() != Shape.SPIKE;
      assertThat(next.doubleValue() > 0.9 * anomaly.after().doubleValue()).isEqualTo(stays);
    }
  }

  private static Map<LocalDate, BigDecimal> costs(Generated export, String resource) throws IOException, SQLException {
    Map<LocalDate, BigDecimal> costs = new TreeMap<>();
    for (GeneratedRun run : export.winners()) {
      if (run.parts().get(0).file().toString().endsWith(".parquet")) {
        Exports.query(run, "SELECT CAST(ChargePeriodStart AS DATE), SUM(EffectiveCost) FROM read_parquet($) "
            + "WHERE ResourceId = '" + resource + "' GROUP BY ALL", row ->
            costs.put(LocalDate.parse(row.text(1)), new BigDecimal(row.text(2))));
        continue;
      }
      for (NamedCsvRecord row : Exports.rows(run)) {
        if (row.getField("ResourceId").equals(resource)) {
          costs.merge(LocalDate.parse(row.getField("ChargePeriodStart").substring(0, 10)),
              new BigDecimal(row.getField("EffectiveCost")), BigDecimal::add);
        }
      }
    }
    return costs;
  }

  @Test
  void plantedChangesStandOutAgainstSteadyNoise() {
    DemoTenant.Demo demo = DemoTenant.write(folder, TODAY);

    Map<LocalDate, BigDecimal> logs = new TreeMap<>();
    demo.totals().all().stream()
        .filter(t -> t.serviceName().equals("Log Analytics") && t.unit().equals("EUR"))
        .filter(t -> t.metric() == Metric.EFFECTIVE_COST)
        .forEach(t -> logs.merge(t.day(), t.amount(), BigDecimal::add));
    LocalDate spike = TODAY.minusDays(4);
    BigDecimal usual = BigDecimal.ZERO;
    for (int back = 1; back <= 14; back++) {
      usual = usual.max(logs.get(spike.minusDays(back)));
    }
    assertThat(logs.get(spike).divide(usual, 2, RoundingMode.HALF_UP)).isGreaterThan(new BigDecimal("2"));
  }
}
