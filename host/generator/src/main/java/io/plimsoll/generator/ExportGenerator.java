package io.plimsoll.generator;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.generator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes billing exports as Azure writes them.
 *
 * <p>The same spec gives the same bytes on any machine. Rows are made as they are written, so memory does
 * not grow with their number.
 *
 * <pre>{@code
 * Generated generated = ExportGenerator.generate(
 *     GeneratorSpec.builder(LocalDate.of(2026, 3, 15)).months(3).rowsPerMonth(50_000).build(), folder);
 * BigDecimal billed = generated.totals().sum(Metric.BILLED_COST, "EUR");
 * }</pre>
 */
public final class ExportGenerator {
  private ExportGenerator() {}

  /** Writes what the spec asks for into a folder, which stands for the storage container. */
  public static Generated generate(GeneratorSpec spec, Path folder) {
    return generate(spec, folder, Progress.none());
  }

  /** The same, telling how far it is; parts are written by as many threads as there are processors. */
  public static Generated generate(GeneratorSpec spec, Path folder, Progress progress) {
    return generate(spec, folder, progress, Runtime.getRuntime().availableProcessors());
  }

  /** The same with so many threads, which changes no byte. */
  public static Generated generate(GeneratorSpec spec, Path folder, Progress progress, int threads) {
    Planner planner = new Planner(spec);
    List<ExportPlan> asked = planner.exports();
    List<ExportPlan> all = new ArrayList<>(asked);
    asked.forEach(export -> all.addAll(new NeighbourPlanner(spec, planner).beside(export)));
    long expected = all.stream().mapToLong(ExportPlan::expectedRows).sum();
    Counter counter = new Counter(progress, expected);
    List<GeneratedRun> runs = new ArrayList<>();
    try (PartWorkers workers = new PartWorkers(threads)) {
      RunWriter writer = new RunWriter(spec, folder, workers, counter::add);
      for (ExportPlan export : all) {
        for (RunPlan run : export.runs()) {
          runs.add(writer.write(export, run));
        }
        if (spec.faults().has(Fault.FOREIGN_MANIFEST) && asked.contains(export)) {
          RunPlan newest = export.runs().get(export.runs().size() - 1);
          runs.add(writer.writeForeign(export, newest.later()));
        }
      }
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "the export could not be written to " + folder + ": " + e.getMessage(),
          "Check that the folder can be written and has room.", e);
    }
    return new Generated(folder, asked.stream().map(ExportPlan::name).toList(), winners(runs, spec.layout().daily()));
  }

  private static List<GeneratedRun> winners(List<GeneratedRun> runs, boolean daily) {
    Map<List<Object>, GeneratedRun> newest = new HashMap<>();
    runs.stream()
        .filter(GeneratedRun::intact)
        .sorted(Comparator.comparing((GeneratedRun r) -> r.rows() > 0).thenComparing(GeneratedRun::submitted))
        .forEach(r -> newest.put(slot(r, daily), r));
    return runs.stream().map(r -> newest.get(slot(r, daily)) == r ? r.won() : r).toList();
  }

  /** What runs compete for. */
  private static List<Object> slot(GeneratedRun run, boolean daily) {
    return List.of(run.export(), daily ? run.from() : run.month());
  }

  /** Adds up what several threads wrote and tells it to one listener at a time. */
  private static final class Counter {
    private final Progress progress;
    private final long expected;
    private long written;

    Counter(Progress progress, long expected) {
      this.progress = progress;
      this.expected = expected;
    }

    synchronized void add(long rows) {
      written += rows;
      progress.rows(written, expected);
    }
  }
}
