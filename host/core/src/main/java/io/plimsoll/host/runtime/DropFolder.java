package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a folder, and what changed since the last look. A jar that is being written, or replaced in two steps,
 * is left alone until two looks saw the same. Not thread-safe.
 */
final class DropFolder {
  private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
  private static final Look CHANGED = new Look(-1, "", "");

  private final Path folder;
  private Map<Path, Look> last = new HashMap<>();
  private final Map<Path, Look> taken = new TreeMap<>();
  private boolean listed = true;

  /**
   * How a file looks from outside.
   *
   * @param key tells a file that was put in the place of another, as large and as old, from it
   */
  private record Look(long size, String modified, String key) {}

  /**
   * What changed.
   *
   * @param settled jars that are new or different
   * @param gone jars taken before that are not there any more
   */
  record Changes(List<Path> settled, List<Path> gone) {}

  DropFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Every jar that is there now, in the order of file names; all are taken as they are.
   *
   * @throws PlimsollException {@code NOT_FOUND} when the folder cannot be listed
   */
  List<Path> all() {
    try {
      Map<Path, Look> now = look();
      last = now;
      taken.putAll(now);
      return List.copyOf(now.keySet());
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND,
          "The folder of bundles " + folder + " cannot be listed: " + Verdict.inWords(e) + ".",
          "Name a folder that exists and can be read.",
          e);
    }
  }

  /** What changed since the last look; nothing while the folder cannot be listed. */
  Changes changes() {
    Map<Path, Look> now;
    try {
      now = look();
      listed = true;
    } catch (IOException e) {
      if (listed) {
        LOG.warn("The folder of bundles {} cannot be listed; its plug-ins stay as they are: {}", folder, Verdict.inWords(e));
      }
      listed = false;
      return new Changes(List.of(), List.of());
    }
    List<Path> settled = new ArrayList<>();
    now.forEach(
        (jar, look) -> {
          if (look.equals(last.get(jar)) && !look.equals(taken.get(jar))) {
            taken.put(jar, look);
            settled.add(jar);
          }
        });
    List<Path> gone = taken.keySet().stream().filter(jar -> !now.containsKey(jar) && !last.containsKey(jar)).toList();
    gone.forEach(taken::remove);
    last = now;
    return new Changes(settled, gone);
  }

  /** Whether a jar lies in it. */
  boolean has(Path jar) {
    return folder.equals(jar.getParent());
  }

  /** Takes a jar as one to be taken once more: it changed while it was read. */
  void again(Path jar) {
    taken.put(jar, CHANGED);
  }

  /** Whether a jar is still as it was when it was taken. */
  boolean isAsTaken(Path jar) {
    return lookAt(jar).equals(taken.get(jar));
  }

  private Map<Path, Look> look() throws IOException {
    Map<Path, Look> now = new TreeMap<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : jars) {
        now.put(jar, lookAt(jar));
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return now;
  }

  private static Look lookAt(Path jar) {
    try {
      BasicFileAttributes seen = Files.readAttributes(jar, BasicFileAttributes.class);
      @Nullable Object key = seen.fileKey();
      return new Look(seen.size(), seen.lastModifiedTime().toString(), String.valueOf(key));
    } catch (IOException e) {
      // A link that leads nowhere, or a file gone between two steps: it is told when it is read.
      return new Look(0, "unreadable", "");
    }
  }
}
