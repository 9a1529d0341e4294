package io.plimsoll.detector.budget;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import io.plimsoll.testkit.contract.AnomalyDetectorContract;
import java.time.LocalDate;
import java.util.Map;

/** What every AnomalyDetector must do. */
class BudgetDetectorContractTest extends AnomalyDetectorContract {
  @Override
  protected AnomalyDetector newPlugin() {
    return new BudgetDetector().configured(PluginSettings.of(Map.of("daily", "150", "monthly", "4000")));
  }

  @Override
  protected Case unusual() {
    return ExampleSeries.from(LocalDate.of(2025, 6, 2)).days(80, 100).days(3, 240).judgingTheLast(7);
  }
}
