package io.plimsoll.host.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.host.json.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of days, each compared day by day with what was put in. */
class DaysTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 10, 1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void twoSetsAreCombinedDayByDay(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      // given
      List<DayWindow> as = windows(random);
      List<DayWindow> bs = windows(random);
      Days a = Days.of(as);
      Days b = Days.of(bs);
      LocalDate cut = FIRST.plusDays(random.nextInt(20));

      // then
      for (LocalDate day = FIRST.minusDays(2); day.isBefore(FIRST.plusDays(25)); day = day.plusDays(1)) {
        boolean inA = contain(as, day);
        boolean inB = contain(bs, day);
        assertThat(a.contain(day)).as("%s in %s", day, as).isEqualTo(inA);
        assertThat(a.and(b).contain(day)).as("%s in %s and %s", day, a, b).isEqualTo(inA && inB);
        assertThat(a.or(b).contain(day)).as("%s in %s or %s", day, a, b).isEqualTo(inA || inB);
        assertThat(a.without(b).contain(day)).as("%s in %s without %s", day, a, b).isEqualTo(inA && !inB);
        assertThat(a.notBefore(cut).contain(day)).as("%s in %s from %s", day, a, cut).isEqualTo(inA && !day.isBefore(cut));
      }
      assertThat(a.without(b).or(a.and(b))).isEqualTo(a);
      assertThat(a.without(a)).isEqualTo(Days.NONE);
      assertThat(Json.read(Json.write(a), Days.class)).isEqualTo(a);
    }
  }

  @Test
  void allDaysAndNoDaysAreKnownAsSuch() {
    assertThat(Days.of(List.of(new DayWindow(null, FIRST), new DayWindow(FIRST, null))).areAll()).isTrue();
    assertThat(Days.of(List.of(new DayWindow(FIRST, FIRST))).areNone()).isTrue();
    assertThat(Days.NONE.or(Days.ALL)).isEqualTo(Days.ALL);
    assertThat(Days.ALL.without(Days.ALL)).isEqualTo(Days.NONE);
  }

  private static List<DayWindow> windows(Random random) {
    List<DayWindow> windows = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      LocalDate from = FIRST.plusDays(random.nextInt(20));
      @Nullable LocalDate to = random.nextInt(6) == 0 ? null : from.plusDays(random.nextInt(6));
      windows.add(new DayWindow(random.nextInt(6) == 0 ? null : from, to));
    }
    return windows;
  }

  private static boolean contain(List<DayWindow> windows, LocalDate day) {
    return windows.stream()
        .anyMatch(w -> (w.from() == null || !day.isBefore(w.from())) && (w.to() == null || day.isBefore(w.to())));
  }
}
