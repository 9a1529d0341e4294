package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.api.region.StampedDataSource;
import io.plimsoll.api.region.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link RegionalBackend} must do. The statements are those that SQLite and PostgreSQL share. */
public abstract class RegionalBackendContract extends PluginContract<RegionalBackend> {
  @TempDir Path folder;

  /** For the authors of backends. */
  protected RegionalBackendContract() {
    super(RegionalBackend.class);
  }

  /** The root of the region of this test. */
  protected final Path root() {
    return folder.resolve("regions/westeurope");
  }

  @Test
  void whatWasCommittedIsThereAfterANewStart() throws Exception {
    try (Workspace workspace = made("acme")) {
      execute(workspace.state(), "CREATE TABLE notes (text VARCHAR(80))");
      execute(workspace.state(), "INSERT INTO notes VALUES ('kept')");
    }
    execute(plugin.controlPlane(folder.resolve("home")), "CREATE TABLE names (text VARCHAR(80))");
    execute(plugin.controlPlane(folder.resolve("home")), "INSERT INTO names VALUES ('acme')");
    Calls.close(plugin);

    plugin = newPlugin();

    try (Workspace workspace = made("acme")) {
      assertThat(texts(workspace.state(), "SELECT text FROM notes")).as("rows of the workspace").containsExactly("kept");
    }
    assertThat(texts(plugin.controlPlane(folder.resolve("home")), "SELECT text FROM names"))
        .as("rows of the control plane")
        .containsExactly("acme");
  }

  @Test
  void whatIsNotThereIsNotOpenedAndNotBegunAnew() throws Exception {
    Calls.fails(
        "an organisation that was never made", () -> plugin.open(root(), "acme").close(), ErrorCode.STORAGE_UNAVAILABLE);
    try (Workspace workspace = made("acme")) {
      execute(workspace.state(), "CREATE TABLE notes (text VARCHAR(80))");
    }
    plugin.create(root(), "acme");
    try (Workspace workspace = plugin.open(root(), "acme")) {
      assertThat(texts(workspace.state(), "SELECT text FROM notes")).as("a table that was there before").isEmpty();
    }
    plugin.delete(root(), "acme");
    Calls.fails(
        "an organisation that was deleted", () -> plugin.open(root(), "acme").close(), ErrorCode.STORAGE_UNAVAILABLE);
  }

  @Test
  void whatWasRolledBackIsNot() throws Exception {
    try (Workspace workspace = made("acme")) {
      execute(workspace.state(), "CREATE TABLE notes (text VARCHAR(80))");
      try (Connection connection = workspace.state().getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.executeUpdate("INSERT INTO notes VALUES ('gone')");
        connection.rollback();
      }
      assertThat(texts(workspace.state(), "SELECT text FROM notes")).as("rows after a rollback").isEmpty();
    }
  }

  @Test
  void oneOrganisationSeesNothingOfAnother() throws Exception {
    try (Workspace acme = made("acme");
        Workspace globex = made("globex")) {
      execute(acme.state(), "CREATE TABLE notes (text VARCHAR(80))");
      execute(acme.state(), "INSERT INTO notes VALUES ('secret of acme')");
      execute(globex.state(), "CREATE TABLE notes (text VARCHAR(80))");

      assertThat(texts(globex.state(), "SELECT text FROM notes")).as("rows of the other organisation").isEmpty();
      assertThat(globex.rollups()).as("folders of rollups").isNotEqualTo(acme.rollups());
      assertThat(globex.audit()).as("folders of audit").isNotEqualTo(acme.audit());
    }
  }

  @Test
  void itsFoldersExistInTheRegion() throws Exception {
    try (Workspace workspace = made("acme")) {
      assertThat(workspace.rollups()).as("rollups").isDirectory();
      assertThat(workspace.audit()).as("audit").isDirectory().isNotEqualTo(workspace.rollups());
      assertThat(workspace.rollups().toRealPath()).as("rollups lie in the region").startsWith(root().toRealPath());
      assertThat(workspace.audit().toRealPath()).as("audit lies in the region").startsWith(root().toRealPath());
    }
  }

  @Test
  void aWorkspaceOpenedTwiceIsTheSame() throws Exception {
    try (Workspace one = made("acme")) {
      execute(one.state(), "CREATE TABLE notes (text VARCHAR(80))");
      try (Workspace other = made("acme")) {
        execute(other.state(), "INSERT INTO notes VALUES ('from the other view')");
      }
      assertThat(texts(one.state(), "SELECT text FROM notes"))
          .as("rows seen once the other view has ended")
          .containsExactly("from the other view");
    }
  }

  @Test
  void aStampTellsOfEachCommitAndOfNothingElse() throws Exception {
    try (Workspace one = made("acme");
        Workspace other = made("acme")) {
      execute(one.state(), "CREATE TABLE notes (text VARCHAR(80))");
      if (one.state() instanceof StampedDataSource stamped) {
        long before = stamped.stamp();
        assertThat(texts(one.state(), "SELECT text FROM notes")).as("rows to begin with").isEmpty();
        assertThat(stamped.stamp()).as("the stamp when somebody only read").isEqualTo(before);

        execute(one.state(), "INSERT INTO notes VALUES ('one')");
        long own = stamped.stamp();
        assertThat(own).as("the stamp once a row was committed").isNotEqualTo(before);

        execute(other.state(), "INSERT INTO notes VALUES ('two')");
        assertThat(stamped.stamp()).as("the stamp once another view committed a row").isNotEqualTo(own).isNotEqualTo(before);
      }
    }
  }

  @Test
  void aLockIsHeldByOneAtATime() {
    try (Workspace one = made("acme");
        Workspace other = made("acme");
        Workspace globex = made("globex")) {
      Optional<Workspace.Lock> held = one.lock("collect");
      assertThat(held).as("a lock that nobody holds").isPresent();
      assertThat(other.lock("collect")).as("a lock that somebody holds").isEmpty();
      assertThat(one.lock("collect")).as("a lock taken twice").isEmpty();
      try (Workspace.Lock unlike = one.lock("other").orElseThrow();
          Workspace.Lock theirs = globex.lock("collect").orElseThrow()) {
        assertThat(unlike).as("locks of other names and organisations are free").isNotSameAs(theirs);
      }
      held.orElseThrow().close();
      Optional<Workspace.Lock> again = other.lock("collect");
      assertThat(again).as("a lock that was let go").isPresent();
      again.orElseThrow().close();
    }
  }

  @Test
  void aDeletedOrganisationLeavesNoByteAndTheOthersStay() throws Exception {
    for (String name : List.of("acme", "globex")) {
      try (Workspace workspace = made(name)) {
        execute(workspace.state(), "CREATE TABLE notes (text VARCHAR(80))");
        execute(workspace.state(), "INSERT INTO notes VALUES ('canary-of-" + name + "')");
        Files.writeString(workspace.rollups().resolve("r1.rollup"), "canary-of-" + name);
        Files.writeString(workspace.audit().resolve("a1"), "canary-of-" + name);
      }
    }

    plugin.delete(root(), "acme");

    assertThat(filesWith("canary-of-acme")).as("files that still know the organisation").isEmpty();
    try (Workspace globex = made("globex")) {
      assertThat(texts(globex.state(), "SELECT text FROM notes")).containsExactly("canary-of-globex");
      assertThat(globex.rollups().resolve("r1.rollup")).hasContent("canary-of-globex");
    }
    assertThatCode(() -> plugin.delete(root(), "acme")).as("deleting what is not there").doesNotThrowAnyException();
    assertThatCode(() -> plugin.delete(root(), "nobody")).as("deleting what never was").doesNotThrowAnyException();
  }

  @Test
  void aNameThatLeadsOutOfTheRegionIsRefused() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "still here");
    for (String name : List.of("../../outside", "..", "", "a/b", outside.toString())) {
      Calls.fails("making the organisation '" + name + "'", () -> plugin.create(root(), name));
      Calls.fails("the organisation '" + name + "'", () -> plugin.open(root(), name).close());
      Calls.fails("deleting the organisation '" + name + "'", () -> plugin.delete(root(), name));
    }
    assertThat(outside.resolve("canary")).hasContent("still here");
  }

  @Test
  void severalThreadsMayUseOneWorkspace() throws Exception {
    try (Workspace workspace = made("acme")) {
      execute(workspace.state(), "CREATE TABLE notes (text VARCHAR(80))");
      List<Boolean> done =
          Calls.together(
              () -> {
                for (int i = 0; i < 10; i++) {
                  execute(workspace.state(), "INSERT INTO notes VALUES ('n')");
                }
                return true;
              });
      assertThat(texts(workspace.state(), "SELECT text FROM notes")).as("rows of all threads").hasSize(10 * done.size());
    }
  }

  /** A workspace that is there, made when it was not. */
  private Workspace made(String organisation) {
    plugin.create(root(), organisation);
    return plugin.open(root(), organisation);
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
