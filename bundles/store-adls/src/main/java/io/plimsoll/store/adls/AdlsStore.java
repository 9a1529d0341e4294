package io.plimsoll.store.adls;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.SharedExecutorService;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.file.datalake.DataLakeFileSystemClient;
import com.azure.storage.file.datalake.DataLakeFileSystemClientBuilder;
import com.azure.storage.file.datalake.DataLakeServiceVersion;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.store.adls.AdlsLocation.ListingChoice;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * Reads exports from Azure Data Lake Storage, Blob Storage and OneLake, such as {@code
 * abfss://exports@contoso.dfs.core.windows.net/focus}, with the token of the connection's credential.
 *
 * <p>One HTTP client and one set of threads serve all connections; they begin with the first one, so that a host
 * without exports in Azure has none of it. Closing the store ends every thread, those of the Azure SDK among them.
 */
@Plugin(name = "adls", type = ExportStore.class)
public final class AdlsStore implements ExportStore, AutoCloseable {
  /** How requests name their sender unless the connection says otherwise. */
  private static final String APPLICATION = "Plimsoll";

  /** Old enough for every cloud, OneLake and emulators, and knows all that is asked for here. */
  private static final BlobServiceVersion BLOB_VERSION = BlobServiceVersion.V2023_11_03;

  private static final DataLakeServiceVersion DFS_VERSION = DataLakeServiceVersion.V2023_11_03;

  private static final int PAGE_SIZE = 5000;
  private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService sending =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "plimsoll-adls-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
  private final ReadThreads threads = new ReadThreads();
  private @Nullable HttpClient http;

  @Override
  public Set<String> schemes() {
    return Set.of("abfss", "https");
  }

  @Override
  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
    String endpoint = settings.text("endpoint", "");
    String listing = settings.text("listing", "auto");
    String application = settings.text("application", APPLICATION);
    long pageSize = settings.number("page-size", PAGE_SIZE);
    settings.validate();
    require(application.matches("[A-Za-z0-9._/-]{1,24}"), "application", application, "1 to 24 letters, digits and ._/-");
    require(pageSize >= 1 && pageSize <= PAGE_SIZE, "page-size", pageSize, "a number from 1 to " + PAGE_SIZE);
    ExportAddress address = ExportAddress.parse(location, endpoint.isEmpty() ? null : endpoint);
    RequestLog log = new RequestLog(application);
    HttpPipeline pipeline = pipeline(credential, log, application);
    BlobContainerClient container =
        new BlobContainerClientBuilder()
            .endpoint(address.blob())
            .containerName(address.container())
            .serviceVersion(BLOB_VERSION)
            .pipeline(pipeline)
            .buildClient();
    DataLakeFileSystemClient fileSystem =
        new DataLakeFileSystemClientBuilder()
            .endpoint(address.dfs())
            .fileSystemName(address.container())
            .serviceVersion(DFS_VERSION)
            .pipeline(pipeline)
            .buildClient();
    return new AdlsLocation(
        address,
        new DfsListing(fileSystem, address, (int) pageSize, PAGE_TIMEOUT),
        new BlobListing(container, address, (int) pageSize, PAGE_TIMEOUT),
        choice(listing),
        container,
        threads,
        log);
  }

  @Override
  public void close() {
    threads.close();
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

  private HttpPipeline pipeline(Credential credential, RequestLog log, String application) {
    return new HttpPipelineBuilder()
        .httpClient(http())
        .policies(
            new UserAgentPolicy(application, "plimsoll-store-adls", "0.1.0", Configuration.getGlobalConfiguration()),
            log,
            new RetryPolicy(new Repeating()),
            new BearerToken(credential),
            log.sending())
        .build();
  }

  private static ListingChoice choice(String text) {
    String names = Arrays.toString(ListingChoice.values()).toLowerCase(Locale.ROOT);
    for (ListingChoice choice : ListingChoice.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    throw invalid("listing", text, "one of " + names);
  }

  private static void require(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw invalid(name, value, expected);
    }
  }

  private static PlimsollException invalid(String name, Object value, String expected) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The setting store." + name + " is '" + value + "'.", "Set it to " + expected + ".");
  }
}
