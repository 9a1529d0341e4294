package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.Finding.Kind;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A back-test and the nightly evaluation must agree on what is a new anomaly. */
class EpisodesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final SeriesKey SERIES = new SeriesKey(Map.of("ServiceName", "Compute"), "EffectiveCost", "EUR");

  private static Found found(Kind kind, LocalDate from, int days, double excess) {
    return new Found(
        "seasonal", SERIES, new Finding(new Period(from, from.plusDays(days)), kind, 1, 100, 100 + excess, "It cost more."));
  }

  @Test
  void whatFollowsWithinThreeDaysIsMoreOfIt() {
    Episodes episodes = new Episodes();

    assertThat(episodes.opens(found(Kind.SPIKE, FIRST, 1, 50))).isTrue();
    assertThat(episodes.opens(found(Kind.STEP, FIRST.plusDays(3), 1, 50))).isFalse();
    assertThat(episodes.opens(found(Kind.SPIKE, FIRST.plusDays(7), 1, 50))).isTrue();
  }

  @Test
  void aFallAndAnAmountThatWasPassedAreAnomaliesOfTheirOwn() {
    Episodes episodes = new Episodes();

    assertThat(episodes.opens(found(Kind.SPIKE, FIRST, 1, 50))).isTrue();
    assertThat(episodes.opens(found(Kind.DROP, FIRST.plusDays(1), 1, -100))).isTrue();
    assertThat(episodes.opens(found(Kind.THRESHOLD, FIRST.plusDays(1), 1, 50))).isTrue();
    assertThat(episodes.opens(found(Kind.THRESHOLD, FIRST.plusDays(2), 1, 50))).isFalse();
  }

  @Test
  void aBacktestOpensWhatTheNightlyEvaluationOpens() {
    // given: a year in which a finding comes every few days
    Random random = new Random(11);
    Episodes episodes = new Episodes();
    Map<String, Anomaly> known = new LinkedHashMap<>();
    List<LocalDate> opened = new ArrayList<>();
    List<LocalDate> begun = new ArrayList<>();
    LocalDate day = FIRST;
    for (int i = 0; i < 80; i++) {
      day = day.plusDays(1 + random.nextInt(7));
      Found one = found(random.nextInt(6) == 0 ? Kind.THRESHOLD : Kind.SPIKE, day, 1, random.nextInt(4) == 0 ? -60 : 60);

      // when
      if (episodes.opens(one)) {
        opened.add(day);
      }
      Anomaly anomaly = anomaly(one);
      EvaluationContext night =
          new EvaluationContext(day.plusDays(1), new Period(day, day.plusDays(1)), Floors.DEFAULT, FIRST);
      for (AnomalyChange change :
          new AnomalyLife(night, Set.of("seasonal"), new Tolerated(List.of(), List.of()), Instant.EPOCH)
              .next(List.copyOf(known.values()), List.of(anomaly))) {
        if (!known.containsKey(change.anomaly().id())) {
          begun.add(day);
        }
        known.put(change.anomaly().id(), change.anomaly());
      }
    }

    // then
    assertThat(opened).hasSizeBetween(20, 75).isEqualTo(begun);
  }

  private static Anomaly anomaly(Found found) {
    Finding f = found.finding();
    return new Anomaly(
        "an-" + Trail.of(found).direction() + f.days().from(), found.detector(), found.series(), f.days(), f.kind(),
        Severity.LOW, BigDecimal.valueOf(f.expectedPerDay()), BigDecimal.valueOf(f.actualPerDay()),
        BigDecimal.valueOf(f.excess()), f.explanation(), Anomaly.State.OPEN, List.of(), Instant.EPOCH, "files", "");
  }
}
