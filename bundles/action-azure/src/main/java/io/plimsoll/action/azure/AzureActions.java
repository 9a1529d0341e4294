package io.plimsoll.action.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.SharedExecutorService;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * The only writes of Plimsoll in Azure: {@code create}, {@code run}, {@code backfill} and {@code remove} an export of
 * FOCUS, and {@code lifecycle}, which sets how long the storage account keeps exports. Each is a request to Azure
 * Resource Manager with the token of the connection's credential.
 *
 * <p>One HTTP client serves all connections; it begins with the first one. Closing the provider ends every thread.
 */
@Plugin(name = "azure-exports", type = ActionProvider.class)
public final class AzureActions implements ActionProvider, AutoCloseable {
  private static final String APPLICATION = "Plimsoll";
  private static final Duration SILENCE = Duration.ofSeconds(40);

  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService sending =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "plimsoll-azure-actions-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable HttpClient http;

  @Override
  public Set<String> kinds() {
    return Set.of("create", "run", "backfill", "remove", "lifecycle");
  }

  @Override
  public boolean serves(URI store) {
    return StoragePath.of(store).isPresent();
  }

  @Override
  public ActionTarget open(URI store, PluginSettings settings, Credential credential) {
    String arm = settings.text("arm", "");
    String endpoint = settings.text("endpoint", "");
    String authority = settings.text("authority", "");
    String audience = settings.text("audience", "");
    String scope = settings.text("scope", "");
    String account = settings.text("storage-account", "");
    String application = settings.text("application", APPLICATION);
    settings.validate();
    if (!application.matches("[A-Za-z0-9._/-]{1,24}")) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The setting action.application is '" + application + "'.",
          "Set it to 1 to 24 letters, digits and ._/-.");
    }
    StoragePath place =
        StoragePath.of(store)
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.INVALID_REQUEST, "There is nothing to manage at " + store + ".",
                        "Exports of Cost Management lie in containers of storage accounts."));
    Cloud cloud = Cloud.of(arm.isEmpty() ? Cloud.of(store, authority, endpoint) : arm, audience);
    BearerToken token = new BearerToken(credential, cloud.scope());
    return new AzureTarget(
        new Management(
            cloud, pipeline(application, new RetryPolicy(new ShortWaits()), token), pipeline(application, null, token)),
        new Defaults(place, scope, account));
  }

  @Override
  public void close() {
    sending.shutdownNow();
    if (!letGo()) {
      return;
    }
    // The SDK's threads belong to this bundle's own copy of it.
    Schedulers.shutdownNow();
    SharedExecutorService.getInstance().reset();
    try {
      sending.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpPipeline pipeline(String application, @Nullable HttpPipelinePolicy repeating, HttpPipelinePolicy token) {
    List<HttpPipelinePolicy> policies = new ArrayList<>();
    policies.add(new UserAgentPolicy(application, "plimsoll-action-azure", "0.1.0", Configuration.getGlobalConfiguration()));
    policies.add(new RequestIdPolicy());
    if (repeating != null) {
      policies.add(repeating);
    }
    policies.add(token);
    return new HttpPipelineBuilder().httpClient(http()).policies(policies.toArray(HttpPipelinePolicy[]::new)).build();
  }

  private synchronized HttpClient http() {
    HttpClient client = http;
    if (client == null) {
      // What still fails in a request that was cancelled is nobody's any more.
      Hooks.onErrorDropped(late -> {});
      client =
          new JdkHttpClientBuilder()
              .executor(sending)
              .connectionTimeout(Duration.ofSeconds(10))
              .responseTimeout(SILENCE)
              .readTimeout(SILENCE)
              .build();
      http = client;
    }
    return client;
  }

  /** Lets go of the client, whose own thread ends once it was collected; answers whether there was one. */
  private synchronized boolean letGo() {
    boolean was = http != null;
    http = null;
    return was;
  }
}
