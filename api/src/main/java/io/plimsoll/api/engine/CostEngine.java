package io.plimsoll.api.engine;

import io.plimsoll.api.cost.CostQuery;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Sums batches exactly, keeps the sums as a rollup and answers questions from rollups. Thread-safe. */
@ConsumerType
public interface CostEngine {
  /** Starts to sum the batches of any number of parts. */
  Aggregation aggregate(AggregationSpec spec);

  /**
   * Opens a rollup that {@link Rollup#writeTo} wrote.
   *
   * @throws io.plimsoll.api.PlimsollException {@code STORAGE_CORRUPT} when the file is damaged or cut
   */
  Rollup open(Path file);

  /**
   * Answers a question over the union of these rollups. Ignores {@link CostQuery#compare()}.
   *
   * @param rollups each holds every column the question names
   */
  CostAnswer answer(CostQuery query, List<Rollup> rollups);
}
