package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import io.plimsoll.testkit.contract.AnomalyDetectorContract;
import java.time.LocalDate;

/** What every AnomalyDetector must do. */
class DropDetectorContractTest extends AnomalyDetectorContract {
  @Override
  protected AnomalyDetector newPlugin() {
    return new DropDetector();
  }

  @Override
  protected Case unusual() {
    return ExampleSeries.from(LocalDate.of(2025, 6, 2)).weeks(16, 100, 40).days(4, 0).days(3, 100).judgingTheLast(7);
  }
}
