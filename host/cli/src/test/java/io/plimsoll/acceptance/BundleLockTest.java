package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.cli.TypedCommands.Typed;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of bundles, typed as an operator does. */
@Timeout(120)
class BundleLockTest {
  @TempDir Path folder;
  private CommandLine program;
  private Path drop;
  private Path jar;

  @BeforeEach
  void aLockOverTheDistributionAndADroppedJar() throws Exception {
    drop = Files.createDirectory(folder.resolve("drop"));
    jar = RenamedBundle.version("detector-new-charge", "0.2.0", drop.resolve("detector.jar"));
    program = new CommandLine(folder, folder.resolve("home"), LocalDate.of(2025, 11, 20));
  }

  private String with(String command) {
    return command + " --bundles " + drop;
  }

  @Test
  void whatTheOperatorLockedRunsAndNothingElse() throws Exception {
    // given
    List<Typed> locked =
        program.type(
            with("plugins lock"), with("plugins verify"), with("--require-lock plugins --format json"),
            with("--require-lock org create acme --region westeurope"));
    assertThat(locked).extracting(Typed::code).as(locked.toString()).containsOnly(0);
    assertThat(locked.get(0).out()).contains("detector.jar", "locked", "Every jar is as");
    assertThat(states(locked.get(2))).containsOnlyKeys(names()).containsEntry("detector.jar", "active []");

    // when an entry is added to one jar, and another jar comes
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.writeString(zip.getPath("added.txt"), "added");
    }
    RenamedBundle.version("reader-csv", "0.2.0", drop.resolve("unlisted.jar"));
    List<Typed> after =
        program.type(
            with("--require-lock plugins --format json"), with("plugins verify"), with("--require-lock org list"),
            with("plugins --format json"));

    // then
    Map<String, String> states = states(after.get(0));
    assertThat(states.get("detector.jar"))
        .startsWith("rejected [its bytes are not those that were locked under its name: their SHA-256 is ");
    assertThat(states.get("unlisted.jar")).isEqualTo("rejected [it is not listed in the lock of bundles]");
    assertThat(states.values().stream().filter(s -> s.equals("active []"))).hasSize(names().length - 1);
    assertThat(after.get(1).code()).isEqualTo(5);
    assertThat(after.get(1).out()).contains("detector.jar: its bytes are not those", "unlisted.jar: it is not listed");
    assertThat(after.get(2).code()).isZero();
    assertThat(states(after.get(3)).values()).as("without --require-lock").containsOnly("active []");
  }

  @Test
  void aLockThatIsNotAsSignedStopsTheHostAndIsNamed() throws Exception {
    // given
    Path lock = folder.resolve("home/plugins.lock");
    assertThat(program.type(with("plugins lock")).get(0).code()).isZero();
    Files.writeString(lock, Files.readString(lock).replace("detector.jar", "detective.jar"));

    // when
    List<Typed> typed = program.type(with("--require-lock org list"), with("plugins verify"));

    // then
    for (Typed each : typed) {
      assertThat(each.code()).isEqualTo(4);
      assertThat(each.err().lines())
          .containsExactly(
              "The lock " + lock + " is not as the operator signed it.",
              "Look into who changed it; when it was you, lock again with: plimsoll plugins lock.");
    }
  }

  @Test
  void withoutALockNothingStartsThatRequiresOne() throws Exception {
    List<Typed> typed = program.type(with("--require-lock org list"), with("plugins lock --key /no/such/key"));

    assertThat(typed.get(0).code()).isEqualTo(3);
    assertThat(typed.get(0).err()).startsWith("There is no public key ").contains("plimsoll plugins lock.");
    assertThat(typed.get(1).code()).isEqualTo(3);
    assertThat(typed.get(1).err()).startsWith("There is no key /no/such/key.");
  }

  @Test
  void aHostWhoseOwnJarWasChangedNamesItWhenItCannotStart() throws Exception {
    // given a distribution of the test's own, locked
    Path dist = Files.createDirectories(folder.resolve("dist/bundles")).getParent();
    try (var jars = Files.list(Hosts.bundles())) {
      for (Path each : jars.toList()) {
        Files.copy(each, dist.resolve("bundles").resolve(each.getFileName()));
      }
    }
    CommandLine own = new CommandLine(folder, folder.resolve("home"), LocalDate.of(2025, 11, 20));
    assertThat(own.typeOn(dist, "plugins lock").get(0).code()).isZero();

    // when
    Path region = dist.resolve("bundles").resolve(RenamedBundle.original("region-local").getFileName());
    byte[] bytes = Files.readAllBytes(region);
    bytes[10] ^= 1;
    Files.write(region, bytes);
    Typed typed = own.typeOn(dist, "--require-lock org list").get(0);

    // then
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err())
        .startsWith(
            "There is no RegionalBackend named local. Refused: " + region.getFileName()
                + ": its bytes are not those that were locked under its name: their SHA-256 is ");
  }

  private String[] names() throws Exception {
    List<String> names = new ArrayList<>(List.of("detector.jar"));
    try (var jars = Files.list(Hosts.bundles())) {
      jars.forEach(j -> names.add(j.getFileName().toString()));
    }
    return names.toArray(String[]::new);
  }

  /** The state and reasons of each jar, by file. */
  private static Map<String, String> states(Typed typed) throws Exception {
    Map<String, String> states = new java.util.TreeMap<>();
    for (JsonNode row : new ObjectMapper().readTree(typed.out()).get("jars")) {
      List<String> reasons = new ArrayList<>();
      row.get("reasons").forEach(r -> reasons.add(r.asText()));
      assertThat(row.get("digest").asText()).hasSize(64);
      states.put(row.get("file").asText(), row.get("state").asText() + " " + reasons);
    }
    return states;
  }
}
