package io.plimsoll.keywrapper.keyvault;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.OpenKeyWrapper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One key of a vault. What is wrapped goes into an envelope whose own key, of 32 bytes, the vault wraps with
 * RSA-OAEP-256: so a data key may be of any length, and its context is bound to it, which the vault cannot do.
 */
final class VaultKey implements OpenKeyWrapper {
  private static final int MOST_VERSIONS = 50;

  /** For how long the newest version of a key is believed to be it. */
  private static final long NEWEST_NANOS = Duration.ofSeconds(60).toNanos();

  private final String vault;
  private final String name;
  private final @Nullable String version;
  private final TokenCredential credential;
  private final HttpClient http;
  private final boolean verifies;
  private final Map<String, CryptographyClient> clients = new ConcurrentHashMap<>();

  /** Guarded by this. */
  private @Nullable String newest;

  /** Guarded by this. */
  private long askedAt;

  /**
   * @param version {@code null} for the newest
   * @param verifies whether the vault must be within the domain it asks tokens for
   */
  VaultKey(
      String vault, String name, @Nullable String version, TokenCredential credential, HttpClient http, boolean verifies) {
    this.vault = vault;
    this.name = name;
    this.version = version;
    this.credential = credential;
    this.http = http;
    this.verifies = verifies;
  }

  @Override
  public synchronized String id() {
    if (version != null) {
      return prefix() + version;
    }
    String known = newest;
    if (known == null || System.nanoTime() - askedAt > NEWEST_NANOS) {
      known = asked("say its newest version", () -> keys().getKey(name).getId());
      newest = known;
      askedAt = System.nanoTime();
    }
    return known;
  }

  @Override
  public byte[] wrap(byte[] key, String context) {
    String id = id();
    return Envelope.seal(
        id, key, context, inner -> asked("wrap", () -> client(id).wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, inner).getEncryptedKey()));
  }

  @Override
  public byte[] unwrap(byte[] wrapped, String context) {
    return Envelope.open(
        wrapped, context,
        (id, inner) -> {
          // What was written down decides about nothing but the version: nobody sends this host's token elsewhere.
          if (!id.startsWith(prefix()) || !id.substring(prefix().length()).matches("[0-9a-zA-Z]{1,64}")) {
            throw Envelope.damaged(context, "the key " + id + " wrapped it, not one of " + prefix());
          }
          return asked("unwrap", () -> client(id).unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, inner).getKey());
        });
  }

  private String prefix() {
    return vault + "/keys/" + name + "/";
  }

  private CryptographyClient client(String id) {
    if (clients.size() > MOST_VERSIONS) {
      clients.clear();
    }
    return clients.computeIfAbsent(
        id,
        kid -> {
          CryptographyClientBuilder builder =
              new CryptographyClientBuilder()
                  .keyIdentifier(kid).credential(credential).httpClient(http).retryOptions(retries()).disableKeyCaching();
          return (verifies ? builder : builder.disableChallengeResourceVerification()).buildClient();
        });
  }

  private KeyClient keys() {
    KeyClientBuilder builder =
        new KeyClientBuilder().vaultUrl(vault).credential(credential).httpClient(http).retryOptions(retries());
    return (verifies ? builder : builder.disableChallengeResourceVerification()).buildClient();
  }

  private static RetryOptions retries() {
    return new RetryOptions(
        new ExponentialBackoffOptions()
            .setMaxRetries(2).setBaseDelay(Duration.ofMillis(200)).setMaxDelay(Duration.ofSeconds(3)));
  }

  private <T> T asked(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (ClientAuthenticationException e) {
      throw denied(what, "nobody vouches for this host there", e);
    } catch (HttpResponseException e) {
      int status = e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
      if (status == 401 || status == 403) {
        throw denied(what, "it answered " + status, e);
      }
      if (status == 404) {
        throw denied(what, "there is no such key or version", e);
      }
      if (status == 400 && what.equals("unwrap")) {
        throw Envelope.damaged("data key", "the vault does not unwrap it");
      }
      throw unavailable(what, status == 0 ? "it does not answer" : "it answered " + status, e);
    } catch (PlimsollException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unavailable(what, "it cannot be reached", e);
    }
  }

  private PlimsollException denied(String what, String why, Exception cause) {
    return new PlimsollException(
        ErrorCode.ACCESS_DENIED, "The key " + vault + "/keys/" + name + " does not " + what + ": " + why + ".",
        "Give the host's identity the role Key Vault Crypto User on the key (get, wrapKey, unwrapKey), and check its name.", cause);
  }

  private PlimsollException unavailable(String what, String why, Exception cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "The vault " + vault + " does not " + what + " with the key " + name + ": " + why + ".",
        "Try again; when it stays, check the network of this host and the state of the vault.", cause);
  }

  @Override
  public void close() {
    clients.clear();
  }

  @Override
  public String toString() {
    return "key " + name + " of " + vault;
  }
}
