package io.plimsoll.cli;

import io.plimsoll.api.collect.Connection;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a test types commands: a host that is not real and streams that are kept. It is 15 October 2025. */
final class Desk implements ExportMaker {
  static final Instant NOW = Instant.parse("2025-10-15T09:30:00Z");

  final FakeHost host = new FakeHost();
  final Map<String, String> environment = new HashMap<>();
  final List<Wish> wishes = new ArrayList<>();
  final List<String> demos = new ArrayList<>();
  final StopSignal stop = new StopSignal();
  Terminal terminal = new Terminal(false, false, 100, true, false);
  List<Connection> demoConnections = List.of();
  String in = "";
  String out = "";
  String err = "";

  /** Runs a command as it is typed, single quotes around an argument with blanks. */
  int type(String line) {
    List<String> arguments = new ArrayList<>();
    java.util.regex.Matcher word = java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (word.find()) {
      arguments.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return run(arguments.toArray(String[]::new));
  }

  int run(String... arguments) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    int code =
        new Program(
                new Surroundings(
                    new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                    new PrintWriter(outText),
                    new PrintWriter(errText),
                    terminal,
                    environment,
                    Path.of("/people/ann"),
                    "ann",
                    "./plimsoll",
                    Path.of("/opt/plimsoll"),
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    host,
                    this,
                    stop))
            .run(arguments);
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  @Override
  public Made make(Wish wish, Progress progress) {
    wishes.add(wish);
    return new Made(4, 30_000, 2_345_678);
  }

  @Override
  public List<Connection> makeDemo(Path folder, LocalDate today, Progress progress) {
    demos.add(folder + " " + today);
    return demoConnections;
  }
}
