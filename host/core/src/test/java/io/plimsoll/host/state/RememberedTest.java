package io.plimsoll.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What was read is given again as long as nobody changed anything. */
class RememberedTest {
  private static final String UNSAFE = "?journal_mode=MEMORY&synchronous=OFF";

  @TempDir private Path folder;
  private Database here;
  private Database elsewhere;
  private int readings;

  @BeforeEach
  void open() {
    here = database(new StampedSqlite(url()));
    elsewhere = database(new StampedSqlite(url()));
  }

  @Test
  void whatNobodyChangedIsReadOnce() {
    Remembered<String, String> names = here.remembered(10);

    assertThat(read(names, "retention")).isEqualTo("nothing");
    assertThat(read(names, "retention")).isEqualTo("nothing");

    assertThat(readings).isEqualTo(1);
  }

  @Test
  void aCommitHereOrElsewhereIsSeenByTheNextUse() {
    Remembered<String, String> names = here.remembered(10);
    read(names, "retention");

    here.write(h -> h.execute("insert into note (name, value) values ('retention', 'here')"));
    assertThat(read(names, "retention")).isEqualTo("here");

    elsewhere.write(h -> h.execute("update note set value = 'elsewhere'"));
    assertThat(read(names, "retention")).isEqualTo("elsewhere");
    assertThat(readings).isEqualTo(3);
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() {
    Remembered<String, String> names = here.remembered(2);
    read(names, "a");
    read(names, "b");
    read(names, "c");
    read(names, "c");
    assertThat(readings).isEqualTo(3);

    read(names, "a");
    assertThat(readings).isEqualTo(4);
  }

  @Test
  void aReadingThatFailsIsNotRemembered() {
    Remembered<String, String> names = here.remembered(2);

    assertThatThrownBy(() -> names.of("a", h -> { throw new IllegalStateException("cut short"); }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(read(names, "a")).isEqualTo("nothing");
  }

  @Test
  void aDatabaseThatCannotTellIsReadEachTime() {
    SQLiteDataSource plain = new SQLiteDataSource();
    plain.setUrl(url());
    Remembered<String, String> names = database(plain).remembered(10);

    read(names, "retention");
    read(names, "retention");

    assertThat(readings).isEqualTo(2);
  }

  private String read(Remembered<String, String> names, String name) {
    return names.of(
        name,
        h -> {
          readings++;
          return h.createQuery("select value from note where name = ?").bind(0, name).mapTo(String.class).findOne().orElse("nothing");
        });
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("state.db") + UNSAFE;
  }

  private static Database database(DataSource source) {
    return Database.open("acme", source, "io/plimsoll/host/db/state");
  }
}
