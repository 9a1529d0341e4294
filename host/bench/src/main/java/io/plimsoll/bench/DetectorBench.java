package io.plimsoll.bench;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** How long detectors take to judge 50,000 series of 400 days for one day. Arguments: classes of detectors. */
public final class DetectorBench {
  private static final int SERIES = 50_000;
  private static final int DAYS = 400;
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  private DetectorBench() {}

  public static void main(String[] classes) throws ReflectiveOperationException {
    List<AnomalyDetector> detectors = new ArrayList<>();
    for (String name : classes) {
      detectors.add((AnomalyDetector) Class.forName(name).getConstructor().newInstance());
    }
    List<CostSeries> all = IntStream.range(0, SERIES).mapToObj(DetectorBench::series).toList();
    LocalDate asOf = FIRST.plusDays(DAYS);
    EvaluationContext context =
        new EvaluationContext(asOf, new Period(asOf.minusDays(3), asOf), Floors.DEFAULT, FIRST);
    long start = System.nanoTime();
    long findings =
        all.parallelStream().mapToLong(s -> detectors.stream().mapToLong(d -> d.evaluate(s, context).size()).sum()).sum();
    System.out.printf(
        "%d series of %d days by %d detectors on %d processors: %.1f s, %d findings%n", SERIES, DAYS, detectors.size(),
        Runtime.getRuntime().availableProcessors(), (System.nanoTime() - start) / 1e9, findings);
  }

  /** Every tenth costs something on one day a week alone; of the others, every third less at weekends. */
  private static CostSeries series(int number) {
    Random random = new Random(number);
    double level = Math.exp(random.nextDouble(7));
    double noise = random.nextDouble(0.2);
    double[] costs = new double[DAYS];
    BitSet present = new BitSet(DAYS);
    for (int day = 0; day < DAYS; day++) {
      boolean weekend = FIRST.plusDays(day).getDayOfWeek().getValue() > 5;
      boolean off = number % 10 == 0 && day % 7 != 0;
      costs[day] = off ? 0 : level * (weekend && number % 3 == 0 ? 0.3 : 1) * Math.exp(noise * random.nextGaussian());
      present.set(day, !off);
    }
    return new CostSeries(new SeriesKey(Map.of("ResourceId", "r" + number), "EffectiveCost", "EUR"), FIRST, costs, present);
  }
}
