package io.plimsoll.region.local;

import static io.plimsoll.region.local.Workspaces.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.StampedDataSource;
import io.plimsoll.api.region.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralProcessesTest {
  @TempDir Path folder;
  private Path root;
  private Path temporary;
  private final LocalRegion region = new LocalRegion();

  @BeforeEach
  void prepare() throws Exception {
    root = folder.resolve("region");
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void twoProcessesCountTogetherAndMissNothing() throws Exception {
    // given
    Workspace acme = made(region, root, "acme");
    try (Connection connection = acme.state().getConnection(); Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE counter AS SELECT 0 AS value");
    }

    // when
    try (OtherProcess other = OtherProcess.start(temporary, "count", root)) {
      OtherProcess.count(acme, 200);
      assertThat(other.end()).isZero();
    }

    // then
    try (Connection connection = acme.state().getConnection(); Statement statement = connection.createStatement()) {
      assertThat(OtherProcess.number(statement, "SELECT value FROM counter")).isEqualTo(400);
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aStampTellsWhatAnotherProcessCommitted() throws Exception {
    Workspace acme = made(region, root, "acme");
    StampedDataSource state = (StampedDataSource) acme.state();
    long before = state.stamp();
    try (OtherProcess other = OtherProcess.start(temporary, "commit", root)) {
      // when
      assertThat(other.says()).isEqualTo("1");

      // then
      long first = state.stamp();
      assertThat(first).isNotEqualTo(before);
      int last = other.kill().stream().filter(line -> !line.isEmpty()).mapToInt(Integer::parseInt).max().orElse(1);
      long end = state.stamp();
      assertThat(state.stamp()).as("nobody commits any more").isEqualTo(end);
      try (Connection connection = acme.state().getConnection(); Statement statement = connection.createStatement()) {
        assertThat(OtherProcess.number(statement, "SELECT max(number) FROM said")).isGreaterThanOrEqualTo(last);
      }
    }
  }

  @Test
  void aLockEndsWithTheProcessThatHoldsItAndAnOpenWorkspaceIsNotDeleted() throws Exception {
    Workspace acme = made(region, root, "acme");
    try (OtherProcess other = OtherProcess.start(temporary, "lock", root)) {
      // given
      assertThat(other.says()).isEqualTo("mine");
      assertThat(acme.lock("collect")).isEmpty();
      acme.close();
      assertThatThrownBy(() -> region.delete(root, "acme"))
          .isInstanceOf(PlimsollException.class)
          .hasMessage(root.resolve("acme") + " is open in another process.");

      // when
      other.kill();
    }

    // then
    try (Workspace again = made(region, root, "acme")) {
      assertThat(again.lock("collect")).isPresent();
    }
    region.delete(root, "acme");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aKilledProcessLosesNothingItSaidAndLeavesNothingInTheTemporaryFolder() throws Exception {
    Random random = new Random(20251121);
    int said = 0;
    for (int round = 0; round < 5; round++) {
      // given
      try (OtherProcess other = OtherProcess.start(temporary, "commit", root)) {
        int wait = 1 + random.nextInt(400);
        for (int i = 0; i < wait; i++) {
          said = Integer.parseInt(other.says());
        }

        // when
        List<String> rest = other.kill();
        said = rest.stream().filter(line -> !line.isEmpty()).mapToInt(Integer::parseInt).max().orElse(said);
      }

      // then
      try (Workspace acme = made(region, root, "acme");
          Connection connection = acme.state().getConnection();
          Statement statement = connection.createStatement()) {
        int count = OtherProcess.number(statement, "SELECT count(*) FROM said");
        assertThat(count).isBetween(said, said + 1);
        assertThat(OtherProcess.number(statement, "SELECT max(number) FROM said")).isEqualTo(count);
        try (var check = statement.executeQuery("PRAGMA integrity_check")) {
          assertThat(check.getString(1)).isEqualTo("ok");
        }
      }
      assertThat(temporary).isEmptyDirectory();
    }
  }
}
