package io.plimsoll.store.local;

import io.plimsoll.api.export.StoredObject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists the files below a folder in the order of their paths, behind a given path, up to a limit. */
final class FolderWalk {
  private final Path root;
  private final String after;
  private final int limit;

  FolderWalk(Path root, String after, int limit) {
    this.root = root;
    this.after = after;
    this.limit = limit;
  }

  void into(List<StoredObject> objects) {
    folder(root, "", objects);
  }

  private void folder(Path folder, String prefix, List<StoredObject> objects) {
    // A folder sorts as its name with a slash, so that going down keeps the order of whole paths.
    Map<String, BasicFileAttributes> entries = new TreeMap<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        add(child, prefix, entries);
      }
    } catch (NoSuchFileException e) {
      if (folder.equals(root)) {
        throw LocalLocation.unavailable(folder, e);
      }
      return; // an overwritten run folder vanishes while it is listed
    } catch (DirectoryIteratorException e) {
      throw LocalLocation.unavailable(folder, e.getCause());
    } catch (IOException e) {
      throw LocalLocation.unavailable(folder, e);
    }
    for (Map.Entry<String, BasicFileAttributes> entry : entries.entrySet()) {
      if (objects.size() == limit) {
        return;
      }
      String path = entry.getKey();
      BasicFileAttributes attributes = entry.getValue();
      if (attributes.isDirectory()) {
        folder(root.resolve(path), path, objects);
      } else {
        objects.add(
            new StoredObject(
                path, attributes.size(), Etag.of(attributes), attributes.lastModifiedTime().toInstant()));
      }
    }
  }

  private void add(Path child, String prefix, Map<String, BasicFileAttributes> entries) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // deleted since the folder was listed
    }
    String path = prefix + child.getFileName();
    if (attributes.isDirectory()) {
      path += '/';
      if (path.compareTo(after) > 0 || after.startsWith(path)) {
        entries.put(path, attributes);
      }
    } else if (attributes.isRegularFile() && path.compareTo(after) > 0) {
      entries.put(path, attributes);
    }
  }
}
