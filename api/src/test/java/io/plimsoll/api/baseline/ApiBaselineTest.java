package io.plimsoll.api.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change of the API since its last release is announced by the version of its package. */
class ApiBaselineTest {
  private static final String VALUE = "public record Value(int a) {}";
  private static final String KIND =
      "@org.osgi.annotation.versioning.ConsumerType public interface Kind { int one(); }";
  private static final String HOST =
      "@org.osgi.annotation.versioning.ProviderType public interface Host { int one(); }";

  @TempDir Path folder;

  @Test
  void everyChangeSinceTheLastReleaseIsAnnounced() throws Exception {
    assertThat(Baseline.problems(Path.of("target/classes"), Baseline.newest(Path.of("baseline-repo")))).isEmpty();
  }

  @Test
  void nothingChangedNeedsNothing() throws Exception {
    assertThat(problems("0.1.0", List.of(VALUE, KIND, HOST), "0.1.0", List.of(VALUE, KIND, HOST))).isEmpty();
  }

  @Test
  void aMethodMoreOnAKindOfPluginBreaksPlugins() throws Exception {
    String more = KIND.replace("int one();", "int one(); int two();");

    assertThat(problems("0.1.0", List.of(KIND), "0.1.0", List.of(more)))
        .containsExactly(
            "io.plimsoll.api.sample 0.1.0: a change that breaks plug-ins or embedders since 0.1.0 needs version 0.2.0 in"
                + " its package-info.java and a line in docs/api-changes.md");
    assertThat(problems("0.1.0", List.of(KIND), "0.2.0", List.of(more))).isEmpty();
    assertThat(problems("1.3.0", List.of(KIND), "1.4.0", List.of(more))).singleElement().asString().contains("2.0.0");
    assertThat(problems("1.3.0", List.of(KIND), "2.0.0", List.of(more))).isEmpty();
  }

  @Test
  void aMethodMoreOnWhatTheHostImplementsIsAMinorChange() throws Exception {
    String more = HOST.replace("int one();", "int one(); int two();");

    assertThat(problems("0.1.0", List.of(HOST), "0.1.0", List.of(more))).singleElement().asString()
        .contains("a minor change", "0.2.0");
    assertThat(problems("1.3.0", List.of(HOST), "1.4.0", List.of(more))).isEmpty();
  }

  @Test
  void aComponentMoreInAValueAndATypeLessBreakThoseWhoUseThem() throws Exception {
    assertThat(problems("0.1.0", List.of(VALUE), "0.1.0", List.of(VALUE.replace("int a", "int a, int b")))).hasSize(1);
    assertThat(problems("0.1.0", List.of(VALUE, KIND), "0.1.0", List.of(VALUE))).hasSize(1);
    assertThat(problems("0.1.0", List.of(VALUE, KIND), "0.2.0", List.of(VALUE))).isEmpty();
  }

  private List<String> problems(String older, List<String> before, String newer, List<String> now) throws Exception {
    return Baseline.problems(jar("newer", newer, now), jar("older", older, before));
  }

  /** A jar with one package of these types. */
  private Path jar(String name, String version, List<String> types) throws Exception {
    Path classes = Files.createTempDirectory(folder, name);
    List<Path> sources = new ArrayList<>();
    for (String type : types) {
      String simple = type.replaceAll(".*(record|interface) (\\w+).*", "$2");
      sources.add(Files.writeString(classes.resolve(simple + ".java"), "package io.plimsoll.api.sample; " + type));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null);
    assertThat(
            compiler
                .getTask(
                    null, files, null,
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()), null,
                    files.getJavaFileObjectsFromPaths(sources))
                .call())
        .isTrue();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "sample");
    manifest.getMainAttributes().putValue("Bundle-Version", version);
    manifest.getMainAttributes().putValue("Export-Package", "io.plimsoll.api.sample;version=\"" + version + "\"");
    Path jar = classes.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, entries);
      }
    }
    return jar;
  }
}
