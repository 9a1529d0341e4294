package io.plimsoll.testkit.contract;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.api.region.StampedDataSource;
import io.plimsoll.api.region.Workspace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A backend sound enough for the contract: a folder and a database an organisation; wrong ones change one step. */
@Plugin(name = "sqlite", type = RegionalBackend.class)
public class SqliteRegion implements RegionalBackend {
  private final Set<String> locks = ConcurrentHashMap.newKeySet();

  /** As a host makes it. */
  public SqliteRegion() {}

  Path folder(Path root, String organisation) {
    if (!organisation.matches("[a-z][a-z0-9-]+")) {
      throw new PlimsollException(ErrorCode.INVALID_REQUEST, "'" + organisation + "' is no name.", "Use letters.");
    }
    return root.resolve(organisation);
  }

  Path database(Path folder) {
    return folder.resolve("state.db");
  }

  /** The number in the head of the file that counts its commits (sqlite.org/fileformat2.html, 1.3.7). */
  long stamp(Path database) {
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "r")) {
      file.seek(24);
      return file.readInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean take(String lock) {
    return locks.add(lock);
  }

  @Override
  public DataSource controlPlane(Path home) {
    return source(made(home).resolve("control.db"));
  }

  boolean isThere(Path folder) {
    return Files.exists(folder);
  }

  @Override
  public void create(Path root, String organisation) {
    made(folder(root, organisation));
  }

  @Override
  public Workspace open(Path root, String organisation) {
    Path folder = folder(root, organisation);
    if (!isThere(folder)) {
      throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, folder + " is not there.", "Restore it from a backup.");
    }
    return new Workspace() {
      @Override
      public DataSource state() {
        return source(database(folder));
      }

      @Override
      public Path rollups() {
        return made(folder.resolve("rollups"));
      }

      @Override
      public Path audit() {
        return made(folder.resolve("audit"));
      }

      @Override
      public Optional<Lock> lock(String name) {
        String lock = folder + " " + name;
        return take(lock) ? Optional.of(() -> locks.remove(lock)) : Optional.empty();
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  @Override
  public void delete(Path root, String organisation) {
    Path folder = folder(root, organisation);
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(30_000);
    Stamped source = new Stamped(config, file);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private final class Stamped extends SQLiteDataSource implements StampedDataSource {
    private final Path file;

    Stamped(SQLiteConfig config, Path file) {
      super(config);
      this.file = file;
    }

    @Override
    public long stamp() {
      return SqliteRegion.this.stamp(file);
    }
  }
}
