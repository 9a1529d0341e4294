package io.plimsoll.api.export;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that may keep a log of its own: each read can be found there. The host puts the trace on record when it
 * closes the place.
 */
@ConsumerType
public interface TracedReads extends ExportLocation {
  /** What was read up to now. */
  ReadTrace trace();
}
