package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.cli.TypedCommands;
import io.plimsoll.cli.TypedCommands.Typed;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Types command lines of the real program, in a JVM of its own. */
record CommandLine(Path folder, Path home, LocalDate today) {

  /** Runs the command lines in order; words with blanks stand between tabs instead of blanks. */
  List<Typed> type(String... lines) throws Exception {
    return typeOn(Hosts.bundles().getParent(), lines);
  }

  /** The same with another folder in the place of the distribution. */
  List<Typed> typeOn(Path distribution, String... lines) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(distribution.toString(), home.toString(), today.toString()));
    for (String line : lines) {
      arguments.add(line.contains("\t") ? line : line.replace(' ', '\t'));
    }
    List<Typed> typed = new ArrayList<>();
    try (ForkedJvm program = ForkedJvm.start(folder, TypedCommands.class, arguments.toArray(String[]::new))) {
      for (String said = program.says(); said != null; said = program.says()) {
        typed.add(new ObjectMapper().readValue(said, Typed.class));
      }
      assertThat(program.end(60)).as(program.errors()).isZero();
    }
    return typed;
  }
}
