package io.plimsoll.store.adls;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.azure.Azurite;
import io.plimsoll.peers.azure.LoopbackCertificate;
import io.plimsoll.peers.azure.TokenService;
import io.plimsoll.peers.azure.TokenServiceCredential;
import io.plimsoll.testkit.contract.ExportStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every ExportStore must do. */
class AdlsStoreContractTest extends ExportStoreContract {
  @TempDir static Path folder;
  private static Azurite azurite;
  private static TokenService tokens;

  private final BlobContainerClient container = azurite.container("place-" + UUID.randomUUID());

  @BeforeAll
  static void start() {
    LoopbackCertificate certificate = LoopbackCertificate.trusted(folder);
    azurite = Azurite.start(folder, certificate);
    tokens = TokenService.start(certificate);
  }

  @AfterAll
  static void stop() {
    if (azurite != null) {
      azurite.close();
    }
    if (tokens != null) {
      tokens.close();
    }
  }

  @Override
  protected ExportStore newPlugin() {
    return new AdlsStore();
  }

  @Override
  protected URI place() {
    return URI.create("https://devstoreaccount1.blob.core.windows.net/" + container.getBlobContainerName());
  }

  @Override
  protected URI missingPlace() {
    return URI.create("https://devstoreaccount1.blob.core.windows.net/nobody-made-this");
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("endpoint", azurite.endpoint());
  }

  @Override
  protected Credential credential() {
    return new TokenServiceCredential().open(PluginSettings.of(Map.of("url", tokens.url("/token"))));
  }

  @Override
  protected void put(String path, byte[] content) {
    container.getBlobClient(path).upload(BinaryData.fromBytes(content), true);
  }

  @Override
  protected void remove(String path) {
    container.getBlobClient(path).delete();
  }
}
