package io.plimsoll.engine.duckdb;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of DuckDB's native library that the driver unpacks into the temporary folder.
 *
 * <p>The driver removes it when the JVM ends in order. On Linux the name is not needed once the library is mapped,
 * so it is removed at once and a killed JVM leaves nothing behind either.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final Path MAPPINGS = Path.of("/proc/self/maps");
  private static final String PREFIX = "libduckdb_java";

  private NativeLibrary() {}

  /** Removes the names of the copies this process has mapped; on systems without a list of mappings does nothing. */
  static void removeUnpackedCopies() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      if (!Files.isReadable(MAPPINGS)) {
        return;
      }
      for (Path file : mapped(Files.readAllLines(MAPPINGS))) {
        if (temporary.equals(file.getParent())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("The unpacked DuckDB library in {} could not be removed; it goes when the JVM ends.", temporary, e);
    }
  }

  /** What is said when there is no library for this machine, or it cannot be unpacked. */
  static PlimsollException missing(LinkageError cause) {
    return new PlimsollException(
        ErrorCode.PLUGIN_FAILED,
        "DuckDB's native library cannot be loaded on " + System.getProperty("os.name") + ' '
            + System.getProperty("os.arch") + '.',
        "Use the bundle built for this platform (-Pevery-platform builds one for all), and see that "
            + System.getProperty("java.io.tmpdir") + " has 80 MB free and may hold programs.",
        cause);
  }

  private static List<Path> mapped(List<String> mappings) {
    return mappings.stream()
        .map(line -> line.indexOf('/') < 0 ? "" : line.substring(line.indexOf('/')))
        .filter(path -> path.endsWith(".so"))
        .distinct()
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(PREFIX))
        .toList();
  }
}
