package io.plimsoll.api.engine;

import io.plimsoll.api.export.Batch;
import org.osgi.annotation.versioning.ConsumerType;

/** Sums under way. {@link #part()} may be called from several threads at once. */
@ConsumerType
public interface Aggregation extends AutoCloseable {
  /** Opens a way in for the parts that one thread reads one after the other. */
  PartSink part();

  /** Ends the sums. Called once, after every sink is closed. The caller closes the rollup. */
  Rollup finish();

  /** Lets go of everything; after {@link #finish()} it does nothing. */
  @Override
  void close();

  /** Where the batches of parts go; belongs to one thread at a time. */
  @ConsumerType
  interface PartSink extends AutoCloseable {
    /** Adds the rows of a batch; the batch stays the caller's. */
    void add(Batch batch);

    @Override
    void close();
  }
}
