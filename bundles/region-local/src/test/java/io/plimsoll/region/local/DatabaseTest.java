package io.plimsoll.region.local;

import static io.plimsoll.region.local.Workspaces.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.region.StampedDataSource;
import io.plimsoll.api.region.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path root;
  private final LocalRegion region = new LocalRegion();
  private Workspace acme;

  @BeforeEach
  void open() {
    acme = made(region, root, "acme");
  }

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void everyConnectionIsDurableAndChecksForeignKeysAndErasesWhatIsDeleted() throws Exception {
    try (Connection connection = acme.state().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(text(statement, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(text(statement, "PRAGMA synchronous")).isEqualTo("2");
      assertThat(text(statement, "PRAGMA foreign_keys")).isEqualTo("1");
      assertThat(text(statement, "PRAGMA secure_delete")).isEqualTo("1");
      assertThat(text(statement, "PRAGMA busy_timeout")).isEqualTo("30000");
      assertThat(text(statement, "PRAGMA temp_store")).isEqualTo("2");
    }
  }

  @Test
  void aCrowdThatAsksForTheStampMissesNoCommit() throws Exception {
    // given
    StampedDataSource state = (StampedDataSource) acme.state();
    try (Connection connection = state.getConnection(); Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE notes (number INTEGER)");
    }
    ExecutorService crowd = Executors.newFixedThreadPool(4);
    AtomicBoolean over = new AtomicBoolean();
    try {
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        asking.add(crowd.submit(() -> {
          while (!over.get()) {
            state.stamp();
          }
        }));
      }

      // when, then
      try (Connection connection = state.getConnection(); Statement statement = connection.createStatement()) {
        long last = state.stamp();
        for (int i = 0; i < 100; i++) {
          statement.executeUpdate("INSERT INTO notes VALUES (" + i + ")");
          long now = state.stamp();
          assertThat(now).isNotEqualTo(last);
          last = now;
        }
      }
      over.set(true);
      for (Future<?> one : asking) {
        one.get();
      }
    } finally {
      over.set(true);
      crowd.shutdownNow();
    }
  }

  @Test
  void migrationsAndStatementsOfTheHostRunOnIt() throws Exception {
    // given
    Files.createDirectories(root.resolve("migrations"));
    Files.writeString(root.resolve("migrations/V1__runs.sql"),
        "CREATE TABLE runs (id INTEGER PRIMARY KEY, period TEXT NOT NULL); CREATE INDEX by_period ON runs (period);");
    Files.writeString(root.resolve("migrations/V2__rows.sql"),
        "ALTER TABLE runs ADD COLUMN read INTEGER; INSERT INTO runs VALUES (1, '2025-10', 7);");
    Flyway flyway = Flyway.configure().dataSource(acme.state())
        .locations("filesystem:" + root.resolve("migrations")).load();

    // when
    int migrated = flyway.migrate().migrationsExecuted;
    Jdbi jdbi = Jdbi.create(acme.state());
    jdbi.useTransaction(handle -> handle.execute("INSERT INTO runs VALUES (?, ?, ?)", 2, "2025-11", 9));

    // then
    assertThat(migrated).isEqualTo(2);
    assertThat(flyway.migrate().migrationsExecuted).isZero();
    List<Integer> read =
        jdbi.withHandle(h -> h.createQuery("SELECT read FROM runs ORDER BY id").mapTo(Integer.class).list());
    assertThat(read).containsExactly(7, 9);
  }

  @Test
  void aTransactionThatFailsKeepsNothing() throws Exception {
    // given
    Jdbi jdbi = Jdbi.create(acme.state());
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE runs (id INTEGER PRIMARY KEY)"));

    // when
    assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
      handle.execute("INSERT INTO runs VALUES (1)");
      handle.execute("INSERT INTO runs VALUES (1)");
    })).hasRootCauseInstanceOf(SQLException.class);

    // then
    assertThat(count("SELECT count(*) FROM runs")).isZero();
  }

  @Test
  void threadsThatReadBeforeTheyWriteWaitForEachOther() throws Exception {
    // given
    Jdbi.create(acme.state()).useHandle(h -> h.execute("CREATE TABLE counter AS SELECT 0 AS value"));

    // when
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      done.add(threads.submit((Callable<Void>) () -> {
        OtherProcess.count(acme, 50);
        return null;
      }));
    }
    for (Future<?> one : done) {
      one.get();
    }
    threads.shutdown();

    // then
    assertThat(count("SELECT value FROM counter")).isEqualTo(200);
  }

  @Test
  void aReaderSeesOneStateWhileAnotherWrites() throws Exception {
    // given
    Jdbi.create(acme.state()).useHandle(h -> h.execute("CREATE TABLE counter AS SELECT 1 AS value"));

    try (Connection reader = acme.state().getConnection();
        Statement reading = reader.createStatement()) {
      reader.setReadOnly(true);
      reader.setAutoCommit(false);
      assertThat(text(reading, "SELECT value FROM counter")).isEqualTo("1");

      // when
      OtherProcess.count(acme, 1);

      // then
      assertThat(text(reading, "SELECT value FROM counter")).isEqualTo("1");
      assertThatThrownBy(() -> reading.executeUpdate("UPDATE counter SET value = 9"))
          .isInstanceOf(SQLException.class).hasMessageContaining("readonly");
    }
    assertThat(count("SELECT value FROM counter")).isEqualTo(2);
  }

  @Test
  void aConnectionClosedTwiceCountsOnce() throws Exception {
    for (int i = 0; i < 100; i++) {
      Connection connection = acme.state().getConnection();
      connection.close();
      connection.close();
    }
    try (Connection connection = acme.state().getConnection()) {
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void aConnectionLeavesNothingToTheNextOne() throws Exception {
    // given
    Jdbi.create(acme.state()).useHandle(h -> h.execute("CREATE TABLE counter AS SELECT 1 AS value"));
    Connection first = acme.state().getConnection();
    first.setAutoCommit(false);
    Statement left = first.createStatement();
    left.executeUpdate("UPDATE counter SET value = 9");
    left.executeQuery("SELECT value FROM counter");
    Connection readOnly = acme.state().getConnection();
    readOnly.setReadOnly(true);

    // when
    first.close();
    readOnly.close();

    // then
    assertThat(count("SELECT value FROM counter")).isEqualTo(1);
    try (Connection one = acme.state().getConnection(); Connection another = acme.state().getConnection()) {
      for (Connection next : List.of(one, another)) {
        assertThat(next.getAutoCommit()).isTrue();
        assertThat(next.isReadOnly()).isFalse();
        try (Statement writing = next.createStatement()) {
          assertThat(writing.executeUpdate("UPDATE counter SET value = value + 1")).isEqualTo(1);
        }
      }
      assertThat(left.isClosed()).isTrue();
      assertThatThrownBy(first::createStatement).isInstanceOf(SQLException.class).hasMessage("the connection is closed");
      first.close();
      assertThat(one.isClosed()).isFalse();
    }
    assertThat(count("SELECT value FROM counter")).isEqualTo(3);
  }

  private int count(String query) throws Exception {
    try (Connection connection = acme.state().getConnection();
        Statement statement = connection.createStatement()) {
      return Integer.parseInt(text(statement, query));
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      return rows.getString(1);
    }
  }
}
