package io.plimsoll.acceptance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Java process with the class path of an embedder: the host and its libraries, no bundle. Killed when closed. */
final class ForkedJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private ForkedJvm(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  /** Starts the main class; what it writes to standard error goes to a file in this folder. */
  static ForkedJvm start(Path folder, Class<?> main, String... arguments) throws IOException {
    return start(folder, new ReadyClasses(classPath(), "-Xshare:auto"), main, arguments);
  }

  /** The same from classes that were made ready. */
  static ForkedJvm start(Path folder, ReadyClasses classes, Class<?> main, String... arguments) throws IOException {
    Files.createDirectories(folder.resolve("tmp"));
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"), classes.option(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx256m", "-Djava.io.tmpdir=" + folder.resolve("tmp"), "-cp", classes.classPath(),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ForkedJvm(new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
  }

  /** The class path of this test without the bundles, which an embedder's does not have either. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Files.notExists(Hosts.bundles().resolve(Path.of(entry).getFileName())))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The next line it prints, or {@code null} when it has ended. */
  @Nullable String says() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line to its standard input. */
  void tell(String line) throws IOException {
    Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  /** Ends it as {@code kill -9} does; answers what it had printed and nobody read. */
  List<String> kill() throws InterruptedException {
    // Not through the process, which would close the pipe and lose what is in it.
    process.toHandle().destroyForcibly();
    List<String> rest = new ArrayList<>();
    for (String line = says(); line != null; line = says()) {
      rest.add(line);
    }
    process.waitFor();
    return rest;
  }

  /** Waits until it ends by itself; answers its exit code. */
  int end(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("the process did not end within " + seconds + " s: " + errors());
    }
    return process.exitValue();
  }

  String errors() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
