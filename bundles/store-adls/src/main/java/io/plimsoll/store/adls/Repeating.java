package io.plimsoll.store.adls;

import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.ExponentialBackoff;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * When a request is sent again: when the service is busy or broken for a moment, or the connection breaks. How long it
 * waits is what the service says in {@code Retry-After}, {@code retry-after-ms} or {@code x-ms-retry-after-ms}, which
 * the policy around this looks at first, or in headers such as {@code
 * x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after}, one for each limit; else it grows from 0.4 s to 8 s.
 */
final class Repeating implements RetryStrategy {
  private static final Pattern LIMIT = Pattern.compile("x-ms-ratelimit-.*retry-after", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);

  /** Who cannot be reached at all is asked no more than this often, so that the person waiting learns it soon. */
  private static final int UNREACHABLE = 2;

  private final RetryStrategy delays =
      new ExponentialBackoff(
          new ExponentialBackoffOptions()
              .setMaxRetries(5)
              .setBaseDelay(Duration.ofMillis(400))
              .setMaxDelay(Duration.ofSeconds(8)));

  @Override
  public int getMaxRetries() {
    return delays.getMaxRetries();
  }

  @Override
  public Duration calculateRetryDelay(int attempts) {
    return delays.calculateRetryDelay(attempts);
  }

  @Override
  public Duration calculateRetryDelay(RequestRetryCondition condition) {
    return rateLimit(condition.getResponse()).orElseGet(() -> calculateRetryDelay(condition.getTryCount()));
  }

  /** The longest of the waits that limits ask for, in seconds each. */
  private static Optional<Duration> rateLimit(@Nullable HttpResponse response) {
    return response == null
        ? Optional.empty()
        : response.getHeaders().stream()
            .filter(header -> LIMIT.matcher(header.getName()).matches() && SECONDS.matcher(header.getValue()).matches())
            .map(header -> Duration.ofSeconds(Long.parseLong(header.getValue())))
            .max(Duration::compareTo);
  }

  @Override
  public boolean shouldRetryCondition(RequestRetryCondition condition) {
    return condition.getResponse() == null
        ? breaks(condition.getThrowable(), condition.getTryCount())
        : BUSY.contains(condition.getResponse().getStatusCode());
  }

  private static boolean breaks(@Nullable Throwable thrown, int attempts) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      // Each cause is asked about on its own, so those of a connection that cannot be made count as it does.
      if (t instanceof ConnectException
          || t instanceof ClosedChannelException
          || t instanceof UnresolvedAddressException
          || t instanceof SSLException) {
        return attempts < UNREACHABLE;
      }
      if (t instanceof IOException || t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
