package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an anomaly keeps of a cause that later figures replaced. */
class CauseHistoryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);
  private static final Instant NOW = Instant.parse("2026-05-06T04:00:00Z");

  private final AnomalyLife life =
      new AnomalyLife(
          new EvaluationContext(
              DAY.plusDays(2), new Period(DAY, DAY.plusDays(2)), EvaluationContext.Floors.DEFAULT, DAY.minusDays(90)),
          Set.of("seasonal"), new Tolerated(List.of(), List.of()), NOW);

  private static Anomaly causedBy(String region, String excess) {
    return new Anomaly(
        "an-1", "seasonal", new SeriesKey(Map.of("ServiceName", "Compute"), "EffectiveCost", "EUR"),
        new Period(DAY, DAY.plusDays(1)), Finding.Kind.SPIKE, Severity.LOW, new BigDecimal("10.00"),
        new BigDecimal("60.00"), new BigDecimal("50.00"), "It cost more.", Anomaly.State.OPEN,
        List.of(new Anomaly.Cause("RegionName", region, new BigDecimal(excess))), NOW, "azure", "");
  }

  @Test
  void anotherCauseLeavesTheEarlierOneInTheHistory() {
    List<AnomalyChange> changes = life.next(List.of(causedBy("westeurope", "48.5")), List.of(causedBy("eastus", "49")));

    assertThat(changes).singleElement().satisfies(change -> {
      assertThat(change.anomaly().causes().get(0).values()).containsEntry("RegionName", "eastus");
      assertThat(change.event())
          .isEqualTo(
              new AnomalyEvent(
                  NOW, "plimsoll", AnomalyEvent.What.CAUSE_CHANGED, Anomaly.State.OPEN,
                  "before: RegionName=westeurope (48.50 EUR)"));
      assertThat(change.told()).as("nobody is told").isNull();
    });
  }

  @Test
  void anotherAmountOfTheSameCauseIsNoEvent() {
    List<AnomalyChange> changes =
        life.next(List.of(causedBy("westeurope", "48.5")), List.of(causedBy("westeurope", "49")));

    assertThat(changes).singleElement().satisfies(change -> assertThat(change.event()).isNull());
  }
}
