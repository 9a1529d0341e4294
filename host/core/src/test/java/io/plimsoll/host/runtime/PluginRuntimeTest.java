package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.host.runtime.sample.BrokenReader;
import io.plimsoll.host.runtime.sample.LockingRegion;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRuntimeTest {
  @TempDir Path root;

  private PluginRuntime start() {
    return TestBundle.start(root, GuardLimits.standard());
  }

  @Test
  void aPluginIsFoundByKindAndName() {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));

    // when
    try (PluginRuntime plugins = start()) {
      ExportReader reader = plugins.find(ExportReader.class, "moody");

      // then
      assertThat(reader.formats()).containsExactly("moody");
      assertThat(reader).hasToString("plug-in moody (ExportReader, test.moody-1.0.0.jar)").isEqualTo(reader);
      assertThat(plugins.all(ExportReader.class)).containsOnlyKeys("moody");
      assertThat(plugins.all(ExportReader.class).get("moody")).isSameAs(reader);
      assertThat(plugins.all(CredentialProvider.class)).isEmpty();
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNamesThereAre() {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    TestBundle.of("calm", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));

    // when
    try (PluginRuntime plugins = start()) {
      PlimsollException e =
          catchThrowableOfType(PlimsollException.class, () -> plugins.find(ExportReader.class, "csv"));

      // then
      assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_MISSING);
      assertThat(e).hasMessage("There is no ExportReader named csv.");
      assertThat(e.advice()).isEqualTo("Use one of these: calm, moody.");
    }
  }

  @Test
  void noCodeOfAPluginRunsBeforeItIsUsedAndABrokenConstructorIsNamed() {
    // given
    TestBundle.of("broken", ExportReader.class, BrokenReader.class).in(root.resolve("bundles"));

    try (PluginRuntime plugins = start()) {
      assertThat(plugins.statuses().get(0).state()).isEqualTo(PluginStatus.State.ACTIVE);

      // when
      PluginException e =
          catchThrowableOfType(PluginException.class, () -> plugins.find(ExportReader.class, "broken"));

      // then
      assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
      assertThat(e)
          .hasMessage(
              "Plug-in broken (ExportReader, test.broken-1.0.0.jar) failed in its constructor:"
                  + " IllegalStateException, no licence.");
      PluginStatus status = plugins.statuses().get(0);
      assertThat(status.state()).isEqualTo(PluginStatus.State.RESTING);
      assertThat(status.problem()).isEqualTo("it failed in its constructor: IllegalStateException, no licence");
      assertThat(status.failures()).isEqualTo(1);
    }
  }

  @Test
  void aPluginThatCannotBeConstructedDoesNotHideTheOthersOfItsKind() {
    // given
    TestBundle.of("broken", ExportReader.class, BrokenReader.class).in(root.resolve("bundles"));
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));

    // when
    try (PluginRuntime plugins = start()) {
      var all = plugins.all(ExportReader.class);

      // then
      assertThat(all).containsOnlyKeys("broken", "moody");
      assertThat(all.get("moody").formats()).containsExactly("moody");
      assertThatThrownBy(() -> all.get("broken").formats())
          .isInstanceOf(PluginException.class)
          .hasMessageContaining("rests after failures; the last:")
          .hasMessageContaining("no licence");
    }
  }

  @Test
  void aClassFileDamagedInsideAGoodJarFailsAtItsFirstUse() throws Exception {
    // given
    String name = MoodyReader.class.getName();
    TestBundle.named("test.damaged")
        .capability("damaged", ExportReader.class.getName(), name)
        .entry(name.replace('.', '/') + ".class", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
        .in(root.resolve("bundles"));

    // when, then
    try (PluginRuntime plugins = start()) {
      assertThatThrownBy(() -> plugins.find(ExportReader.class, "damaged"))
          .isInstanceOf(PluginException.class)
          .hasMessageContaining("ClassFormatError");
    }
  }

  @Test
  void aClassThatUsesAPackageItsBundleDoesNotImportFailsAtItsFirstUse() {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class)
        .header("Import-Package", "io.plimsoll.api.plugin")
        .in(root.resolve("bundles"));

    // when, then
    try (PluginRuntime plugins = start()) {
      assertThatThrownBy(() -> plugins.find(ExportReader.class, "moody"))
          .isInstanceOf(PluginException.class)
          .hasMessageContaining("NoClassDefFoundError")
          .hasMessageContaining("io/plimsoll/api/export/ExportReader");
    }
  }

  @Test
  void aClassOfAnotherKindThanItSaysIsNamed() {
    // given
    TestBundle.of("moody", CredentialProvider.class, MoodyReader.class).in(root.resolve("bundles"));

    // when, then
    try (PluginRuntime plugins = start()) {
      assertThatThrownBy(() -> plugins.find(CredentialProvider.class, "moody"))
          .hasMessageContaining("MoodyReader does not implement io.plimsoll.api.credential.CredentialProvider");
    }
  }

  @Test
  void ofTwoVersionsOfAPluginTheNewerIsUsedAndBothAreThere() {
    // given
    Path bundles = root.resolve("bundles");
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).version("1.10.0").in(bundles);
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).version("1.9.0").in(bundles);

    // when
    try (PluginRuntime plugins = start()) {
      // then
      assertThat(plugins.find(ExportReader.class, "moody")).hasToString("plug-in moody (ExportReader, test.moody-1.10.0.jar)");
      assertThat(plugins.statuses())
          .allMatch(s -> s.state() == PluginStatus.State.ACTIVE)
          .extracting(PluginStatus::version)
          .containsExactly("1.10.0", "1.9.0");
    }
  }

  @Test
  void foldersMayHaveBlanksSignsAndLettersOfAnyLanguage() {
    // given
    Path odd = root.resolve("a b+c%20ü");
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).as(odd.resolve("bundles").resolve("m+1 ä.jar"));

    // when, then
    try (PluginRuntime plugins = TestBundle.start(odd, GuardLimits.standard())) {
      assertThat(plugins.find(ExportReader.class, "moody").formats()).containsExactly("moody");
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamedAndNothingIsLeft() {
    assertThatThrownBy(this::start)
        .isInstanceOf(PlimsollException.class)
        .hasMessageContaining("bundles cannot be listed: NoSuchFileException");
    assertThat(root.resolve("run")).isEmptyDirectory();
  }

  @Test
  void aRuntimeThatIsClosedLeavesNoThreadAndNoFolder() throws Exception {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    // when
    PluginRuntime plugins = start();
    ExportReader reader = plugins.find(ExportReader.class, "moody");
    reader.formats();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(t -> !before.contains(t))
        .isNotEmpty()
        .as("a program that forgets to close its host ends all the same")
        .allMatch(Thread::isDaemon);
    plugins.close();
    plugins.close();

    // then
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread)) {
        thread.join(5_000);
      }
    }
    Set<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> !before.contains(t))
            .map(Thread::getName)
            .collect(Collectors.toSet());
    assertThat(left).isEmpty();
    assertThat(root.resolve("run")).isEmptyDirectory();
    assertThatThrownBy(reader::formats).hasMessageContaining("The host is closed");
  }

  @Test
  void everySharedPackageIsExportedInTheVersionOfItsJar() {
    assertThat(SharedPackages.export().split(",(?=[a-z])"))
        .contains(
            "org.apache.arrow.vector;version=\"19.0.0\"",
            "org.apache.arrow.vector.complex.impl;version=\"19.0.0\"",
            "org.apache.arrow.memory;version=\"19.0.0\"",
            "org.apache.arrow.util;version=\"19.0.0\"",
            "org.slf4j;version=\"2.0.17\"")
        .anyMatch(p -> p.matches("io\\.plimsoll\\.api\\.export;version=\"[0-9.]+\""))
        .noneMatch(p -> p.contains("uses"));
  }

  @Test
  void pluginsAreClosedOnceWhoeverClosesThem() {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    TestBundle.of("locking", RegionalBackend.class, LockingRegion.class).in(root.resolve("bundles"));
    ScriptedPart part = new ScriptedPart();

    // when
    try (PluginRuntime plugins = start()) {
      plugins.find(ExportReader.class, "moody").open("fine", part, "moody");
      RegionalBackend region = plugins.find(RegionalBackend.class, "locking");
      region.controlPlane(root);
      region.close();
      assertThat(part.closes).hasValue(0);
    }

    // then
    assertThat(part.closes).hasValue(1);
    assertThat(root.resolve("closed")).exists();
  }

  @Test
  void aKindWithACloseOfItsOwnIsClosedWithTheRuntime() {
    // given
    TestBundle.of("locking", RegionalBackend.class, LockingRegion.class).in(root.resolve("bundles"));

    // when
    try (PluginRuntime plugins = start()) {
      plugins.find(RegionalBackend.class, "locking").controlPlane(root);
    }

    // then
    assertThat(root.resolve("closed")).exists();
  }

  @Test
  void twoRuntimesLiveInOneProgramWithoutSharingAPlugin() throws Exception {
    // given
    Path other = Files.createDirectory(root.resolve("other"));
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(other.resolve("bundles"));

    // when
    try (PluginRuntime first = start();
        PluginRuntime second = TestBundle.start(other, GuardLimits.standard())) {
      ExportReader ours = first.find(ExportReader.class, "moody");
      ExportReader theirs = second.find(ExportReader.class, "moody");
      ours.formats();
      first.close();

      // then
      assertThat(theirs.formats()).containsExactly("moody");
      assertThat(second.statuses().get(0).calls()).isEqualTo(2);
    }
  }

  @Test
  void twoRuntimesMayShareAStorageFolder() {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));

    // when, then
    try (PluginRuntime first = start()) {
      start().close();
      assertThat(first.find(ExportReader.class, "moody").formats()).isNotEmpty();
      assertThat(root.resolve("run")).isNotEmptyDirectory();
    }
    assertThat(root.resolve("run")).isEmptyDirectory();
  }

  @Test
  void whatAKilledHostLeftIsRemovedByTheNext() throws Exception {
    // given
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    Path left = Files.createDirectories(root.resolve("run/runtime-0815"));
    Files.writeString(left.resolve("bundle.info"), "x");
    Files.createFile(root.resolve("run/runtime-0815.lock"));

    // when
    try (PluginRuntime plugins = start()) {
      // then
      assertThat(plugins.find(ExportReader.class, "moody").formats()).isNotEmpty();
      assertThat(left).doesNotExist();
    }
    assertThat(root.resolve("run")).isEmptyDirectory();
  }

  @Test
  void arrowVectorsWorkWithoutAnyFlagOfTheJvm() {
    // given
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
        .noneMatch(a -> a.startsWith("--add-opens") || a.startsWith("--enable-native"));

    // when, then
    try (RootAllocator allocator = new RootAllocator();
        IntVector vector = new IntVector("n", allocator)) {
      vector.allocateNew(2);
      vector.set(0, 7);
      vector.setValueCount(2);
      assertThat(vector.get(0)).isEqualTo(7);
      assertThat(vector.isNull(1)).isTrue();
    }
  }

  @Test
  void anEmbedderMeetsNoTypeOfTheFramework() {
    for (Class<?> type : Set.of(PluginRuntime.class, RuntimeConfig.class, GuardLimits.class)) {
      assertThat(Arrays.stream(type.getMethods()).map(Object::toString))
          .noneMatch(m -> m.contains("osgi") || m.contains("felix"));
    }
  }
}
