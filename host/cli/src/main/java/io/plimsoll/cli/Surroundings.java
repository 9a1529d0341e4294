package io.plimsoll.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside that a command touches, so that a test can put its own in place.
 *
 * @param command how the user started it, as repeated in advice
 * @param distribution where the distribution lies; {@code null} when run from classes
 * @param stop told when the user interrupts
 */
record Surroundings(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Terminal terminal,
    Map<String, String> environment,
    Path userHome,
    String user,
    String command,
    @Nullable Path distribution,
    Clock clock,
    HostStarter hosts,
    ExportMaker exports,
    StopSignal stop) {

  /** This process. The launcher script says what it knows of the terminal; Java 17 cannot ask. */
  static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean out = Boolean.getBoolean("plimsoll.terminal.out");
    boolean colour = out && environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    Charset charset = charset();
    boolean unicode =
        !"false".equals(System.getProperty("plimsoll.terminal.unicode")) && charset.newEncoder().canEncode('█');
    String distribution = System.getProperty("plimsoll.distribution");
    String user = System.getProperty("user.name", "");
    return new Surroundings(
        System.in,
        writer(FileDescriptor.out, charset),
        writer(FileDescriptor.err, charset),
        new Terminal(
            out,
            Boolean.getBoolean("plimsoll.terminal.err"),
            Integer.getInteger("plimsoll.terminal.width", 100),
            unicode,
            colour),
        environment,
        Path.of(System.getProperty("user.home")),
        user.isBlank() || user.equals("?") ? "operator" : user,
        System.getProperty("plimsoll.command", "plimsoll"),
        distribution == null ? null : Path.of(distribution),
        Clock.systemUTC(),
        new InstalledHost(),
        new GeneratorExports(),
        StopSignal.ofProcess());
  }

  /** A line on standard error that says how far something is. */
  StatusLine statusLine() {
    return new StatusLine(err, terminal, clock);
  }

  /** Buffered, because a long CSV answer is many short lines; the program flushes at its end. */
  private static PrintWriter writer(FileDescriptor stream, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), charset), false);
  }

  /** The locale's charset; UTF-8 in place of plain ASCII, which would turn names into question marks. */
  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
    Charset found = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return found.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : found;
  }
}
