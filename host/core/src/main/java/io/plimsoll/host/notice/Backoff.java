package io.plimsoll.host.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long to wait before a notice is tried again: ten tries within a day. Pure. */
final class Backoff {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30),
          Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(8), Duration.ofHours(8));

  private static final Duration LONGEST = Duration.ofHours(24);

  private Backoff() {}

  /**
   * The wait after a try that failed; empty when it was the last.
   *
   * @param attempts tries made, that one among them
   * @param asked how long the other side asked to wait
   */
  static Optional<Duration> after(int attempts, @Nullable Duration asked) {
    if (attempts > WAITS.size()) {
      return Optional.empty();
    }
    Duration wait = WAITS.get(attempts - 1);
    if (asked == null || asked.compareTo(wait) <= 0) {
      return Optional.of(wait);
    }
    return Optional.of(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
  }
}
