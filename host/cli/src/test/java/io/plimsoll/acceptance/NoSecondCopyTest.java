package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.blob.BlobContainerClient;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing of an export in Azure Storage is copied to a disk: every file that a collecting process opens for writing and
 * every byte that it writes is watched by strace, and looked through for texts that each row of the export holds.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class NoSecondCopyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);

  /** In a column that no rollup holds, and in one that it does. */
  private static final String OF_A_ROW = "canary-of-a-row";

  private static final String OF_A_RESOURCE = "canary-of-a-resource";

  private static final Pattern OPENED = Pattern.compile("open(?:at)?\\(.*O_(?:WRONLY|RDWR).* = \\d+<([^>]+)>");
  private static final Pattern CREATED = Pattern.compile("creat\\(.* = \\d+<([^>]+)>");
  private static final Pattern WRITTEN = Pattern.compile("p?writev?(?:64)?\\(\\d+<([^>]+)>, ");

  @TempDir Path folder;
  private final AtomicInteger rows = new AtomicInteger();

  @Test
  void noBillingRowIsWrittenOutsideRollupsAndAudit() throws Exception {
    assumeTrue(hasStrace(), "strace is not here or may not watch, so the writes of a collection were not watched");
    Path home = Files.createDirectories(folder.resolve("home")).toRealPath();
    Path control = folder.resolve("tmp/control");
    List<String> lines;
    try (AzureContainers azure = new AzureContainers(Files.createDirectories(folder.resolve("azure")))) {
      BlobContainerClient container = azure.azurite.container("watched");
      azure.azurite.upload(exports(), container, "focus/");

      lines =
          watched(
              List.of(
                  "-Djavax.net.ssl.trustStore=" + azure.certificate.trust(), "-Djavax.net.ssl.trustStorePassword=changeit"),
              home.toString(), Hosts.bundles().toString(), TODAY.toString(),
              azure.connection("watched", azure.azurite.endpoint()).store().toString(), azure.azurite.endpoint(),
              azure.tokens.url("/token"), control.toString());
    }

    assertThat(lines).as(() -> errors()).startsWith("PUBLISHED").element(1).asString().contains("[" + rows + "]");
    Watch watch = Watch.read(folder.resolve("trace"));
    Path own = home.resolve("regions/westeurope/acme");
    // That the watch sees what is opened and what is written.
    assertThat(watch.opened()).anyMatch(p -> p.startsWith(own.resolve("rollups").toString())).contains(control.toString());
    assertThat(watch.holding("what whoever watches must see")).containsExactly(control.toString());
    assertThat(watch.written()).contains(own.resolve("audit/ledger.jsonl").toString());
    // What it is looked for.
    assertThat(watch.holding(OF_A_ROW)).isEmpty();
    assertThat(watch.holding(OF_A_RESOURCE)).allMatch(p -> p.startsWith(own.resolve("rollups").toString()));
    // Files that were mapped into memory are not written to; they lie there still.
    assertThat(Traces.of(home, OF_A_ROW)).isEmpty();
    assertThat(Traces.of(home, OF_A_RESOURCE)).allMatch(p -> p.startsWith(own.resolve("rollups")));
    assertThat(Traces.of(folder.resolve("tmp"), "canary")).isEmpty();
    // And nothing is opened for writing anywhere else.
    assertThat(watch.opened())
        .filteredOn(p -> !p.startsWith(home.toString()) && !p.startsWith(folder.resolve("tmp").toString()))
        .allMatch(p -> p.matches("/dev/.*|/proc/.*/coredump_filter"));
  }

  /** A month in parts of each row of which two texts are told apart from everything else. */
  private Path exports() throws IOException {
    Generated made =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(9).months(1).rowsPerMonth(400).partsPerRun(2).format(ExportFormat.CSV).build(),
            folder.resolve("exports"));
    for (GeneratedRun run : made.runs()) {
      ExportEditor.rewrite(
          run,
          row -> {
            Map<String, String> changed = new LinkedHashMap<>(row);
            changed.replace("ChargeDescription", OF_A_ROW + "-" + rows.incrementAndGet());
            changed.replace("ResourceName", OF_A_RESOURCE);
            return changed;
          });
    }
    return made.folder();
  }

  private List<String> watched(List<String> options, String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("trace"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace", "-ff", "-qq", "-y", "-s", "4000000", "-e",
                "trace=open,openat,creat,write,pwrite64,writev,pwritev", "-o", folder.resolve("trace/t").toString(),
                ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-XX:-UsePerfData", "-Xmx256m",
                "-Djava.io.tmpdir=" + folder.resolve("tmp")));
    command.addAll(options);
    command.addAll(List.of("-cp", ForkedJvm.classPath(), AzureCollecting.class.getName()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.resolve("tmp").toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return Files.readAllLines(out);
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("err.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean hasStrace() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a process did to files. */
  private record Watch(Set<String> opened, Set<String> written, List<String> writes) {
    static Watch read(Path traces) throws IOException {
      Set<String> opened = new TreeSet<>();
      Set<String> written = new TreeSet<>();
      List<String> writes = new ArrayList<>();
      try (Stream<Path> files = Files.list(traces)) {
        for (Path file : files.toList()) {
          for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            for (Pattern pattern : List.of(OPENED, CREATED)) {
              Matcher open = pattern.matcher(line);
              if (open.find()) {
                opened.add(open.group(1));
              }
            }
            Matcher write = WRITTEN.matcher(line);
            if (write.find() && write.group(1).startsWith("/")) {
              written.add(write.group(1));
              writes.add(line);
            }
          }
        }
      }
      return new Watch(opened, written, writes);
    }

    /** The files into which this text was written. */
    Set<String> holding(String text) {
      Set<String> files = new TreeSet<>();
      for (String line : writes) {
        Matcher write = WRITTEN.matcher(line);
        if (line.contains(text) && write.find()) {
          files.add(write.group(1));
        }
      }
      return files;
    }
  }
}
