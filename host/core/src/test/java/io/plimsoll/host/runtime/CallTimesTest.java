package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallTimesTest {
  private final CallTimes times = new CallTimes();

  @Test
  void noCallTookNoTime() {
    assertThat(times.quantile(0.95)).isZero();
  }

  @Test
  void theQuantileIsTheTimeOfThatShareAtMostAQuarterAndAMicrosecondTooLong() {
    for (long micros = 1; micros <= 200_000; micros += 7) {
      times.add(micros * 1000);
    }

    for (double share : new double[] {0.1, 0.5, 0.95, 0.99}) {
      double micros = times.quantile(share).toNanos() / 1000.0;
      assertThat(micros).isBetween(200_000 * share, 200_000 * share * 1.25 + 1);
    }
  }

  @Test
  void oneSlowCallInTwentyDoesNotCountAndTwoDo() {
    for (int i = 0; i < 19; i++) {
      times.add(2_000);
    }
    times.add(Duration.ofSeconds(1).toNanos());
    assertThat(times.quantile(0.95)).isLessThan(Duration.ofMillis(1));

    times.add(Duration.ofSeconds(1).toNanos());
    assertThat(times.quantile(0.95)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1250));
  }

  @Test
  void timesBeyondTheScaleCountAsItsEnds() {
    times.add(-5);
    assertThat(times.quantile(1)).isLessThanOrEqualTo(Duration.ofNanos(1000));
    times.add(Duration.ofDays(3).toNanos());
    assertThat(times.quantile(1)).isGreaterThan(Duration.ofHours(1));
  }
}
