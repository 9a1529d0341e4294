package io.plimsoll.region.local;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * A connection that tells what is wrong with the disk or the file in words an operator can act on.
 *
 * <p>A transaction begins with its first statement and takes the write lock at once, so that two which read
 * before they write wait for each other instead of failing; a read-only one never takes it. The driver's own
 * way begins the next transaction right after each commit, which holds the lock while nobody needs it.
 *
 * <p>It is constructed directly: the driver manager does not see drivers inside bundles, and would keep the
 * bundle's classes from being unloaded.
 */
final class FileConnection extends JDBC4Connection {
  private final Path file;
  private boolean readOnly;
  private boolean begun;

  FileConnection(Path file, Properties settings) throws SQLException {
    super("jdbc:sqlite:" + file, file.toString(), settings);
    this.file = file;
  }

  /** Forgets the transaction under way and is as it was when it was opened. */
  void startOver() throws SQLException {
    end("rollback;");
    getConnectionConfig().setAutoCommit(true);
    if (readOnly) {
      setReadOnly(false);
    }
  }

  @Override
  public void setAutoCommit(boolean on) throws SQLException {
    if (on && !getAutoCommit()) {
      end("commit;");
    }
    getConnectionConfig().setAutoCommit(on);
  }

  @Override
  public void commit() throws SQLException {
    requireTransaction();
    end("commit;");
  }

  @Override
  public void rollback() throws SQLException {
    requireTransaction();
    end("rollback;");
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    begin();
    return super.setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    begin();
    return super.setSavepoint(name);
  }

  @Override
  public void setReadOnly(boolean on) throws SQLException {
    if (begun) {
      throw new SQLException("a transaction has begun, so it cannot become read-only or writable any more");
    }
    getDatabase().exec("PRAGMA query_only = " + on + ";", true);
    readOnly = on;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    checkOpen();
    checkCursor(type, concurrency, holdability);
    return new PlainStatement(this);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    checkCursor(type, concurrency, holdability);
    return told(() -> new Prepared(this, sql));
  }

  /** Runs a statement, in a transaction that begins with it when it is the first. */
  private <T> T run(Call<T> statement) throws SQLException {
    return told(() -> {
      begin();
      return statement.run();
    });
  }

  private void begin() throws SQLException {
    if (!begun && !getAutoCommit()) {
      getDatabase().exec(readOnly ? "begin;" : "begin immediate;", false);
      begun = true;
    }
  }

  private void end(String how) throws SQLException {
    if (begun) {
      begun = false;
      told(() -> {
        getDatabase().exec(how, false);
        return true;
      });
    }
  }

  private void requireTransaction() throws SQLException {
    if (getAutoCommit()) {
      throw new SQLException("there is no transaction: the connection commits each statement");
    }
  }

  private <T> T told(Call<T> call) throws SQLException {
    try {
      return call.run();
    } catch (SQLException e) {
      // The driver's constructor already runs statements, before there is a file; its caller puts the words.
      boolean own = Objects.isNull(file) || readOnly && e.getMessage().contains("SQLITE_READONLY");
      throw own ? e : Failures.of(file, e);
    }
  }

  private interface Call<T> {
    T run() throws SQLException;
  }

  /** A statement of text. */
  private static final class PlainStatement extends JDBC4Statement {
    private final FileConnection owner;

    PlainStatement(FileConnection owner) {
      super(owner);
      this.owner = owner;
    }

    @Override
    public boolean execute(String sql) throws SQLException {
      return owner.run(() -> super.execute(sql));
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
      return owner.run(() -> super.executeQuery(sql));
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
      return owner.run(() -> super.executeUpdate(sql));
    }

    @Override
    public int[] executeBatch() throws SQLException {
      return owner.run(super::executeBatch);
    }
  }

  /** A statement with parameters. */
  private static final class Prepared extends JDBC4PreparedStatement {
    private final FileConnection owner;

    Prepared(FileConnection owner, String sql) throws SQLException {
      super(owner, sql);
      this.owner = owner;
    }

    @Override
    public boolean execute() throws SQLException {
      return owner.run(super::execute);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
      return owner.run(super::executeQuery);
    }

    @Override
    public int executeUpdate() throws SQLException {
      return owner.run(super::executeUpdate);
    }

    @Override
    public int[] executeBatch() throws SQLException {
      return owner.run(super::executeBatch);
    }
  }
}
