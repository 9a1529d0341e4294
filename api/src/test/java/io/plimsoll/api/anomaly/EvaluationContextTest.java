package io.plimsoll.api.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationContextTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 10);
  private static final Period LAST_WEEK = new Period(AS_OF.minusDays(7), AS_OF);
  private static final SeriesKey STORAGE =
      new SeriesKey(Map.of("ServiceName", "Storage", "SubAccountName", "shop"), "EffectiveCost", "EUR");

  @Test
  void aDayIsMoreCompleteTheOlderItIs() {
    EvaluationContext context = context(List.of(), Set.of(AS_OF.minusDays(5)));

    assertThat(context.completeness(AS_OF)).isEqualTo(Completeness.PARTIAL);
    assertThat(context.completeness(AS_OF.minusDays(1))).isEqualTo(Completeness.PARTIAL);
    assertThat(context.completeness(AS_OF.minusDays(2))).isEqualTo(Completeness.PROVISIONAL);
    assertThat(context.completeness(AS_OF.minusDays(3))).isEqualTo(Completeness.FINAL);
    assertThat(context.completeness(AS_OF.minusDays(5))).isEqualTo(Completeness.MISSING);
  }

  @Test
  void anEventConcernsTheSeriesThatHaveAllValuesOfItsScope() {
    EvaluationContext context =
        context(List.of(new PlannedEvent("load test", LAST_WEEK, Map.of("ServiceName", "Storage"))), Set.of());

    assertThat(context.isPlanned(STORAGE, AS_OF.minusDays(7))).isTrue();
    assertThat(context.isPlanned(STORAGE, AS_OF)).as("the day after its last").isFalse();
    SeriesKey other = new SeriesKey(Map.of("ServiceName", "Compute"), "EffectiveCost", "EUR");
    assertThat(context.isPlanned(other, AS_OF.minusDays(7))).isFalse();
    assertThat(new PlannedEvent("sale", LAST_WEEK, Map.of()).concerns(other)).as("no scope is all costs").isTrue();
    assertThat(new PlannedEvent("move", LAST_WEEK, Map.of("ResourceId", "vm1")).concerns(STORAGE)).isFalse();
  }

  @Test
  void judgingOtherDaysKeepsWhatIsKnownAboutThem() {
    EvaluationContext context =
        context(List.of(new PlannedEvent("sale", LAST_WEEK, Map.of())), Set.of(AS_OF.minusDays(9)));
    Period yesterday = new Period(AS_OF.minusDays(1), AS_OF);

    EvaluationContext other = context.judging(yesterday);

    assertThat(other.evaluate()).isEqualTo(yesterday);
    assertThat(other.judging(LAST_WEEK)).isEqualTo(context);
  }

  @Test
  void aSeriesKnowsItsFirstCharge() {
    BitSet present = new BitSet();
    assertThat(series(present).firstCharge()).as("never a charge").isEqualTo(3);
    present.set(1);
    assertThat(series(present).firstCharge()).isEqualTo(1);
  }

  private static CostSeries series(BitSet present) {
    return new CostSeries(STORAGE, AS_OF.minusDays(3), new double[] {0, 4, 4}, present);
  }

  private static EvaluationContext context(List<PlannedEvent> planned, Set<LocalDate> missing) {
    return new EvaluationContext(AS_OF, LAST_WEEK, Floors.DEFAULT, AS_OF.minusYears(1), planned, missing);
  }
}
