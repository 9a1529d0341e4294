package io.plimsoll.detector.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StakesTest {
  @Test
  void atTheFloorNothingIsLess() {
    assertThat(Stakes.ofDays(5, 5)).isZero();
    assertThat(Stakes.ofAWeek(1, 5)).isZero();
    assertThat(Stakes.ofAWeekend(1, 0)).isZero();
  }

  @Test
  void eachTenfoldOfTheFloorIsAsMuchLess() {
    assertThat(Stakes.ofDays(50, 5)).isCloseTo(2, within(1e-9));
    assertThat(Stakes.ofAWeek(50, 5)).isCloseTo(3.2, within(1e-9));
    assertThat(Stakes.ofAWeek(500, 5)).isCloseTo(6.4, within(1e-9));
    assertThat(Stakes.ofAWeekend(50, 5)).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void aDayIsLittleToGoByHoweverMuchMoneyItIs() {
    assertThat(Stakes.ofDays(1e9, 5)).isEqualTo(4);
  }
}
