package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library and leaves nothing of it in the temporary folder.
 *
 * <p>The driver unpacks the library into the temporary folder and removes it when the JVM exits, which a
 * killed JVM never does. Here it is unpacked into a folder of its own that is removed right after loading;
 * a loaded library needs no name. Windows keeps the file of a loaded library, so a later start removes it.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String PREFIX = "plimsoll-sqlite-";
  private static final String DRIVER_FOLDER = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  static void load() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    // The monitor of the properties is the one thing that hosts in several class loaders of a JVM share.
    Properties jvm = System.getProperties();
    synchronized (jvm) {
      @Nullable String before = jvm.getProperty(DRIVER_FOLDER);
      try {
        removeOld(temporary);
        Path own = Files.createTempDirectory(temporary, PREFIX);
        jvm.setProperty(DRIVER_FOLDER, own.toString());
        boolean loaded = SQLiteJDBCLoader.initialize();
        remove(own);
        if (!loaded) {
          throw notLoaded(temporary, null);
        }
      } catch (PlimsollException e) {
        throw e;
      } catch (Exception e) {
        throw notLoaded(temporary, e);
      } finally {
        if (before == null) {
          jvm.remove(DRIVER_FOLDER);
        } else {
          jvm.setProperty(DRIVER_FOLDER, before);
        }
      }
    }
  }

  private static PlimsollException notLoaded(Path temporary, @Nullable Exception cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "SQLite's native library cannot be loaded from " + temporary + ".",
        "Set java.io.tmpdir to a folder that can be written and from which programs may run.",
        cause);
  }

  /** An hour is long past loading, so nobody is between unpacking and loading there. */
  private static void removeOld(Path temporary) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
      for (Path folder : folders) {
        if (Files.isDirectory(folder) && Files.getLastModifiedTime(folder).toMillis() < hourAgo) {
          remove(folder);
        }
      }
    }
  }

  private static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} is still in use and is removed at a later start", folder, e);
    }
  }
}
