package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that an embedder hands over as objects. */
class OwnPluginsTest {
  @TempDir Path root;

  @BeforeEach
  void makeTheFolderOfBundles() throws Exception {
    Files.createDirectories(root.resolve("bundles"));
  }

  @Test
  void anObjectIsCalledThroughTheGuardLikeAnyPlugin() {
    // given
    OwnReader own = new OwnReader();
    try (PluginRuntime plugins = start(own)) {
      ExportReader reader = plugins.find(ExportReader.class, "moody");

      // when
      Set<String> formats = reader.formats();
      PluginException thrown =
          catchThrowableOfType(PluginException.class, () -> reader.open("part", new ScriptedPart(), "own"));

      // then
      assertThat(formats).containsExactly("own");
      assertThat(reader).isNotSameAs(own);
      assertThat(own.threads).startsWith("plimsoll-ExportReader-moody-");
      assertThat(thrown)
          .hasMessage(
              "Plug-in moody (ExportReader, " + OwnReader.class.getName() + ") failed in ExportReader.open:"
                  + " IllegalStateException, not today.");
      assertThat(plugins.statuses().stream().map(OwnPluginsTest::withoutTimes))
          .containsExactly(
              new PluginStatus(
                  "moody", "ExportReader", "0.0.0", OwnReader.class.getName(), PluginStatus.State.ACTIVE, null, 3, 1));
    }
    assertThat(own.closed).isEqualTo(1);
  }

  @Test
  void itGoesBeforeABundlesPluginOfItsKindAndName() {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).version("7.0.0").in(root.resolve("bundles"));

    // when
    try (PluginRuntime plugins = start(new OwnReader())) {
      // then
      assertThat(plugins.find(ExportReader.class, "moody").formats()).containsExactly("own");
      assertThat(plugins.statuses())
          .extracting(PluginStatus::bundle)
          .containsExactly(OwnReader.class.getName(), "test.moody-7.0.0.jar");
    }
  }

  @Test
  void anObjectThatIsNoPluginIsRefusedWithTheReasonAndNothingIsLeft() {
    assertRefused(new Object(), "java.lang.Object is no plug-in: its class has no annotation @Plugin.");
    assertRefused(new Misnamed(), Misnamed.class.getName() + " has the name 'My Reader'.");
    assertRefused(
        new Mistyped(), Mistyped.class.getName() + " does not implement " + CredentialProvider.class.getName() + ".");
    assertRefused(new NoKind(), NoKind.class.getName() + " is of type java.lang.Runnable, which is no kind of this API.");
    assertThat(root.resolve("run")).isEmptyDirectory();
  }

  @Test
  void twoOfOneKindAndNameAreRefused() {
    // when
    PlimsollException refused =
        catchThrowableOfType(PlimsollException.class, () -> start(new OwnReader(), new OwnReader()).close());

    // then
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused)
        .hasMessage(OwnReader.class.getName() + " has the name moody, as " + OwnReader.class.getName() + " has.");
    assertThat(refused.advice()).isEqualTo("Give plug-ins of one kind names of their own.");
  }

  private void assertRefused(Object own, String message) {
    PlimsollException refused = catchThrowableOfType(PlimsollException.class, () -> start(own).close());
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused).hasMessage(message);
    assertThat(refused.advice()).isNotBlank();
  }

  private static PluginStatus withoutTimes(PluginStatus s) {
    return new PluginStatus(s.name(), s.kind(), s.version(), s.bundle(), s.state(), s.problem(), s.calls(), s.failures());
  }

  private PluginRuntime start(Object... own) {
    return PluginRuntime.start(
        new RuntimeConfig(
            List.of(root.resolve("bundles")), List.of(own), root.resolve("run"), new SettableClock(),
            GuardLimits.standard()));
  }

  @Plugin(name = "moody", type = ExportReader.class)
  private static final class OwnReader implements ExportReader, AutoCloseable {
    private volatile String threads = "";
    private volatile int closed;

    @Override
    public Set<String> formats() {
      threads = Thread.currentThread().getName();
      return Set.of("own");
    }

    @Override
    public PartReader open(String name, ObjectReader part, String format) {
      throw new IllegalStateException("not today");
    }

    @Override
    public void close() {
      closed++;
    }
  }

  @Plugin(name = "My Reader", type = ExportReader.class)
  private static final class Misnamed {}

  @Plugin(name = "mistyped", type = CredentialProvider.class)
  private static final class Mistyped {}

  @Plugin(name = "no-kind", type = Runnable.class)
  private static final class NoKind {}
}
