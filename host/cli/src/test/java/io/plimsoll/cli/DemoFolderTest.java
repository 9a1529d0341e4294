package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  private static final LocalDate DAY = LocalDate.of(2025, 10, 15);

  @TempDir Path home;
  private Path folder;
  private int made;

  @BeforeEach
  void exports() {
    folder = home.resolve("demo-exports");
  }

  private List<Path> make() {
    try {
      made++;
      Files.createDirectories(folder.resolve("europe/run-" + made));
      Files.writeString(folder.resolve("europe/run-" + made + "/part.csv"), "rows");
      return List.of(folder.resolve("europe"), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void exportsOfTheSameDayAreLeftAlone() {
    List<Path> first = new DemoFolder(folder).madeFor(DAY, this::make);

    assertThat(new DemoFolder(folder).madeFor(DAY, this::make)).isEqualTo(first);
    assertThat(made).isOne();
  }

  @Test
  void exportsOfAnotherDayAreReplaced() {
    new DemoFolder(folder).madeFor(DAY, this::make);
    new DemoFolder(folder).madeFor(DAY.plusDays(1), this::make);

    assertThat(folder.resolve("europe/run-1")).doesNotExist();
    assertThat(folder.resolve("europe/run-2")).exists();
  }

  @Test
  void exportsThatWereNotFinishedAreMadeAgain() {
    assertThatThrownBy(
            () ->
                new DemoFolder(folder)
                    .madeFor(
                        DAY,
                        () -> {
                          make();
                          throw new IllegalStateException("killed");
                        }))
        .hasMessage("killed");

    new DemoFolder(folder).madeFor(DAY, this::make);

    assertThat(folder.resolve("europe/run-1")).doesNotExist();
    assertThat(folder.resolve("europe/run-2")).exists();
  }

  @Test
  void aFolderOfSomebodyElseIsNotTouched() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> new DemoFolder(folder).madeFor(DAY, this::make))
        .isInstanceOf(PlimsollException.class)
        .hasMessageContaining("The demo did not make " + folder);
    assertThat(folder.resolve("mine.txt")).exists();
  }
}
