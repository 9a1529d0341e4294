package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.Finding.Kind;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingMergeTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final Map<String, String> COMPUTE = Map.of("ServiceName", "Compute");
  private static final Map<String, String> COMPUTE_IN_SHOP = Map.of("ServiceName", "Compute", "SubAccountName", "shop");
  private static final Map<String, String> COMPUTE_IN_LABS = Map.of("ServiceName", "Compute", "SubAccountName", "labs");

  private static Found found(String detector, Map<String, String> values, Kind kind, LocalDate day, double excess) {
    return new Found(
        detector, new SeriesKey(values, "EffectiveCost", "EUR"),
        new Finding(new Period(day, day.plusDays(1)), kind, 1, 100, 100 + excess, "It cost more."));
  }

  private static Found spike(Map<String, String> values, double excess) {
    return found("seasonal", values, Kind.SPIKE, DAY, excess);
  }

  @Test
  void ofWhatSeveralDetectorsSayOfTheSameDaysTheLargestIsTold() {
    Found small = found("seasonal", COMPUTE, Kind.SPIKE, DAY, 50);
    Found large = found("sustained-change", COMPUTE, Kind.STEP, DAY.plusDays(3), 80);

    assertThat(FindingMerge.merge(List.of(small, large))).containsExactly(large);
  }

  @Test
  void daysFartherApartThanThreeAreTwo() {
    Found first = found("seasonal", COMPUTE, Kind.SPIKE, DAY, 50);
    Found second = found("seasonal", COMPUTE, Kind.SPIKE, DAY.plusDays(4), 80);

    assertThat(FindingMerge.merge(List.of(first, second))).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aNewChargeSaysMoreThanThatItCostsMore() {
    Found rise = found("seasonal", COMPUTE, Kind.SPIKE, DAY, 500);
    Found fresh = found("new-charge", COMPUTE, Kind.NEW_CHARGE, DAY, 80);

    assertThat(FindingMerge.merge(List.of(rise, fresh))).containsExactly(fresh);
  }

  @Test
  void theLowestSeriesThatExplainsFourFifthsIsTold() {
    Found all = spike(Map.of(), 100);
    Found service = spike(COMPUTE, 95);
    Found inShop = spike(COMPUTE_IN_SHOP, 80);
    Found inLabs = spike(COMPUTE_IN_LABS, 12);

    assertThat(FindingMerge.merge(List.of(all, service, inShop, inLabs))).containsExactly(inShop, inLabs);
  }

  @Test
  void whereNoneBelowExplainsItTheyAreAllTheOneAbove() {
    Found service = spike(COMPUTE, 100);
    Found inShop = spike(COMPUTE_IN_SHOP, 60);
    Found inLabs = spike(COMPUTE_IN_LABS, 40);

    assertThat(FindingMerge.merge(List.of(service, inShop, inLabs))).containsExactly(service);
  }

  @Test
  void whatFellAndWhatRoseAreTwo() {
    Found rise = spike(COMPUTE, 100);
    Found fall = found("drop", COMPUTE_IN_SHOP, Kind.DROP, DAY, -95);

    assertThat(FindingMerge.merge(List.of(rise, fall))).containsExactlyInAnyOrder(rise, fall);
  }

  @Test
  void costsInAnotherCurrencyAreNoPart() {
    Found service = spike(COMPUTE, 100);
    Found dollars =
        new Found("seasonal", new SeriesKey(COMPUTE_IN_SHOP, "EffectiveCost", "USD"), spike(COMPUTE, 90).finding());

    assertThat(FindingMerge.merge(List.of(service, dollars))).containsExactlyInAnyOrder(service, dollars);
  }

  @Test
  void thatAnAmountWasPassedIsToldBesideTheRise() {
    Found rise = spike(COMPUTE, 100);
    Found passed = found("budget", COMPUTE, Kind.THRESHOLD, DAY, 300);

    assertThat(FindingMerge.merge(List.of(rise, passed))).containsExactlyInAnyOrder(rise, passed);
  }
}
