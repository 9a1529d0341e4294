package io.plimsoll.api.collect;

import io.plimsoll.api.anomaly.SkippedDetector;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A collection under way. */
@ProviderType
public interface RunningCollection {
  /** Waits for the end; runs that failed are in the outcome, not thrown. */
  Outcome await();

  /** Asks it to stop; nothing half-done is published. */
  void cancel();

  /**
   * What a collection did.
   *
   * @param runs one for each export and period that was looked at
   * @param skipped detectors that did not judge what was published, whose findings are therefore missing
   */
  record Outcome(List<Run> runs, List<SkippedDetector> skipped) {
    /** Keeps its own copies. */
    public Outcome {
      runs = List.copyOf(runs);
      skipped = List.copyOf(skipped);
    }

    /** Of a collection whose detectors all did their work. */
    public Outcome(List<Run> runs) {
      this(runs, List.of());
    }
  }
}
