package io.plimsoll.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A connection is used again when it came back as it went, and none stays open behind the end. */
class KeptConnectionsTest {
  @TempDir private Path folder;
  private KeptConnections connections;

  @BeforeEach
  void open() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("state.db"));
    connections = new KeptConnections(source);
  }

  @Test
  void theNextGetsTheOneThatCameBack() throws SQLException {
    Connection first = connections.openConnection();
    connections.closeConnection(first);

    assertThat(connections.openConnection()).isSameAs(first);
    assertThat(connections.openConnection()).isNotSameAs(first);
    first.close();
  }

  @Test
  void oneInTheMiddleOfATransactionIsClosed() throws SQLException {
    Connection left = connections.openConnection();
    left.setAutoCommit(false);
    try (Statement statement = left.createStatement()) {
      statement.execute("create table t (a integer)");
    }
    connections.closeConnection(left);

    assertThat(left.isClosed()).isTrue();
    try (Connection next = connections.openConnection();
        Statement statement = next.createStatement();
        var tables = statement.executeQuery("select count(*) from sqlite_schema")) {
      assertThat(tables.getInt(1)).as("what was not committed is gone").isZero();
    }
  }

  @Test
  void oneThatIsClosedAlreadyIsNotHandedOutAgain() throws SQLException {
    Connection closed = connections.openConnection();
    closed.close();
    connections.closeConnection(closed);

    try (Connection next = connections.openConnection()) {
      assertThat(next.isClosed()).isFalse();
    }
  }

  @Test
  void noMoreThanAFewAreKeptAndNoneBehindTheEnd() throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(connections.openConnection());
    }
    Connection late = all.remove(7);
    for (Connection each : all) {
      connections.closeConnection(each);
    }
    assertThat(all).filteredOn(c -> !isClosed(c)).hasSize(6);

    connections.close();
    connections.closeConnection(late);
    assertThat(all).allMatch(KeptConnectionsTest::isClosed);
    assertThat(late.isClosed()).isTrue();
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
