package io.plimsoll.credential.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.SharedExecutorService;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.CredentialBuilderBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * The connections of one plug-in to token services: one HTTP client for each set of trusted certificates, and the
 * threads under it. Made when first needed. Thread-safe.
 */
final class TokenService implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(4);
  private static final Duration ANSWER = Duration.ofSeconds(6);
  private static final String TRUST_OF_JDK = "";

  private final String name;

  /** By the file of further trusted certificates; guarded by this. */
  private final Map<String, HttpClient> clients = new HashMap<>();

  /** Guarded by this. */
  private @Nullable ExecutorService threads;

  /** @param name what its threads are called after */
  TokenService(String name) {
    this.name = name;
  }

  /** Lets a credential use these connections, fail soon rather than try long, and know where to ask. */
  <B extends CredentialBuilderBase<B>> B over(B builder, Application application) {
    return builder
        .httpClient(adapted(application.ca()))
        .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(200))));
  }

  /** The same for a credential that goes to a token service of Entra ID. */
  <B extends AadCredentialBuilderBase<B>> B overEntra(B builder, Application application) {
    B prepared =
        over(builder, application)
            .executorService(threads())
            .tenantId(application.tenant())
            .clientId(application.client())
            .additionallyAllowedTenants(application.allowedTenants());
    if (application.authority() != null) {
      prepared.authorityHost(application.authority());
      // A service that was named needs nobody to vouch for it, and a private cloud has nobody who could.
      prepared.disableInstanceDiscovery();
    }
    return prepared;
  }

  private synchronized HttpClient adapted(@Nullable Path ca) {
    return clients.computeIfAbsent(
        ca == null ? TRUST_OF_JDK : ca.toString(),
        key ->
            new JdkHttpClientBuilder(builder(ca))
                .connectionTimeout(CONNECT).responseTimeout(ANSWER).readTimeout(ANSWER).writeTimeout(ANSWER).build());
  }

  /** A client of the JDK's own, which trusts the certificates of this file besides those it trusts anyway. */
  java.net.http.HttpClient.Builder builder(@Nullable Path ca) {
    java.net.http.HttpClient.Builder builder =
        java.net.http.HttpClient.newBuilder().connectTimeout(CONNECT).executor(threads());
    return ca == null ? builder : builder.sslContext(Trust.besidesJdk(ca));
  }

  private synchronized ExecutorService threads() {
    ExecutorService known = threads;
    if (known == null) {
      AtomicInteger count = new AtomicInteger();
      // None waits for further work: what a library read last stays in a buffer of the thread that read it.
      known =
          new ThreadPoolExecutor(
              0,
              Integer.MAX_VALUE,
              0,
              TimeUnit.SECONDS,
              new SynchronousQueue<>(),
              work -> {
                Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      threads = known;
    }
    return known;
  }

  /**
   * Lets go of connections kept alive: their buffers hold what was last sent and answered. They end with the next
   * collection of garbage, the only way an HTTP client of Java 17 ends; credentials still open keep theirs.
   */
  synchronized void forget() {
    clients.clear();
  }

  /** Ends all threads, also those the libraries inside this bundle began. */
  @Override
  public synchronized void close() {
    clients.clear();
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
      Schedulers.shutdownNow();
      SharedExecutorService.getInstance().reset();
    }
  }
}
