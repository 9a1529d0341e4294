package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import org.junit.jupiter.api.Test;

/** The host for tests where no bundle is on the class path, as here; with them, plugins-sample tries it. */
class TestHostTest {
  @Test
  void withoutBundlesItSaysWhichDependencyIsMissing() {
    // when
    PlimsollException missing = catchThrowableOfType(PlimsollException.class, () -> TestHost.start().close());

    // then
    assertThat(missing.code()).isEqualTo(ErrorCode.PLUGIN_MISSING);
    assertThat(missing).hasMessage("The host for tests does not start: There is no RegionalBackend named local.");
    assertThat(missing.advice())
        .isEqualTo("Add io.plimsoll:plimsoll-standard-bundles (type pom, scope test) to the dependencies of the test.");
  }
}
