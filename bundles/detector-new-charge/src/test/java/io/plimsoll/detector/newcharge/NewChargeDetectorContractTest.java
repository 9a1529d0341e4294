package io.plimsoll.detector.newcharge;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import io.plimsoll.testkit.contract.AnomalyDetectorContract;
import java.time.LocalDate;

/** What every AnomalyDetector must do. */
class NewChargeDetectorContractTest extends AnomalyDetectorContract {
  @Override
  protected AnomalyDetector newPlugin() {
    return new NewChargeDetector();
  }

  @Override
  protected Case unusual() {
    return ExampleSeries.from(LocalDate.of(2025, 6, 2)).gap(80).days(5, 120).judgingTheLast(7);
  }
}
