package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A class path and the archive of its classes, which spares a JVM some of the work of its start.
 *
 * @param option of the JVM
 */
record ReadyClasses(String classPath, String option) {

  /** Runs a program to its end and keeps the classes it loaded. */
  static ReadyClasses of(Path folder, Class<?> main, String... arguments) throws Exception {
    String jars = jars(folder);
    Path archive = folder.resolve("classes.jsa");
    try (ForkedJvm program =
        ForkedJvm.start(folder, new ReadyClasses(jars, "-XX:ArchiveClassesAtExit=" + archive), main, arguments)) {
      while (program.says() != null) {
        // What it says does not matter.
      }
      assertThat(program.end(60)).as(program.errors()).isZero();
    }
    return new ReadyClasses(jars, "-XX:SharedArchiveFile=" + archive);
  }

  /** The class path with each folder of classes as a jar, for an archive knows jars alone. */
  private static String jars(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : ForkedJvm.classPath().split(File.pathSeparator)) {
      Path path = Path.of(entry);
      entries.add(Files.isDirectory(path) ? pack(path, folder.resolve("classes-" + entries.size() + ".jar")).toString() : entry);
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
    return jar;
  }
}
