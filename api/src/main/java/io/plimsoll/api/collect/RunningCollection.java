package io.plimsoll.api.collect;

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
   */
  record Outcome(List<Run> runs) {
    /** Keeps its own copy. */
    public Outcome {
      runs = List.copyOf(runs);
    }
  }
}
