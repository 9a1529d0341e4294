package io.plimsoll.signin.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What providers say of themselves, and their keys, kept for a while: the configuration for an hour, keys for five
 * minutes, and keys nobody knew are asked for at once. Thread-safe.
 */
final class Providers implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long CONFIGURATION_NANOS = Duration.ofHours(1).toNanos();
  private static final int KEPT = 1_000;

  private final String name;

  /** The one used longest ago first; guarded by this. */
  private final Map<String, Provider> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Provider> eldest) {
          return size() > KEPT;
        }
      };

  /** Guarded by this. */
  private @Nullable HttpClient client;

  /** Guarded by this. */
  private @Nullable ExecutorService threads;

  /** @param name what its threads are called after */
  Providers(String name) {
    this.name = name;
  }

  /** A provider as it describes itself. */
  record Provider(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Web web, long readAt) {}

  Provider of(RelyingParty party) {
    String key = party.privateNetwork() + " " + party.issuer();
    synchronized (this) {
      Provider kept = known.get(key);
      if (kept != null && System.nanoTime() - kept.readAt() < CONFIGURATION_NANOS) {
        return kept;
      }
    }
    // Asked outside the lock: a slow provider keeps nobody else waiting.
    Provider read = read(party, new Web(client(), party.privateNetwork()));
    synchronized (this) {
      known.put(key, read);
    }
    return read;
  }

  private static Provider read(RelyingParty party, Web web) {
    String issuer = party.issuer();
    OIDCProviderMetadata metadata;
    try {
      metadata = OIDCProviderMetadata.parse(web.get(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration"));
    } catch (ParseException e) {
      throw Failures.noProvider(issuer, "its configuration is not one of OpenID Connect", e);
    }
    if (!metadata.getIssuer().getValue().equals(issuer)) {
      throw Failures.noProvider(issuer, "it calls itself " + metadata.getIssuer().getValue(), null);
    }
    require(party, "authorization_endpoint", metadata.getAuthorizationEndpointURI());
    require(party, "token_endpoint", metadata.getTokenEndpointURI());
    require(party, "jwks_uri", metadata.getJWKSetURI());
    if (metadata.getUserInfoEndpointURI() != null) {
      require(party, "userinfo_endpoint", metadata.getUserInfoEndpointURI());
    }
    try {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), web)
              .cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(15).toMillis())
              .refreshAheadCache(false)
              .rateLimited(Duration.ofSeconds(10).toMillis())
              .build();
      return new Provider(metadata, keys, web, System.nanoTime());
    } catch (MalformedURLException e) {
      throw Failures.noProvider(issuer, "its jwks_uri is no address", e);
    }
  }

  private static void require(RelyingParty party, String name, @Nullable URI address) {
    String problem =
        address == null ? "which is missing" : Addresses.problem(address.toString(), party.privateNetwork());
    if (problem != null) {
      throw Failures.noProvider(
          party.issuer(), "its " + name + " is " + (address == null ? "not there" : address + ", " + problem), null);
    }
  }

  private synchronized HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      AtomicInteger count = new AtomicInteger();
      ExecutorService made =
          new ThreadPoolExecutor(
              0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(),
              work -> {
                Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      threads = made;
      open =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .executor(made)
              .build();
      client = open;
    }
    return open;
  }

  /** Lets go of connections; an HTTP client of Java 17 ends with the next collection of garbage. */
  @Override
  public synchronized void close() {
    known.clear();
    client = null;
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }
}
