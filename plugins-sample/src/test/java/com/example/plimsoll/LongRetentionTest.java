package com.example.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.retention.DataClass;
import io.plimsoll.api.retention.RetentionPolicy;
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.TestHost;
import io.plimsoll.testkit.contract.RetentionPolicyContract;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What every retention policy must do, and what this one is for. */
class LongRetentionTest extends RetentionPolicyContract {
  @Override
  protected RetentionPolicy newPlugin() {
    return new LongRetention();
  }

  @Test
  void aHostKeepsRecordsOfCollectionsForHalfAYear() {
    try (TestHost host = TestHost.start()) {
      Organisation acme =
          host.collected("acme", ExampleSeries.from(LocalDate.of(2025, 9, 1)).days(60, 10).series());

      RetentionReport report = acme.applyRetention(true);

      assertThat(report.lines())
          .filteredOn(line -> line.dataClass() == DataClass.RUNS)
          .singleElement()
          .satisfies(line -> assertThat(line.keptFrom()).isEqualTo(host.today().minusDays(180)));
    }
  }
}
