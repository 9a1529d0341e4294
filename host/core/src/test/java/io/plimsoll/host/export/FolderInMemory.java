package io.plimsoll.host.export;

import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A location of a few small objects; lists two a page so that paging is met. */
final class FolderInMemory implements ExportLocation {
  private final Map<String, byte[]> objects = new TreeMap<>();

  FolderInMemory put(String path, String content) {
    objects.put(path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  @Override
  public ObjectPage list(String continuation) {
    List<StoredObject> page = new ArrayList<>();
    for (Map.Entry<String, byte[]> e : objects.entrySet()) {
      if (continuation != null && e.getKey().compareTo(continuation) <= 0) {
        continue;
      }
      if (page.size() == 2) {
        return new ObjectPage(page, page.get(1).path());
      }
      page.add(
          new StoredObject(e.getKey(), e.getValue().length, "e" + e.getValue().length, Instant.parse("2025-11-02T00:00:00Z")));
    }
    return new ObjectPage(page, null);
  }

  @Override
  public ObjectReader open(StoredObject object) {
    byte[] content = objects.get(object.path());
    return new ObjectReader() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public int read(long position, byte[] target, int offset, int length) {
        if (position >= content.length) {
          return -1;
        }
        int count = (int) Math.min(length, content.length - position);
        System.arraycopy(content, (int) position, target, offset, count);
        return count;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
