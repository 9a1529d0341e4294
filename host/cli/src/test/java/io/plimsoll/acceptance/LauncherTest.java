package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts Java: quicker by an archive of classes, and never worse for it. */
class LauncherTest {
  @TempDir Path folder;
  private Path distribution;

  @BeforeEach
  void lookLikeADistribution() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
    distribution = Files.createDirectories(folder.resolve("a distribution"));
    Path built = Hosts.bundles().getParent();
    Files.createSymbolicLink(distribution.resolve("lib"), built.resolve("lib"));
    Files.createSymbolicLink(distribution.resolve("bundles"), built.resolve("bundles"));
    Files.copy(built.resolve("../../../../plimsoll").normalize(), distribution.resolve("plimsoll"));
  }

  @Test
  void theFirstStartMakesAnArchiveThatLaterOnesUseAndOneThatIsDamagedIsLeftAlone() throws Exception {
    // given
    start();
    Path archive = archive();
    assertThat(archive).isNotEmptyFile();

    // when, then: used
    assertThat(start()).anyMatch(line -> line.endsWith("shared objects file (top)") && line.contains("io.plimsoll.cli.Main"));

    // when, then: cut short, of which Java itself dies
    assertThat(archive.toFile().setWritable(true)).isTrue();
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.setLength(file.length() / 3);
    }
    assertThat(start()).noneMatch(line -> line.endsWith("shared objects file (top)"));
  }

  @Test
  void whereNoArchiveCanBeMadeItStartsAsEver() throws Exception {
    Files.writeString(distribution.resolve("cds"), "a file in the way of the folder");

    assertThat(start()).isNotEmpty().noneMatch(line -> line.endsWith("shared objects file (top)"));
  }

  /** Starts it with a short command, which has to succeed in silence; answers the classes loaded and their sources. */
  private List<String> start() throws Exception {
    Path classes = folder.resolve("classes.txt");
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder launcher =
        new ProcessBuilder("/bin/sh", distribution.resolve("plimsoll").toString(), "plugins", "--format", "csv")
            .redirectOutput(out.toFile()).redirectError(err.toFile());
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    launcher.environment().put("PLIMSOLL_HOME", folder.resolve("home").toString());
    launcher.environment().put("PLIMSOLL_JAVA_OPTS", "-Xlog:class+load=info:file=" + classes);
    Process process = launcher.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(err)).isEmpty();
    assertThat(process.exitValue()).isZero();
    assertThat(out).content().contains("ledger");
    return Files.readAllLines(classes);
  }

  private Path archive() throws IOException {
    try (Stream<Path> files = Files.list(distribution.resolve("cds"))) {
      return files.filter(f -> f.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
  }
}
