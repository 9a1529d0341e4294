package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs detectors over a costbench folder day by day, each day with the figures known then, and writes the
 * alerts that {@code costbench.py score} reads. Run by hand: FOLDER ALERTS.csv DETECTOR-CLASS...
 */
final class CostBenchRun {
  private static final int DAYS = 366;
  private static final int WARM_UP = 42;
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  private CostBenchRun() {}

  /** One series: what its days cost in the end, one day and two days later. */
  private static final class Bench {
    private final double[][] byAge = new double[3][DAYS];
    private final BitSet present = new BitSet();

    CostSeries asOf(String name, int asOf) {
      double[] costs = Arrays.copyOf(byAge[0], asOf);
      costs[asOf - 1] = byAge[1][asOf - 1];
      costs[asOf - 2] = byAge[2][asOf - 2];
      return new CostSeries(new SeriesKey(Map.of("series", name), "EffectiveCost", "USD"), START, costs, present);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, Bench> benches = read(Path.of(arguments[0]).resolve("series.csv"));
    List<AnomalyDetector> detectors = new ArrayList<>();
    for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
      detectors.add((AnomalyDetector) Class.forName(name).getConstructor().newInstance());
    }
    long start = System.nanoTime();
    int evaluations = 0;
    try (PrintWriter alerts = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
      alerts.println("series,asof,day,score");
      for (Map.Entry<String, Bench> bench : benches.entrySet()) {
        for (int asOf = WARM_UP + 1; asOf <= DAYS; asOf++) {
          CostSeries series = bench.getValue().asOf(bench.getKey(), asOf);
          EvaluationContext context = new EvaluationContext(
              START.plusDays(asOf), new Period(START.plusDays(asOf - 3), START.plusDays(asOf)),
              EvaluationContext.Floors.DEFAULT, START);
          for (AnomalyDetector detector : detectors) {
            evaluations++;
            for (Finding finding : detector.evaluate(series, context)) {
              finding.days().from().datesUntil(finding.days().to()).forEach(day -> alerts.printf(
                  "%s,%s,%s,%.3f%n", bench.getKey(), context.asOf(), day, finding.score()));
            }
          }
        }
      }
    }
    System.out.printf("%d evaluations of 3 days, %.0f µs each%n", evaluations,
        (System.nanoTime() - start) / 1e3 / evaluations);
  }

  private static Map<String, Bench> read(Path file) throws IOException {
    Map<String, Bench> benches = new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",");
        Bench bench = benches.computeIfAbsent(fields[0], name -> new Bench());
        int day = Integer.parseInt(fields[1]);
        bench.present.set(day);
        for (int age = 0; age < 3; age++) {
          bench.byAge[age][day] = Double.parseDouble(fields[3 + age]);
        }
      }
    }
    return benches;
  }
}
