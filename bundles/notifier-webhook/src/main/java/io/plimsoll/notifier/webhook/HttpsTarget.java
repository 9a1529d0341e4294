package io.plimsoll.notifier.webhook;

import io.plimsoll.api.notice.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One address that is posted to: by HTTPS, to checked addresses alone, without following redirects, with nothing kept
 * between two tries, and within a time that the other side cannot stretch.
 */
final class HttpsTarget implements AutoCloseable {
  private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

  /** Less than the host waits for a try. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final URI uri;
  private final CheckedNames names;
  private final SSLContext trust;
  private final Duration patience;
  private final ScheduledThreadPoolExecutor deadline;

  HttpsTarget(URI uri, CheckedNames names, SSLContext trust) {
    this(uri, names, trust, PATIENCE);
  }

  /**
   * @param patience how long a try may take altogether
   */
  HttpsTarget(URI uri, CheckedNames names, SSLContext trust, Duration patience) {
    this.patience = patience;
    this.uri = uri;
    this.names = names;
    this.trust = trust;
    this.deadline =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "plimsoll-webhook-deadline");
              thread.setDaemon(true);
              return thread;
            });
    deadline.setRemoveOnCancelPolicy(true);
  }

  /** Posts JSON; says what came of it without the path of the address, which may be a secret. */
  Delivery post(byte[] json, Map<String, String> headers) {
    HttpPost request = new HttpPost(uri);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    ScheduledFuture<?> end = deadline.schedule(() -> request.cancel(), patience.toMillis(), TimeUnit.MILLISECONDS);
    try (CloseableHttpClient client = client()) {
      return client.execute(request, HttpsTarget::answer);
    } catch (CheckedNames.Refused e) {
      return Delivery.refused(e.getMessage() + "; allow its range with the setting allow if that is right");
    } catch (UnknownHostException e) {
      return Delivery.unavailable("the name " + uri.getHost() + " is not known", null);
    } catch (SSLException e) {
      return Delivery.unavailable("no secure connection to " + uri.getHost() + ": " + firstLine(e), null);
    } catch (IOException e) {
      String why = end.isDone() ? "no answer within " + patience.toSeconds() + " s" : e.getClass().getSimpleName();
      return Delivery.unavailable(uri.getHost() + " cannot be reached: " + why, null);
    } finally {
      end.cancel(false);
    }
  }

  private CloseableHttpClient client() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(TIMEOUT).setSocketTimeout(TIMEOUT).build())
                .build())
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(TIMEOUT).build())
        .setUserAgent("Plimsoll")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableCookieManagement()
        .disableContentCompression()
        .build();
  }

  /** By the status alone: the body is the other side's, and may quote what was sent. */
  private static Delivery answer(ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    String said = (status + " " + (response.getReasonPhrase() == null ? "" : response.getReasonPhrase())).strip();
    if (status >= 200 && status < 300) {
      return Delivery.delivered(said);
    }
    if (LATER.contains(status) || status >= 500) {
      return Delivery.unavailable(said, retryAfter(response.getFirstHeader("Retry-After")));
    }
    return Delivery.refused(status >= 300 && status < 400 ? said + "; redirects are not followed" : said);
  }

  private static @Nullable Duration retryAfter(@Nullable Header header) {
    try {
      return header == null ? null : Duration.ofSeconds(Math.max(0, Math.min(86_400, Long.parseLong(header.getValue().strip()))));
    } catch (NumberFormatException e) {
      // A date: the host's own waits will do.
      return null;
    }
  }

  private static String firstLine(Exception e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.lines().findFirst().orElse("");
  }

  /** Ends the one thread it may have started. */
  @Override
  public void close() {
    deadline.shutdownNow();
  }
}
