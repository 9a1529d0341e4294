package io.plimsoll.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** How figures of young days came in survives a restart and leaves with all other data. */
class SettlingStateTest {
  @TempDir Path folder;

  private Database open() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("state.db"));
    return Database.open("acme", source, "io/plimsoll/host/db/state");
  }

  @Test
  void whatWasNotedLastIsReadAfterARestart() {
    AnomalyState before = new AnomalyState(open(), "acme");
    assertThat(before.settling("ServiceName")).isEmpty();
    before.settling("ServiceName", new byte[] {1, 2});
    before.settling("ServiceName", new byte[] {3, -4});

    AnomalyState after = new AnomalyState(open(), "acme");

    assertThat(after.settling("ServiceName")).hasValueSatisfying(known -> assertThat(known).containsExactly(3, -4));
    assertThat(after.settling("ServiceName,SubAccountName")).isEmpty();
  }

  @Test
  void itLeavesWithAllOtherData() {
    Database database = open();
    new AnomalyState(database, "acme").settling("ServiceName", new byte[] {1});

    assertThat(new WorkspaceState(database).dump().get("settling")).hasSize(1);
  }
}
