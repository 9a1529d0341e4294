package io.plimsoll.api.bundle;

import java.time.Instant;

/**
 * What became of a jar. There is one for each jar that comes, changes or goes, and one more when it is quarantined.
 *
 * @param bundle how it stands now; for one that was removed, how it stood, with what is left of it as reasons
 */
public record BundleEvent(Instant time, Outcome outcome, BundleStatus bundle) {

  /** What became of it. */
  public enum Outcome {
    /** It came, and its plug-ins can be called. */
    ACTIVE,
    /**
     * It changed: new calls go to the new version, calls under way end on the one before; or, when its state is
     * {@link BundleStatus.State#RESTART}, from the next start of the host on.
     */
    UPDATED,
    /** It was not accepted; a version accepted before stays in use. */
    REJECTED,
    /** Threads are stuck in one of its plug-ins, which is not called any more. */
    QUARANTINED,
    /** It is gone; calls under way end. */
    REMOVED
  }
}
