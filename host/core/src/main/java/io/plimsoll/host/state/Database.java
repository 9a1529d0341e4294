package io.plimsoll.host.state;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.StampedDataSource;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.UnableToManipulateTransactionIsolationLevelException;

/** A database at the newest schema, whose failures name the thing and the way out. */
public final class Database {
  private final String name;
  private final DataSource source;
  private final Jdbi jdbi;

  private Database(String name, DataSource source) {
    this.name = name;
    this.source = source;
    this.jdbi = Jdbi.create(source);
  }

  /**
   * Brings a database to its newest schema and opens it.
   *
   * @param name what messages call it, such as {@code the state of acme}
   * @param migrations the folder of migrations on the class path
   */
  public static Database open(String name, DataSource source, String migrations) {
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + migrations)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The database of " + name + " cannot be opened: " + firstLine(e) + ".",
          "Check that its folder can be written and has space; a newer Plimsoll may have written it.",
          e);
    }
    return new Database(name, source);
  }

  /**
   * Room to remember what is read, as long as nothing in the database is changed by anybody.
   *
   * @param most how many values are remembered at once
   */
  public <K, V> Remembered<K, V> remembered(int most) {
    return new Remembered<>(this, most);
  }

  /** Another one once anything was changed; empty when the database cannot tell. */
  OptionalLong stamp() {
    return source instanceof StampedDataSource stamped ? OptionalLong.of(stamped.stamp()) : OptionalLong.empty();
  }

  /** Reads in one transaction, which keeps nobody from writing and cannot write itself. */
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    try (Handle handle = jdbi.open()) {
      readOnly(handle);
      return handle.inTransaction(work);
    } catch (JdbiException e) {
      throw failed(e);
    }
  }

  /** Says so where the source knows how; otherwise a read waits for writers, and keeps them waiting. */
  private static void readOnly(Handle handle) {
    try {
      handle.setReadOnly(true);
    } catch (UnableToManipulateTransactionIsolationLevelException e) {
      // The plain driver of SQLite cannot once a connection is open; it reads all the same.
    }
  }

  /** Writes in one transaction; all of it is on the disk when the call returns, or none. */
  public void write(HandleConsumer<RuntimeException> work) {
    try {
      jdbi.useTransaction(work);
    } catch (JdbiException e) {
      throw failed(e);
    }
  }

  private PlimsollException failed(JdbiException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "The database of " + name + " refused: " + firstLine(root) + ".",
        "Check that its folder can be written, has space, and is not used by a program that locks it.",
        e);
  }

  private static String firstLine(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.lines().findFirst().orElse("").strip();
  }
}
