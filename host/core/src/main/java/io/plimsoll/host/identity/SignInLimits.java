package io.plimsoll.host.identity;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often somebody may try to prove who he is. Attempts that succeed cost nothing.
 *
 * <p>Whoever guesses at one account from one address waits after five attempts; whoever tries many accounts from one
 * address, after thirty; and many addresses at one account, after fifty. From an address the person signed in from
 * before, the last one does not count: nobody is locked out by others. Kept in memory, for the busiest ten thousand.
 */
final class SignInLimits {
  private static final int KEPT = 10_000;

  private final TimeMeter time;
  private final Map<String, Bucket> pairs = new Kept<>();
  private final Map<String, Bucket> addresses = new Kept<>();
  private final Map<String, Bucket> accounts = new Kept<>();
  private final Map<String, Boolean> known = new Kept<>();

  SignInLimits(Clock clock) {
    this.time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
  }

  /**
   * Takes an attempt.
   *
   * @return how long to wait when there is none left; then nothing was taken
   */
  synchronized Optional<Duration> take(String account, String address) {
    Duration wait = Duration.ZERO;
    List<Bucket> all = buckets(account, address);
    for (Bucket bucket : all) {
      var estimate = bucket.estimateAbilityToConsume(1);
      if (!estimate.canBeConsumed()) {
        Duration until = Duration.ofNanos(estimate.getNanosToWaitForRefill());
        wait = until.compareTo(wait) > 0 ? until : wait;
      }
    }
    if (!wait.isZero()) {
      return Optional.of(wait);
    }
    for (Bucket bucket : all) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
      }
    }
    return Optional.empty();
  }

  /** Gives an attempt back that succeeded, and remembers where the person is. */
  synchronized void succeeded(String account, String address) {
    buckets(account, address).forEach(bucket -> bucket.addTokens(1));
    known.put(pair(account, address), true);
  }

  private List<Bucket> buckets(String account, String address) {
    Bucket pair = pairs.computeIfAbsent(pair(account, address), k -> bucket(5, 1, Duration.ofMinutes(1)));
    Bucket from = addresses.computeIfAbsent(address, k -> bucket(30, 30, Duration.ofMinutes(10)));
    if (known.containsKey(pair(account, address))) {
      return List.of(pair, from);
    }
    return List.of(pair, from, accounts.computeIfAbsent(account, k -> bucket(50, 1, Duration.ofMinutes(1))));
  }

  private Bucket bucket(long capacity, long refill, Duration period) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
        .withCustomTimePrecision(time)
        .build();
  }

  private static String pair(String account, String address) {
    return account + ' ' + address;
  }

  /** Forgets what was not used for longest. */
  private static final class Kept<V> extends LinkedHashMap<String, V> {
    Kept() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > KEPT;
    }
  }
}
