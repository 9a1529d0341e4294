package io.plimsoll.detector.forest;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import io.plimsoll.testkit.contract.AnomalyDetectorContract;
import java.time.LocalDate;

/** What every AnomalyDetector must do. */
class ForestDetectorContractTest extends AnomalyDetectorContract {
  @Override
  protected AnomalyDetector newPlugin() {
    return new ForestDetector();
  }

  @Override
  protected Case unusual() {
    return ExampleSeries.from(LocalDate.of(2025, 6, 2)).weeks(20, 100, 40).noise(3, 0.1).days(3, 300).judgingTheLast(7);
  }
}
