package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.runtime.GuardLimits;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.runtime.PluginRuntime;
import io.plimsoll.host.runtime.PluginTerms;
import io.plimsoll.host.runtime.RuntimeConfig;
import io.plimsoll.host.runtime.SecretFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 450 series of ten days, of which those whose number ends on 7 cost 70 on the last; through the guard of plug-ins. */
class DetectorsTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate AS_OF = FIRST.plusDays(10);
  private static final int SERIES = 450;

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(Instant.parse("2026-01-11T00:00:00Z"), ZoneOffset.UTC);
  private final Workers workers = new Workers(2);
  private final Judgements judgements = new Judgements();
  private final Above above = new Above();
  private final Forgetful forgetful = new Forgetful();
  private PluginRuntime runtime;
  private OrganisationPlugins plugins;
  private final List<CostSeries> series = new ArrayList<>();
  private PluginTerms terms = PluginTerms.NONE;

  /** Days above 50; notes what it was asked. */
  @Plugin(name = "above", type = AnomalyDetector.class)
  public static final class Above implements AnomalyDetector {
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @Override
    public int minimumHistoryDays() {
      return 0;
    }

    @Override
    public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
      asked.add(series.key().dimensions().get("ServiceName"));
      int last = series.indexOf(context.asOf()) - 1;
      return series.cost(last) <= 50
          ? List.of()
          : List.of(
              new Finding(
                  new Period(series.day(last), context.asOf()), Finding.Kind.SPIKE, 1, 10, series.cost(last), "Dear."));
    }
  }

  /** Answers for one series less than it is asked for, once it is asked for several. */
  @Plugin(name = "forgetful", type = AnomalyDetector.class)
  public static final class Forgetful implements AnomalyDetector {
    @Override
    public int minimumHistoryDays() {
      return 0;
    }

    @Override
    public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
      return List.of();
    }

    @Override
    public List<List<Finding>> evaluateAll(List<CostSeries> series, EvaluationContext context) {
      return AnomalyDetector.super.evaluateAll(series.subList(1, series.size()), context);
    }
  }

  @BeforeEach
  void setUp() {
    runtime =
        PluginRuntime.start(
            new RuntimeConfig(List.of(), List.of(above, forgetful), folder, clock, GuardLimits.standard()));
    plugins = new OrganisationPlugins(runtime, "acme", (kind, name) -> null, () -> terms, new SecretFiles(name -> null));
    for (int number = 0; number < SERIES; number++) {
      series.add(series(number, number % 10 == 7 ? 70 : 10));
    }
  }

  @AfterEach
  void close() {
    workers.close();
    runtime.close();
  }

  private static CostSeries series(int number, double last) {
    double[] costs = {10, 10, 10, 10, 10, 10, 10, 10, 10, last};
    BitSet present = new BitSet();
    present.set(0, costs.length);
    return new CostSeries(new SeriesKey(Map.of("ServiceName", "s" + number), "EffectiveCost", "EUR"), FIRST, costs, present);
  }

  private Detectors.Judged judge(LocalDate from) {
    above.asked.clear();
    return new Detectors(plugins, dimensions -> series, workers, judgements, clock)
        .judge(new EvaluationContext(AS_OF, new Period(from, AS_OF), Floors.DEFAULT, FIRST));
  }

  @Test
  void allSeriesAreJudgedAndWhatIsFoundIsInTheirOrder() {
    Detectors.Judged judged = judge(AS_OF.minusDays(3));

    assertThat(above.asked).hasSize(SERIES);
    assertThat(judged.found()).extracting((Found f) -> f.series().dimensions().get("ServiceName")).hasSize(45)
        .startsWith("s7", "s17", "s27").endsWith("s447");
  }

  @Test
  void onlySeriesThatChangedAreJudgedAgainAndTheRestIsFoundAsBefore() {
    judge(AS_OF.minusDays(3));
    series.set(3, series(3, 80));
    series.set(7, series(7, 11));

    Detectors.Judged again = judge(AS_OF.minusDays(3));

    assertThat(above.asked).containsExactlyInAnyOrder("s3", "s7");
    assertThat(again.found()).hasSize(45).extracting((Found f) -> f.series().dimensions().get("ServiceName"))
        .startsWith("s3", "s17").doesNotContain("s7");
  }

  @Test
  void otherDaysOrOtherSettingsAreJudgedAnew() {
    judge(AS_OF.minusDays(3));
    judge(AS_OF.minusDays(4));
    assertThat(above.asked).hasSize(SERIES);

    terms = new PluginTerms(Map.of(), Map.of("above", Map.of("amount", "60")));
    judge(AS_OF.minusDays(4));
    assertThat(above.asked).hasSize(SERIES);
  }

  @Test
  void aDetectorThatDoesNotAnswerForAllIsLeftOutAndTheOthersJudge() {
    Detectors.Judged judged = judge(AS_OF.minusDays(3));

    assertThat(judged.judges()).containsExactly("above");
    assertThat(judged.skipped()).singleElement().returns("forgetful", SkippedDetector::detector)
        .satisfies(
            skipped ->
                assertThat(skipped.reason())
                    .matches("Detector forgetful answered for \\d+ series where it was asked for \\d+\\."));
  }
}
