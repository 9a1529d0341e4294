package io.plimsoll.api.collect;

import org.jspecify.annotations.Nullable;

/**
 * What to collect.
 *
 * @param connection one connection, or {@code null} for all
 * @param listener told about progress, from the collecting threads
 */
public record CollectRequest(@Nullable String connection, ProgressListener listener) {
  /** Everything, told to nobody. */
  public static CollectRequest all() {
    return new CollectRequest(null, progress -> {});
  }

  /** Told about progress. */
  @FunctionalInterface
  public interface ProgressListener {
    /** Called now and then, and at the end of each period; must return soon. */
    void onProgress(Progress progress);
  }

  /**
   * How far one period is.
   *
   * @param period the billing period's first day as text
   * @param rowsTotal rows the manifest promises; -1 when it does not say
   */
  public record Progress(
      String connection, String export, String period, int partsDone, int partsTotal, long rows, long rowsTotal, long bytes, long bytesTotal) {}
}
