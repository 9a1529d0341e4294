package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.PlimsollException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdleVariableTest {
  @Test
  void minutesFromOneToSixtyAreTaken() {
    assertThat(SessionIdleVariable.read("1")).isEqualTo(Duration.ofMinutes(1));
    assertThat(SessionIdleVariable.read(" 60 ")).isEqualTo(Duration.ofMinutes(60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "61", "PT5M", "-5", "05", "half an hour"})
  void anythingElseIsToldHowToBeWritten(String text) {
    assertThatThrownBy(() -> SessionIdleVariable.read(text))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e ->
                assertThat(e.getMessage() + " " + e.advice())
                    .isEqualTo(
                        "PLIMSOLL_SESSION_IDLE is no number of minutes from 1 to 60: '" + text
                            + "'. Write it as: PLIMSOLL_SESSION_IDLE=30."));
  }
}
