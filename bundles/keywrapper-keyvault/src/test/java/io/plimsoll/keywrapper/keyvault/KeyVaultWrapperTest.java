package io.plimsoll.keywrapper.keyvault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.KeyWrapper;
import io.plimsoll.api.encryption.OpenKeyWrapper;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.azure.LoopbackCertificate;
import io.plimsoll.testkit.contract.KeyWrapperContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Against a vault of the test that follows the published contract. */
class KeyVaultWrapperTest extends KeyWrapperContract {
  private static final byte[] KEY = new byte[120];

  @TempDir private static Path folder;
  private static StandInVault vault;
  private static final ConcurrentLinkedQueue<String> SCOPES = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws Exception {
    Arrays.fill(KEY, (byte) 7);
    vault = new StandInVault(LoopbackCertificate.trusted(folder));
  }

  @AfterAll
  static void stop() {
    vault.close();
  }

  @Override
  protected KeyWrapper newPlugin() {
    return new KeyVaultWrapper(token("good"));
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("key", vault.url() + "/keys/plimsoll");
  }

  @Test
  void aKeyIsWrappedAndUnwrappedByTheVaultAndNothingPlainLeaves() throws Exception {
    KeyVaultWrapper plugin = new KeyVaultWrapper(token("good"));
    try (OpenKeyWrapper key = open(plugin, "/keys/plimsoll")) {
      byte[] wrapped = key.wrap(KEY, "data key of acme");
      assertThat(key.unwrap(wrapped, "data key of acme")).isEqualTo(KEY);
      assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).contains(vault.url() + "/keys/plimsoll/v");
      assertThat(vault.asked).as("it is asked for a token first").anyMatch(a -> a.endsWith(" null"));
      assertThat(SCOPES).contains("https://vault.azure.net/.default");
      assertThat(vault.asked).anyMatch(a -> a.contains("/wrapkey?api-version=") && a.endsWith("Bearer good"));
      assertThat(vault.asked).anyMatch(a -> a.contains("/unwrapkey?api-version="));

      for (String other : List.of("data key of beta", "")) {
        assertThatThrownBy(() -> key.unwrap(wrapped, other))
            .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT));
      }
      for (int i : new int[] {0, 1, wrapped.length - 1, wrapped.length / 2, 60}) {
        byte[] changed = wrapped.clone();
        changed[i] ^= 1;
        assertThatThrownBy(() -> key.unwrap(changed, "data key of acme"))
            .as("byte " + i)
            .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isIn(ErrorCode.STORAGE_CORRUPT, ErrorCode.ACCESS_DENIED));
      }
      assertThatThrownBy(() -> key.unwrap(new byte[] {1, 0}, "x")).hasMessageContaining("does not open");
    } finally {
      plugin.close();
    }
  }

  @Test
  void whatWasWrittenDownSendsNoTokenElsewhere() {
    KeyVaultWrapper plugin = new KeyVaultWrapper(token("good"));
    try (OpenKeyWrapper key = open(plugin, "/keys/plimsoll")) {
      for (String elsewhere : List.of("https://evil.example/keys/plimsoll/v1", vault.url() + "/keys/other/v1", vault.url() + "/keys/plimsoll/../other/v1")) {
        byte[] forged = Envelope.seal(elsewhere, KEY, "c", own -> own);
        assertThatThrownBy(() -> key.unwrap(forged, "c")).hasMessageContaining("wrapped it, not one of " + vault.url() + "/keys/plimsoll/");
      }
    } finally {
      plugin.close();
    }
  }

  @Test
  void aNewVersionWrapsFromThenOnAndTheOldOneStillUnwraps() throws Exception {
    KeyVaultWrapper plugin = new KeyVaultWrapper(token("good"));
    byte[] before;
    String id;
    try (OpenKeyWrapper key = open(plugin, "/keys/plimsoll")) {
      before = key.wrap(KEY, "c");
      id = key.id();
    }
    vault.newVersion("v" + (vault.versions.size() + 1));
    try (OpenKeyWrapper key = open(plugin, "/keys/plimsoll"); OpenKeyWrapper pinned = open(plugin, "/keys/plimsoll/v1")) {
      assertThat(key.id()).isNotEqualTo(id);
      assertThat(pinned.id()).endsWith("/keys/plimsoll/v1");
      assertThat(key.unwrap(before, "c")).isEqualTo(KEY);
      assertThat(key.unwrap(key.wrap(KEY, "c"), "c")).isEqualTo(KEY);
    } finally {
      plugin.close();
    }
  }

  @Test
  void whatTheVaultRefusesIsSaidInWordsOfOurOwn() {
    for (String[] each : new String[][] {{"bad", "/keys/plimsoll", "it answered 403"}, {"good", "/keys/other", "there is no such key or version"}, {"good", "/keys/plimsoll/v99", "there is no such key or version"}}) {
      KeyVaultWrapper plugin = new KeyVaultWrapper(token(each[0]));
      try (OpenKeyWrapper key = open(plugin, each[1])) {
        assertThatThrownBy(() -> key.wrap(KEY, "c"))
            .isInstanceOfSatisfying(PlimsollException.class, e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
              assertThat(e.advice()).contains("Key Vault Crypto User");
            })
            .hasMessageContaining(each[2]);
      } finally {
        plugin.close();
      }
    }
  }

  @Test
  void aVaultInTroubleIsAskedAgainAndThenSaidToBeSo() {
    KeyVaultWrapper plugin = new KeyVaultWrapper(token("good"));
    try (OpenKeyWrapper key = open(plugin, "/keys/plimsoll/v1")) {
      for (int status : new int[] {429, 503}) {
        vault.trouble = status;
        vault.times = 1;
        assertThat(key.unwrap(key.wrap(KEY, "c"), "c")).isEqualTo(KEY);
        vault.times = 10;
        assertThatThrownBy(() -> key.wrap(KEY, "c"))
            .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
            .hasMessageContaining("it answered " + status)
            .hasMessageNotContaining("canary");
        vault.times = 0;
      }
    } finally {
      plugin.close();
    }
  }

  @Test
  void settingsThatCannotBeAreNamedAllAtOnce() {
    KeyVaultWrapper plugin = new KeyVaultWrapper();
    for (String key : List.of("", "http://v.vault.azure.net/keys/a", "https://v.vault.azure.net/secrets/a", "https://v.vault.azure.net/keys/a/b/c")) {
      assertThatThrownBy(() -> plugin.open(PluginSettings.of(Map.of("key", key, "credential", "client-secret", "colour", "red"))))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .hasMessageContainingAll("key is not the identifier of a key", "tenant is missing", "client-secret is missing", "colour is not a setting here");
    }
    plugin.open(PluginSettings.of(Map.of("key", "https://v.vault.azure.net/keys/a"))).close();
    plugin.close();
  }

  private static OpenKeyWrapper open(KeyVaultWrapper plugin, String key) {
    return plugin.open(PluginSettings.of(Map.of("key", vault.url() + key)));
  }

  private static TokenCredential token(String token) {
    return request -> {
      SCOPES.addAll(request.getScopes());
      return Mono.just(new AccessToken(token, OffsetDateTime.now().plusHours(1)));
    };
  }
}
