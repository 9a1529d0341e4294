package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 2", "NOT_FOUND, 3", "ALREADY_EXISTS, 4", "REFUSED, 4", "INPUT_INVALID, 5", "INPUT_INCOMPLETE, 5",
    "INPUT_CHANGED, 5", "STORAGE_UNAVAILABLE, 1", "PLUGIN_MISSING, 1", "AUDIT_UNAVAILABLE, 1", "INTERNAL, 1"
  })
  void everyCodeHasItsExit(ErrorCode code, int exit) {
    desk.host.failure = new PlimsollException(code, "What happened.", "What to do.");

    assertThat(desk.type("runs acme")).isEqualTo(exit);
    assertThat(desk.err.lines()).containsExactly("What happened.", "What to do.");
    assertThat(desk.out).isEmpty();
  }

  @Test
  void aProgramGetsTheErrorAsJson() {
    int code = desk.type("--format json runs nobody");

    assertThat(code).isEqualTo(3);
    assertThat(desk.err.strip())
        .isEqualTo(
            "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"There is no organisation nobody.\","
                + "\"advice\":\"See them with 'plimsoll org list'.\"}}");
  }

  @Test
  void evenACommandLineThatCannotBeReadIsAnsweredInJson() {
    int code = desk.type("costs acme --format json --granularity week");

    assertThat(code).isEqualTo(2);
    assertThat(desk.err).startsWith("{\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"");
  }

  @Test
  void aDefectIsNamedWithoutAStackTrace() {
    desk.host.failure = new IllegalStateException("no such state");

    int code = desk.type("runs acme");

    assertThat(code).isEqualTo(1);
    assertThat(desk.err.lines())
        .containsExactly(
            "Plimsoll failed: java.lang.IllegalStateException: no such state",
            "This is a defect of Plimsoll: run the command again with -v and report what it shows.");
  }

  @Test
  void aDefectShowsItsStackTraceOnRequest() {
    desk.host.failure = new IllegalStateException("no such state");

    desk.type("runs acme -v");

    assertThat(desk.err).contains("at io.plimsoll.cli.ErrorsTest");
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheOneThatWasMeant() {
    int code = desk.type("colect acme");

    assertThat(code).isEqualTo(2);
    assertThat(desk.err).contains("Did you mean collect");
  }

  @Test
  void noCommandAtAllIsAMistake() {
    assertThat(desk.run()).isEqualTo(2);
    assertThat(desk.err.lines()).containsExactly("Name a command.", "Run 'plimsoll --help' to see what it takes.");
  }

  @Test
  void theHostIsClosedWhateverHappens() {
    desk.type("runs nobody");

    assertThat(desk.host.open).isFalse();
  }
}
