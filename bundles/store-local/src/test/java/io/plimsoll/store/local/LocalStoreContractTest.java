package io.plimsoll.store.local;

import io.plimsoll.api.export.ExportStore;
import io.plimsoll.testkit.contract.ExportStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What every ExportStore must do. */
class LocalStoreContractTest extends ExportStoreContract {
  @TempDir Path folder;

  @Override
  protected ExportStore newPlugin() {
    return new LocalStore();
  }

  @Override
  protected URI place() {
    return folder.toUri();
  }

  @Override
  protected URI missingPlace() {
    return folder.resolve("no-such-folder").toUri();
  }

  @Override
  protected void put(String path, byte[] content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void remove(String path) {
    try {
      Files.delete(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
