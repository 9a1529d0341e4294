package io.plimsoll.region.local;

import static io.plimsoll.region.local.Workspaces.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRegionTest {
  @TempDir Path root;
  private final LocalRegion region = new LocalRegion();

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void everythingOfAnOrganisationLiesInItsOwnFolderThatOnlyTheHostCanRead() throws Exception {
    // given
    Path australia = root.resolve("regions/australiaeast");

    // when
    Workspace acme = made(region, australia, "acme");
    execute(acme, "CREATE TABLE runs (id INTEGER PRIMARY KEY)");

    // then
    assertThat(acme.rollups()).isEqualTo(australia.resolve("acme/rollups")).isDirectory();
    assertThat(acme.audit()).isEqualTo(australia.resolve("acme/audit")).isDirectory();
    assertThat(australia.resolve("acme/locks")).isDirectory();
    Assumptions.assumeTrue(Files.getFileStore(root).supportsFileAttributeView("posix"), "needs POSIX permissions");
    try (Stream<Path> all = Files.walk(australia)) {
      assertThat(all).allSatisfy(path ->
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString()).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
    assertThat(australia.resolve("acme/state.db-wal")).exists();
  }

  @Test
  void openingAWorkspaceAgainGivesAViewOfTheSame() throws Exception {
    // given
    Workspace one = made(region, root, "acme");
    Workspace two = made(region, root, "acme");
    execute(one, "CREATE TABLE runs (id INTEGER PRIMARY KEY)");

    // when
    one.close();

    // then
    execute(two, "INSERT INTO runs VALUES (1)");
    assertThatThrownBy(one::state).isInstanceOf(PlimsollException.class).hasMessageContaining("is closed");
  }

  @Test
  void aStateThatWasLostIsNotBegunAnew() throws Exception {
    // given
    made(region, root, "acme").close();
    Path folder = root.resolve("acme");
    Files.writeString(folder.resolve("audit/ledger.jsonl"), "{}");
    Files.delete(folder.resolve("state.db"));

    // when, then
    assertThatThrownBy(() -> region.open(root, "acme"))
        .asInstanceOf(throwable(PlimsollException.class))
        .hasMessage("The state of acme is missing: " + folder.resolve("state.db") + " is not there.")
        .returns(ErrorCode.STORAGE_CORRUPT, PlimsollException::code)
        .extracting(PlimsollException::advice, STRING)
        .startsWith("Restore the folder " + folder + " from a backup").contains("plimsoll org delete acme --yes");
    assertThat(folder.resolve("state.db")).doesNotExist();

    // and neither is one that was emptied
    Files.createFile(folder.resolve("state.db"));
    assertThatThrownBy(() -> region.open(root, "acme"))
        .hasMessage("The state of acme is missing: " + folder.resolve("state.db") + " is empty.");
    assertThat(folder.resolve("state.db")).isEmptyFile();
  }

  @Test
  void aWorkspaceWhoseDiskIsNotMountedIsNotBegunAnew() {
    assertThatThrownBy(() -> region.open(root, "acme"))
        .asInstanceOf(throwable(PlimsollException.class))
        .hasMessage("The workspace of acme is missing: there is no folder " + root.resolve("acme") + ".")
        .returns(ErrorCode.STORAGE_UNAVAILABLE, PlimsollException::code)
        .extracting(PlimsollException::advice, STRING).startsWith("Make sure that its disk is mounted");
    assertThat(root.resolve("acme")).doesNotExist();
  }

  @Test
  void makingAWorkspaceThatIsThereChangesNothingAndOneThatWasCutShortIsFinished() throws Exception {
    // given: killed between the file and its first page
    Files.createDirectories(root.resolve("acme"));
    Files.createFile(root.resolve("acme/state.db"));
    Workspace acme = made(region, root, "acme");
    execute(acme, "CREATE TABLE note (text VARCHAR(10))");

    // when
    region.create(root, "acme");
    acme.close();
    region.create(root, "acme");

    // then
    try (Workspace again = region.open(root, "acme")) {
      execute(again, "INSERT INTO note VALUES ('kept')");
    }
  }

  @Test
  void theControlPlaneHasADatabaseInTheHostsFolder() throws Exception {
    // when
    try (var connection = region.controlPlane(root.resolve("home")).getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }

    // then
    assertThat(root.resolve("home/control.db")).exists();
    assertThat(region.controlPlane(root.resolve("home"))).isSameAs(region.controlPlane(root.resolve("home")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "..", "../acme", "acme/other", "Acme", "acme.", "1acme", "a\u0000b", "acme\n"})
  void aNameThatIsNoOrganisationIsRefused(String name) {
    assertThatThrownBy(() -> made(region, root, name))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.INVALID_REQUEST, PlimsollException::code)
        .returns("Names have 2 to 63 lower-case letters, digits and hyphens, a letter first.", PlimsollException::advice);
    assertThatThrownBy(() -> region.delete(root, name)).isInstanceOf(PlimsollException.class);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aWorkspaceThatIsALinkToSomewhereElseIsRefused() throws Exception {
    // given
    Files.createDirectories(root.resolve("elsewhere"));
    Files.createDirectories(root.resolve("region"));
    Files.createSymbolicLink(root.resolve("region/acme"), root.resolve("elsewhere"));

    // when, then
    assertThatThrownBy(() -> made(region, root.resolve("region"), "acme"))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.REFUSED, PlimsollException::code)
        .hasMessageContaining("its data would lie outside its region");
  }

  @Test
  void deletingLeavesNothingOfAnOrganisationAndAllOfTheOthers() throws Exception {
    // given
    Workspace acme = made(region, root, "acme");
    execute(acme, "CREATE TABLE runs (id INTEGER PRIMARY KEY)");
    Files.createDirectories(acme.rollups().resolve("2025-10/run-1"));
    Files.writeString(acme.rollups().resolve("2025-10/run-1/day.parquet"), "canary");
    Files.writeString(root.resolve("outside.txt"), "stays");
    Files.createSymbolicLink(acme.rollups().resolve("link"), root.resolve("outside.txt"));
    acme.lock("collect").orElseThrow();
    made(region, root, "globex");

    // when
    acme.close();
    region.delete(root, "acme");

    // then
    assertThat(root.resolve("acme")).doesNotExist();
    assertThat(root.resolve("globex/state.db")).exists();
    assertThat(root.resolve("outside.txt")).hasContent("stays");
    region.delete(root, "acme");
  }

  @Test
  void aWorkspaceThatIsOpenIsNotDeleted() {
    // given
    Workspace acme = made(region, root, "acme");

    // when, then
    assertThatThrownBy(() -> region.delete(root, "acme"))
        .hasMessage("The workspace " + root.resolve("acme") + " is open.");
    acme.close();
    region.delete(root, "acme");
    assertThat(root.resolve("acme")).doesNotExist();
  }

  @Test
  void aSecondHostInTheSameProcessCannotOpenTheSameDatabase() {
    // given: two copies of SQLite in one process do not see each other's locks
    made(region, root, "acme");

    // when, then
    try (LocalRegion second = new LocalRegion()) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> made(second, root, "acme"))
            .asInstanceOf(throwable(PlimsollException.class))
            .returns(ErrorCode.REFUSED, PlimsollException::code)
            .hasMessage(root.resolve("acme/state.db") + " is in use by another Plimsoll host in this process.");
      }
      region.close();
      made(second, root, "acme");
    }
  }

  @Test
  void aLockIsHeldByOneAtATime() {
    // given
    Workspace one = made(region, root, "acme");
    Workspace two = made(region, root, "acme");
    Workspace.Lock held = one.lock("collect").orElseThrow();

    // when, then
    assertThat(two.lock("collect")).isEmpty();
    assertThat(two.lock("retention")).isPresent();
    held.close();
    held.close();
    Workspace.Lock next = two.lock("collect").orElseThrow();
    held.close();
    assertThat(one.lock("collect")).isEmpty();
    next.close();
    assertThatThrownBy(() -> one.lock("../x")).hasMessage("'../x' is not the name of a lock.");
  }

  @Test
  void aDamagedDatabaseIsNamed() throws IOException {
    // given
    made(region, root, "acme").close();
    Files.writeString(root.resolve("acme/state.db"), "no database at all ".repeat(500), StandardCharsets.UTF_8);

    // when, then
    assertThatThrownBy(() -> made(region, root, "acme"))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.STORAGE_CORRUPT, PlimsollException::code)
        .hasMessage("The database " + root.resolve("acme/state.db") + " is damaged.");
  }

  @Test
  void damageInsideADatabaseIsNamedWhenAQuestionMeetsIt() throws Exception {
    // given
    Workspace acme = made(region, root, "acme");
    execute(acme, "CREATE TABLE runs (id INTEGER PRIMARY KEY, text TEXT)");
    execute(acme, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) "
        + "INSERT INTO runs SELECT i, hex(randomblob(50)) FROM n");
    acme.close();
    byte[] bytes = Files.readAllBytes(root.resolve("acme/state.db"));
    java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
    Files.write(root.resolve("acme/state.db"), bytes);

    // when, then
    Workspace again = made(region, root, "acme");
    assertThatThrownBy(() -> execute(again, "DELETE FROM runs WHERE text = 'x'"))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.STORAGE_CORRUPT, PlimsollException::code)
        .hasMessage("The database " + root.resolve("acme/state.db") + " is damaged.");
  }

  @Test
  void aFullDiskIsSaidInPlainWords() throws Exception {
    // given
    Workspace acme = made(region, root, "acme");

    // when, then
    try (var connection = acme.state().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE runs (text TEXT)");
      statement.execute("PRAGMA max_page_count = 10");
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO runs VALUES (hex(zeroblob(1000000)))"))
          .asInstanceOf(throwable(PlimsollException.class))
          .returns(ErrorCode.STORAGE_UNAVAILABLE, PlimsollException::code)
          .returns("Make room on the disk, then try again.", PlimsollException::advice)
          .hasMessage("The disk of " + root.resolve("acme/state.db") + " is full; nothing of this step was kept.");
    }
  }

  @Test
  void aRootThatCannotBeMadeIsSaidInPlainWords() throws IOException {
    // given
    Files.writeString(root.resolve("region"), "a file");

    // when, then
    assertThatThrownBy(() -> made(region, root.resolve("region"), "acme"))
        .asInstanceOf(throwable(PlimsollException.class))
        .returns(ErrorCode.STORAGE_UNAVAILABLE, PlimsollException::code)
        .hasMessageStartingWith("The folder " + root.resolve("region/acme") + " cannot be made: ");
  }

  @Test
  void aClosedRegionSaysSo() {
    region.close();
    assertThatThrownBy(() -> made(region, root, "acme")).hasMessage("The region's storage is closed.");
  }

  private static void execute(Workspace workspace, String sql) throws Exception {
    try (var connection = workspace.state().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
