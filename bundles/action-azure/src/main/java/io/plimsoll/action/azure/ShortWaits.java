package io.plimsoll.action.azure;

import com.azure.core.http.policy.ExponentialBackoff;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * When a request that only reads is sent again: when the service is busy or broken for a moment. Whoever is told to wait
 * longer hears of it.
 */
final class ShortWaits implements RetryStrategy {
  private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RetryStrategy delays =
      new ExponentialBackoff(
          new ExponentialBackoffOptions().setMaxRetries(3).setBaseDelay(Duration.ofMillis(400)).setMaxDelay(Duration.ofSeconds(3)));

  @Override
  public int getMaxRetries() {
    return delays.getMaxRetries();
  }

  @Override
  public Duration calculateRetryDelay(int attempts) {
    return delays.calculateRetryDelay(attempts);
  }

  @Override
  public boolean shouldRetryCondition(RequestRetryCondition condition) {
    if (condition.getResponse() != null) {
      Duration hint = RetryHint.of(condition.getResponse().getHeaders());
      return BUSY.contains(condition.getResponse().getStatusCode()) && (hint == null || hint.compareTo(PATIENCE) <= 0);
    }
    for (Throwable t = condition.getThrowable(); t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof UnresolvedAddressException || t instanceof SSLException) {
        return false;
      }
      if (t instanceof IOException || t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
