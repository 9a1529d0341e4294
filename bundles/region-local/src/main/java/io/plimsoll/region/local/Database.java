package io.plimsoll.region.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.StampedDataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file: every commit is on the disk when it returns, and several processes may use it at once.
 *
 * <p>A few connections wait for the next one who asks: opening one and reading the schema again takes longer than most
 * of what is asked. One more is kept so that the last one closed does not fold the write-ahead log each time; it never
 * writes, so to it every commit is another connection's, which is what SQLite's {@code data_version} counts.
 */
final class Database implements StampedDataSource {
  private static final int MOST_CONNECTIONS = 16;
  private static final int MOST_WAITING = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Path file;
  private final Claim claim;
  private final Properties settings;
  private final Semaphore free = new Semaphore(MOST_CONNECTIONS, true);
  private final Connection kept;
  private final PreparedStatement version;
  private final AtomicLong asked = new AtomicLong();
  private final ReentrantLock looking = new ReentrantLock();
  private long answeredUpTo;
  private long stamp;
  private final Deque<FileConnection> waiting = new ArrayDeque<>();
  private volatile boolean closed;

  private Database(Path file, Claim claim) throws SQLException {
    this.file = file;
    this.claim = claim;
    this.settings = settings();
    this.kept = connect();
    try {
      prepare(kept);
      version = kept.prepareStatement("PRAGMA data_version");
    } catch (SQLException | RuntimeException e) {
      kept.close();
      throw e;
    }
  }

  /** Opens the database, making it when it is not there. */
  static Database open(Path file, Path locks) {
    Claim claim = Claim.together(locks, claimName(file), file);
    try {
      Folders.makeFile(file);
      return new Database(file, claim);
    } catch (SQLException e) {
      claim.close();
      throw Failures.unexpected(file, e);
    } catch (IOException e) {
      claim.close();
      throw Failures.unwritable(file, Folders.reason(e), e);
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** The name under which a database is claimed. */
  static String claimName(Path file) {
    return file.getFileName().toString();
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      if (!free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PlimsollException(
            ErrorCode.STORAGE_UNAVAILABLE,
            "All " + MOST_CONNECTIONS + " connections to " + file + " have been in use for "
                + LONGEST_WAIT.toSeconds() + " s.",
            "Try again when running work is done.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlimsollException(
          ErrorCode.CANCELLED, "The wait for a connection to " + file + " was cancelled.", "Try again.", e);
    }
    boolean opened = false;
    try {
      requireOpen();
      FileConnection own = waiting();
      Connection connection = LentConnection.of(own == null ? connect() : own, this::takeBack);
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        free.release();
      }
    }
  }

  @Override
  public long stamp() {
    long mine = asked.incrementAndGet();
    looking.lock();
    try {
      requireOpen();
      if (answeredUpTo < mine) {
        // Of a crowd one looks, for everybody who has asked before the look.
        long upTo = asked.get();
        stamp = look();
        answeredUpTo = upTo;
      }
      return stamp;
    } finally {
      looking.unlock();
    }
  }

  private long look() {
    try (ResultSet found = version.executeQuery()) {
      found.next();
      return found.getLong(1);
    } catch (SQLException e) {
      throw Failures.unexpected(file, e);
    }
  }

  private @Nullable FileConnection waiting() {
    synchronized (waiting) {
      return waiting.pollFirst();
    }
  }

  private void takeBack(FileConnection own) {
    try {
      boolean waits;
      synchronized (waiting) {
        waits = !closed && !own.isClosed() && waiting.size() < MOST_WAITING;
        if (waits) {
          waiting.addFirst(own);
        }
      }
      if (!waits) {
        own.close();
      }
    } catch (SQLException e) {
      throw Failures.unexpected(file, e);
    } finally {
      free.release();
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("SQLite knows no users");
  }

  /** Folds the write-ahead log into the file when no other process uses it. */
  void close() {
    if (closed) {
      return;
    }
    List<FileConnection> idle;
    synchronized (waiting) {
      closed = true;
      idle = List.copyOf(waiting);
      waiting.clear();
    }
    try {
      for (FileConnection connection : idle) {
        connection.close();
      }
      looking.lock();
      try {
        kept.close();
      } finally {
        looking.unlock();
      }
    } catch (SQLException e) {
      throw Failures.unexpected(file, e);
    } finally {
      claim.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The database " + file + " is closed.", "Open the workspace again.");
    }
  }

  private FileConnection connect() throws SQLException {
    try {
      return new FileConnection(file, settings);
    } catch (SQLException e) {
      throw Failures.of(file, e);
    }
  }

  /** Switches to the write-ahead log and reads the first page, where damage shows most often. */
  private void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
        if (!"wal".equalsIgnoreCase(mode.getString(1))) {
          throw Failures.unwritable(file, "its disk takes no write-ahead log, as network drives do not", null);
        }
      }
      statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
    }
  }

  private static Properties settings() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) LONGEST_WAIT.toMillis());
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    // What SQLite sorts must not reach a temporary folder outside the workspace.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config.toProperties();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("there is no log writer");
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("there is no log writer");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("there is no login");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("slf4j is used");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
