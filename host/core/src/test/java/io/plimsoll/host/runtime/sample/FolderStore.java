package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A store whose place has the optional ability of local files, and whose objects never answer a read. */
public final class FolderStore implements ExportStore {
  @Override
  public Set<String> schemes() {
    return Set.of("folder");
  }

  @Override
  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
    return new Folder();
  }

  private static final class Folder implements LocalFiles {
    @Override
    public Path file(StoredObject object) {
      return Path.of(object.path());
    }

    @Override
    public ObjectPage list(String continuation) {
      return new ObjectPage(List.of(), null);
    }

    @Override
    public ObjectReader open(StoredObject object) {
      return new Silent();
    }

    @Override
    public void close() {}
  }

  private static final class Silent implements ObjectReader {
    @Override
    public long size() {
      return 42;
    }

    @Override
    public synchronized int read(long position, byte[] target, int offset, int length) {
      if (position < 0) {
        return length;
      }
      try {
        while (true) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }

    @Override
    public void close() {}
  }
}
