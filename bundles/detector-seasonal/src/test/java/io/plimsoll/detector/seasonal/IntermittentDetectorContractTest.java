package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import io.plimsoll.testkit.contract.AnomalyDetectorContract;
import java.time.LocalDate;

/** What every AnomalyDetector must do. */
class IntermittentDetectorContractTest extends AnomalyDetectorContract {
  @Override
  protected AnomalyDetector newPlugin() {
    return new IntermittentDetector();
  }

  @Override
  protected Case unusual() {
    return ExampleSeries.from(LocalDate.of(2025, 6, 2)).days(112, day -> day.getDayOfWeek().getValue() == 1 ? 80 : 0).days(1, 400).gap(3).judgingTheLast(7);
  }
}
