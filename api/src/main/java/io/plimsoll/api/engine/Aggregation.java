package io.plimsoll.api.engine;

import io.plimsoll.api.export.Batch;
import org.osgi.annotation.versioning.ConsumerType;

/** Sums under way. {@link #part()} may be called from several threads at once. */
@ConsumerType
public interface Aggregation extends AutoCloseable {
  /** Takes in one more part; the sink belongs to one thread at a time. */
  PartSink part();

  /** Ends the sums. Called once, after every sink is closed. The caller closes the rollup. */
  Rollup finish();

  /** Lets go of everything; after {@link #finish()} it does nothing. */
  @Override
  void close();

  /** Where the batches of one part go. */
  @ConsumerType
  interface PartSink extends AutoCloseable {
    /** Adds the rows of a batch; the batch stays the caller's. */
    void add(Batch batch);

    @Override
    void close();
  }
}
