package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.bundle.BundleEvent.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate in front of a folder of bundles. */
class LockedFolderTest {
  @TempDir Path root;
  private final Set<String> allowed = new TreeSet<>();
  private final BundleGate gate =
      new BundleGate() {
        @Override
        public List<String> refusals(String file, String digest) {
          return allowed.contains(digest) ? List.of() : List.of("it is not on the list");
        }

        @Override
        public Object state() {
          return Set.copyOf(allowed);
        }
      };

  @Test
  void aJarIsRefusedUntilTheGateOpensForIt() throws Exception {
    try (RunningFolder host = RunningFolder.in(root, GuardLimits.standard(), c -> c.gate(gate))) {
      // given
      RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
      var refused = host.outcome();
      assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(refused.bundle().reasons()).containsExactly("it is not on the list");

      // when
      allowed.add(refused.bundle().digest());

      // then
      assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);

      // when one byte of it changes
      Files.write(host.jar("m.jar"), withAByteChanged(Files.readAllBytes(host.jar("m.jar"))));

      // then
      assertThat(host.outcome().bundle().reasons())
          .containsExactly("it is not on the list", "version 1.0.0, accepted before, stays in use");
      assertThat(host.version()).isEqualTo("1.0.0");
    }
  }

  @Test
  void aJarThatIsThereAtTheStartIsHeldToTheGateToo() {
    RunningFolder.moody("1.0.0").in(root.resolve("bundles"));

    try (RunningFolder host = RunningFolder.in(root, GuardLimits.standard(), c -> c.gate(gate))) {
      assertThat(host.plugins.statuses()).isEmpty();
      assertThat(host.status("test.moody-1.0.0.jar").reasons()).containsExactly("it is not on the list");
      assertThat(host.status("test.moody-1.0.0.jar").digest()).hasSize(64);
    }
  }

  private static byte[] withAByteChanged(byte[] jar) {
    // In the time of the first entry, which no reader of jars looks at.
    jar[10] ^= 1;
    return jar;
  }
}
