package io.plimsoll.store.adls;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The store against a real account, only where {@code PLIMSOLL_AZURE_STORE} names a folder with exports and {@code
 * PLIMSOLL_AZURE_TOKEN} holds a token for Azure Storage; see docs/azure.md. Writes nothing.
 */
@EnabledIfEnvironmentVariable(named = "PLIMSOLL_AZURE_STORE", matches = ".+", disabledReason = "No account is named by PLIMSOLL_AZURE_STORE")
@EnabledIfEnvironmentVariable(named = "PLIMSOLL_AZURE_TOKEN", matches = ".+", disabledReason = "No token is in PLIMSOLL_AZURE_TOKEN")
class RealAccountTest {
  /** What is read whole at most. */
  private static final long LARGEST = 64 << 20;

  private final AdlsStore store = new AdlsStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void bothApisListTheSame() {
    Map<String, StoredObject> byDfs = list("dfs");

    assertThat(byDfs).isNotEmpty().isEqualTo(list("blob"));
  }

  @Test
  void rangesAreThoseOfTheWhole() {
    try (ExportLocation location = open("auto")) {
      StoredObject largest =
          list("auto").values().stream()
              .filter(o -> o.size() <= LARGEST)
              .max(Comparator.comparingLong(StoredObject::size))
              .orElseThrow();
      byte[] whole = new byte[(int) largest.size()];
      try (ObjectReader reader = location.open(largest)) {
        for (int at = 0; at < whole.length; ) {
          at += reader.read(at, whole, at, Math.min(1 << 20, whole.length - at));
        }
        Random random = new Random(3);
        for (int i = 0; i < 10; i++) {
          int from = random.nextInt(whole.length);
          byte[] range = new byte[Math.min(whole.length - from, 3 << 20)];
          assertThat(reader.read(from, range, 0, range.length)).isEqualTo(range.length);
          assertThat(Arrays.equals(range, 0, range.length, whole, from, from + range.length)).isTrue();
        }
      }
    }
  }

  @Test
  void anotherEtagIsRefused() {
    StoredObject any = list("auto").values().stream().filter(o -> o.size() > 0).findFirst().orElseThrow();
    StoredObject other = new StoredObject(any.path(), any.size(), "0x1", any.lastModified());
    try (ExportLocation location = open("auto");
        ObjectReader reader = location.open(other)) {
      assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(PlimsollException.class, () -> reader.read(0, new byte[1], 0, 1)).code())
          .isEqualTo(ErrorCode.INPUT_CHANGED);
    }
  }

  private Map<String, StoredObject> list(String api) {
    Map<String, StoredObject> all = new HashMap<>();
    try (ExportLocation location = open(api)) {
      String next = null;
      do {
        ObjectPage page = location.list(next);
        page.objects().forEach(o -> all.put(o.path(), o));
        next = page.next();
      } while (next != null);
    }
    return all;
  }

  private ExportLocation open(String api) {
    return store.open(
        URI.create(System.getenv("PLIMSOLL_AZURE_STORE")), PluginSettings.of(Map.of("listing", api)), new GivenToken());
  }

  private static final class GivenToken implements Credential {
    @Override
    public Optional<AccessToken> token(String scope) {
      return Optional.of(new AccessToken(System.getenv("PLIMSOLL_AZURE_TOKEN"), Instant.MAX));
    }

    @Override
    public void close() {
      // It is the environment's.
    }
  }
}
