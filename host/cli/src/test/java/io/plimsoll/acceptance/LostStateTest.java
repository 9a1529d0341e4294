package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.TypedCommands.Typed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organisation whose state, or whose whole folder, was lost. */
class LostStateTest {
  @TempDir Path folder;

  @Test
  void isNamedAndNotBegunAnewAndCanStillBeDeleted() throws Exception {
    // given
    Path acme = folder.resolve("home/regions/westeurope/acme");
    Path globex = folder.resolve("home/regions/westeurope/globex");
    CommandLine commands =
        new CommandLine(Files.createDirectories(folder.resolve("jvm")), folder.resolve("home"), LocalDate.of(2025, 11, 20));
    commands.type("org create acme --region westeurope", "org create globex --region westeurope");
    Files.delete(acme.resolve("state.db"));
    Files.move(globex, folder.resolve("not-mounted"));

    // when
    List<Typed> typed =
        commands.type(
            "runs acme", "collect globex", "org create acme --region westeurope", "org list", "org delete acme --yes", "org list");

    // then
    assertThat(typed).extracting(Typed::code).containsExactly(1, 1, 4, 0, 0, 0);
    assertThat(typed.get(0).err())
        .contains("The state of acme is missing: " + acme.resolve("state.db") + " is not there.", "from a backup");
    assertThat(typed.get(1).err())
        .contains("The workspace of globex is missing: there is no folder " + globex, "Make sure that its disk is mounted");
    assertThat(typed.get(2).err()).contains("There is an organisation acme already.");
    assertThat(typed.get(3).out()).contains("acme", "globex");
    assertThat(typed.get(5).out()).contains("globex").doesNotContain("acme");
    assertThat(acme).doesNotExist();
    assertThat(globex).doesNotExist();

    // and what was not mounted is there again as it was
    Files.move(folder.resolve("not-mounted"), globex);
    assertThat(commands.type("runs globex", "audit verify globex")).extracting(Typed::code).containsOnly(0);
  }
}
