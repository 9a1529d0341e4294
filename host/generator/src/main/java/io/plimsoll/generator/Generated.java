package io.plimsoll.generator;

import java.nio.file.Path;
import java.util.List;

/**
 * What was generated.
 *
 * @param folder the folder that stands for the storage container
 * @param exports names of the exports that the spec asked for, one an account
 * @param runs every run, also of exports that a fault put beside, by export and submission time
 */
public record Generated(Path folder, List<String> exports, List<GeneratedRun> runs) {
  /** Keeps its own copies. */
  public Generated {
    exports = List.copyOf(exports);
    runs = List.copyOf(runs);
  }

  /** The runs to read of the exports asked for. */
  public List<GeneratedRun> winners() {
    return runs.stream().filter(r -> r.winner() && exports.contains(r.export())).toList();
  }

  /** Exact sums over {@link #winners()}: what a reader must come to. */
  public Totals totals() {
    return new Totals(winners().stream().flatMap(r -> r.totals().all().stream()).toList());
  }

  /** Rows of {@link #winners()}. */
  public long rows() {
    return winners().stream().mapToLong(GeneratedRun::rows).sum();
  }

  /** The newest run of the exports asked for, which faults of one run are in. */
  public GeneratedRun newest() {
    return runs.stream()
        .filter(r -> exports.contains(r.export()))
        .reduce((a, b) -> a.submitted().isAfter(b.submitted()) ? a : b)
        .orElseThrow();
  }
}
