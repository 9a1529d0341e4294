package io.plimsoll.keywrapper.keyvault;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.SharedExecutorService;
import io.plimsoll.api.encryption.KeyWrapper;
import io.plimsoll.api.encryption.OpenKeyWrapper;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** A key in Azure Key Vault, by its identifier. The vault wraps and unwraps; the key never comes here. */
@Plugin(name = KeyVaultWrapper.NAME, type = KeyWrapper.class)
public final class KeyVaultWrapper implements KeyWrapper, AutoCloseable {
  static final String NAME = "azure-key-vault";

  private static final Pattern KEY =
      Pattern.compile("(https://[A-Za-z0-9.:-]{3,200})/keys/([A-Za-z0-9-]{1,127})(?:/([0-9a-zA-Z]{1,64}))?/?");
  private static final Duration CONNECT = Duration.ofSeconds(4);
  private static final Duration ANSWER = Duration.ofSeconds(8);

  private final @Nullable TokenCredential credential;

  /** Guarded by this. */
  private @Nullable ExecutorService threads;

  /** Proves itself as the settings say. */
  public KeyVaultWrapper() {
    this(null);
  }

  /** @param credential of a test, at a vault that is not in Azure */
  KeyVaultWrapper(@Nullable TokenCredential credential) {
    this.credential = credential;
  }

  @Override
  public OpenKeyWrapper open(PluginSettings settings) {
    String key = settings.text("key", "");
    Matcher known = KEY.matcher(key);
    if (!known.matches()) {
      settings.refuse("key", "is not the identifier of a key such as https://VAULT.vault.azure.net/keys/NAME");
    }
    Identity identity = new Identity(settings);
    settings.validate();
    HttpClient http =
        new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().connectTimeout(CONNECT).executor(threads()))
            .connectionTimeout(CONNECT).responseTimeout(ANSWER).readTimeout(ANSWER).writeTimeout(ANSWER).build();
    return new VaultKey(
        known.group(1), known.group(2), known.group(3), credential != null ? credential : identity.credential(http, threads()),
        http, credential == null);
  }

  private synchronized ExecutorService threads() {
    ExecutorService known = threads;
    if (known == null) {
      AtomicInteger count = new AtomicInteger();
      known =
          new ThreadPoolExecutor(
              0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(),
              work -> {
                Thread thread = new Thread(work, "plimsoll-" + NAME + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      threads = known;
    }
    return known;
  }

  /** Ends all threads, also those the libraries inside this bundle began. */
  @Override
  public synchronized void close() {
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
      Schedulers.shutdownNow();
      SharedExecutorService.getInstance().reset();
    }
  }
}
