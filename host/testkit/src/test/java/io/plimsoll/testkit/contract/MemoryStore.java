package io.plimsoll.testkit.contract;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A sound store whose one place is in memory; wrong ones change one step of it. */
@Plugin(name = "memory", type = ExportStore.class)
public class MemoryStore implements ExportStore {
  static final NavigableMap<String, byte[]> PLACE = new ConcurrentSkipListMap<>();

  /** As a host makes it. */
  public MemoryStore() {}

  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
    settings.validate();
    if (!location.getSchemeSpecificPart().equals("here")) {
      throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, location + " does not exist.", "Name memory:here.");
    }
    return new Place();
  }

  List<StoredObject> page(List<StoredObject> sorted) {
    return sorted;
  }

  String etag(byte[] content) {
    return Integer.toHexString(Arrays.hashCode(content)) + "-" + content.length;
  }

  boolean isChanged(StoredObject listed, byte @Nullable [] now) {
    return now == null || !etag(now).equals(listed.etag());
  }

  int read(byte[] content, long position, byte[] target, int offset, int length) {
    if (position >= content.length) {
      return -1;
    }
    int read = (int) Math.min(length, content.length - position);
    System.arraycopy(content, (int) position, target, offset, read);
    return read;
  }

  private final class Place implements ExportLocation {
    @Override
    public ObjectPage list(@Nullable String continuation) {
      List<StoredObject> objects = new ArrayList<>();
      String next = null;
      for (String path : continuation == null ? PLACE.keySet() : PLACE.tailMap(continuation, false).keySet()) {
        if (objects.size() == 7) {
          next = objects.get(6).path();
          break;
        }
        byte[] content = PLACE.get(path);
        objects.add(new StoredObject(path, content.length, etag(content), Instant.EPOCH));
      }
      return new ObjectPage(page(objects), next);
    }

    @Override
    public ObjectReader open(StoredObject object) {
      return new ObjectReader() {
        private final byte @Nullable [] held = PLACE.get(object.path());

        @Override
        public long size() {
          return object.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
          byte[] now = PLACE.get(object.path());
          if (isChanged(object, now)) {
            throw new PlimsollException(ErrorCode.INPUT_CHANGED, object.path() + " changed.", "Collect again.");
          }
          return MemoryStore.this.read(now == null ? held : now, position, target, offset, length);
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
