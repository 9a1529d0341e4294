package com.example.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.cost.Period;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.ExampleSeries.Case;
import io.plimsoll.testkit.TestHost;
import io.plimsoll.testkit.contract.AnomalyDetectorContract;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What every detector must do, and what this one is for. */
class WeekendLeftOnTest extends AnomalyDetectorContract {
  private static final LocalDate MONDAY = LocalDate.of(2025, 9, 1);

  @Override
  protected AnomalyDetector newPlugin() {
    return new WeekendLeftOn();
  }

  @Override
  protected Case unusual() {
    return leftOn().judgingTheLast(14);
  }

  @Test
  void aWeekendThatCostsAsMuchAsTheWorkingDaysIsFound() {
    Case asked = unusual();

    assertThat(new WeekendLeftOn().evaluate(asked.series(), asked.context()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.days()).isEqualTo(new Period(MONDAY.plusDays(61), MONDAY.plusDays(63)));
              assertThat(finding.explanation())
                  .isEqualTo("The weekend of 2025-11-01 cost 100.00 EUR a day, as a working day does;"
                      + " weekends before cost 32.50.");
            });
  }

  @Test
  void weekendsThatAlwaysCostAsMuchAreUsual() {
    Case asked = ExampleSeries.from(MONDAY).weeks(10, 100, 100).judgingTheLast(14);

    assertThat(new WeekendLeftOn().evaluate(asked.series(), asked.context())).isEmpty();
  }

  @Test
  void aHostFindsItInWhatItCollected() {
    try (TestHost host = TestHost.start()) {
      Organisation acme = host.collected("acme", leftOn().series());

      assertThat(acme.anomalies(new Period(MONDAY, host.today())))
          .singleElement()
          .satisfies(anomaly -> assertThat(anomaly.detector()).isEqualTo("weekend-left-on"));
    }
  }

  /**
   * Nine weeks, in the last of which nobody switched off, and some days more, so that its figures are final. Of
   * several findings over the same days the host shows the one with the largest difference: a weekend that cost next
   * to nothing makes it this detector's.
   */
  private static ExampleSeries leftOn() {
    return ExampleSeries.from(MONDAY)
        .weeks(5, 100, 40)
        .weeks(1, 100, 10)
        .weeks(2, 100, 40)
        .weeks(1, 100, 100)
        .days(4, 100);
  }
}
