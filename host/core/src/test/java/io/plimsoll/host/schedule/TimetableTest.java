package io.plimsoll.host.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.host.schedule.Timetable.Patience;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:10:12.345Z");
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  @Test
  void aConnectionKeepsItsTimesOfDayHoweverLongACollectionTakes() {
    Timetable acme = new Timetable("acme", "azure");

    Instant first = acme.next(SIX_HOURS, NOW);

    assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(SIX_HOURS));
    assertThat(acme.next(SIX_HOURS, first)).isEqualTo(first.plus(SIX_HOURS));
    assertThat(acme.next(SIX_HOURS, first.plus(Duration.ofHours(5)))).isEqualTo(first.plus(SIX_HOURS));
    assertThat(acme.next(SIX_HOURS, first.minusSeconds(1))).isEqualTo(first);
    assertThat(new Timetable("acme", "azure").next(SIX_HOURS, NOW)).as("on every host").isEqualTo(first);
  }

  @Test
  void manyConnectionsAreSpreadOverTheTime() {
    int[] hours = new int[6];
    for (int i = 0; i < 1_200; i++) {
      Instant next = new Timetable("org-" + i, "azure").next(SIX_HOURS, NOW);
      hours[(int) Duration.between(NOW, next).dividedBy(Duration.ofHours(1)) % 6]++;
    }
    assertThat(java.util.Arrays.stream(hours).boxed()).allSatisfy(count -> assertThat(count).isBetween(150, 250));
  }

  @Test
  void whatMayPassIsTriedAgainSoonAndMoreRarelyUpToItsOwnTime() {
    assertThat(wait(1, Patience.SHORT)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(75));
    assertThat(wait(4, Patience.SHORT)).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(10));
    assertThat(wait(50, Patience.SHORT)).isBetween(Duration.ofMinutes(359), SIX_HOURS.plus(Duration.ofMinutes(90)));
  }

  @Test
  void whatSomebodyMustPutRightIsTriedMoreAndMoreRarelyUpToADay() {
    assertThat(wait(1, Patience.LONG)).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(19));
    assertThat(wait(3, Patience.LONG)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(75));
    assertThat(wait(50, Patience.LONG)).isBetween(Duration.ofHours(23), Duration.ofHours(30));
  }

  private static Duration wait(int failures, Patience patience) {
    return Duration.between(NOW, new Timetable("acme", "azure").retry(SIX_HOURS, failures, patience, NOW));
  }
}
