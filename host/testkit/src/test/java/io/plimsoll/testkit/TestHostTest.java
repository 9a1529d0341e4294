package io.plimsoll.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The host for tests where no bundle is on the class path, as here; with them, plugins-sample tries it. */
class TestHostTest {
  @Test
  void withoutBundlesItSaysWhichDependencyIsMissingAndLeavesNothing() throws Exception {
    // given
    Set<Path> before = folders();

    // when
    PlimsollException missing = catchThrowableOfType(PlimsollException.class, () -> TestHost.start().close());

    // then
    assertThat(missing.code()).isEqualTo(ErrorCode.PLUGIN_MISSING);
    assertThat(missing).hasMessage("The host for tests does not start: There is no RegionalBackend named local.");
    assertThat(missing.advice())
        .isEqualTo("Add io.plimsoll:plimsoll-standard-bundles (type pom, scope test) to the dependencies of the test.");
    assertThat(folders()).isEqualTo(before);
  }

  /** Folders of hosts for tests; others on this machine may come and go meanwhile, those of this JVM do not. */
  private static Set<Path> folders() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(f -> f.getFileName().toString().startsWith("plimsoll-test")).collect(Collectors.toSet());
    }
  }
}
