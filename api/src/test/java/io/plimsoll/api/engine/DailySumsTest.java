package io.plimsoll.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DailySumsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final List<DailySums.Group> TWO =
      List.of(new DailySums.Group(Arrays.asList("Compute", null), "EUR"), new DailySums.Group(List.of("Storage", "a"), null));

  private static DailySums.Day day(LocalDate day, int... groups) {
    return new DailySums.Day(day, 2, groups, new long[groups.length], null, Map.of());
  }

  @Test
  void aSumIsExactHoweverLongItIs() {
    BigInteger large = BigInteger.TEN.pow(50).negate();
    DailySums.Day day =
        new DailySums.Day(DAY, 2, new int[] {0, 1, 7}, new long[] {-150, -1, 0}, new long[] {-1, 0, 0}, Map.of(2, large));

    assertThat(day.value(0)).hasToString("-1.50");
    assertThat(day.value(1)).as("2^64 - 1").hasToString("184467440737095516.15");
    assertThat(day.value(2)).hasToString("-1" + "0".repeat(48) + ".00");
  }

  @Test
  void columnsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new DailySums(TWO, List.of(day(DAY.plusDays(1), 0), day(DAY, 1))))
        .hasMessage("2026-01-01 comes after 2026-01-02");
    assertThatThrownBy(() -> new DailySums(TWO, List.of(day(DAY, 0, 2))))
        .hasMessage("there are 2 groups, and 2026-01-01 has number 2");
    assertThatThrownBy(() -> day(DAY, 1, 1)).hasMessage("the groups of 2026-01-01 do not ascend");
    assertThatThrownBy(() -> day(DAY, -1)).hasMessage("the groups of 2026-01-01 do not ascend");
    assertThatThrownBy(() -> new DailySums.Day(DAY, 2, new int[] {0}, new long[2], null, Map.of()))
        .hasMessage("the columns of 2026-01-01 have different lengths");
    assertThatThrownBy(() -> new DailySums.Day(DAY, -1, new int[0], new long[0], null, Map.of()))
        .hasMessage("the scale of 2026-01-01 is -1");
  }

  @Test
  void groupsWhoseNamesDifferInNumbersAloneAreToldApartByTheirHashes() {
    Set<Integer> hashes = new HashSet<>();
    for (int service = 0; service < 100; service++) {
      for (int account = 0; account < 100; account++) {
        hashes.add(new DailySums.Group(List.of("service-" + service, "account-" + account), "EUR").hashCode());
      }
    }
    assertThat(hashes).hasSizeGreaterThan(9_900);
  }
}
