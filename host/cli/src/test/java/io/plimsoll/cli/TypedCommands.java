package io.plimsoll.cli;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * A program that runs one command line after another, each with a host of its own, and says what became of each
 * in a line of JSON.
 */
public final class TypedCommands {
  private TypedCommands() {}

  /** What a command line printed and how it ended. */
  public record Typed(String line, int code, String out, String err) {}

  /** Expects the folder of the distribution, home, the day it is, and command lines with tabs between their words. */
  public static void main(String[] arguments) throws Exception {
    for (String line : List.of(arguments).subList(3, arguments.length)) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      Surroundings surroundings =
          new Surroundings(
              java.io.InputStream.nullInputStream(),
              new PrintWriter(out),
              new PrintWriter(err),
              new Terminal(false, false, 100, true, false),
              Map.of("PLIMSOLL_HOME", arguments[1]),
              Path.of(arguments[1]),
              "ann",
              "plimsoll",
              Path.of(arguments[0]),
              Clock.fixed(LocalDate.parse(arguments[2]).atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
              new InstalledHost(),
              new GeneratorExports(),
              new StopSignal());
      int code = new Program(surroundings).run(line.split("\t"));
      LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
      log.reset();
      new HostLog().configure(log);
      System.out.println(new ObjectMapper().writeValueAsString(new Typed(line, code, out.toString(), err.toString())));
    }
  }
}
