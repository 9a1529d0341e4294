package io.plimsoll.host.state;

import io.plimsoll.api.region.StampedDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/** SQLite that counts commits by a connection of its own, which never writes. */
public final class StampedSqlite extends SQLiteDataSource implements StampedDataSource {
  private @Nullable Connection watching;

  /** @param url of the file, with what is set beside it */
  public StampedSqlite(String url) {
    setUrl(url);
  }

  @Override
  public synchronized long stamp() {
    try {
      Connection own = watching == null ? getConnection() : watching;
      watching = own;
      try (Statement statement = own.createStatement();
          ResultSet version = statement.executeQuery("PRAGMA data_version")) {
        return version.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
