package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.BundleStatus.State;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.host.runtime.sample.BrokenReader;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come, change and go while a host runs. */
@Timeout(60)
class DropFolderTest {
  @TempDir Path root;
  private RunningFolder host;

  @BeforeEach
  void start() {
    host = RunningFolder.in(root);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aJarThatComesCanBeCalledAndIsToldOnce() throws Exception {
    // given
    Path jar = RunningFolder.moody("1.2.0").as(host.jar("m.jar"));

    // when
    BundleEvent event = host.outcome();

    // then
    assertThat(event.outcome()).isEqualTo(Outcome.ACTIVE);
    assertThat(event.time()).isEqualTo(new SettableClock().instant());
    String sha256 =
        HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    assertThat(event.bundle())
        .isEqualTo(
            new BundleStatus("m.jar", host.folder.toString(), "test.moody", "1.2.0", sha256, State.ACTIVE, List.of()));
    assertThat(host.plugins.find(ExportReader.class, "moody").formats()).containsExactly("moody");
    assertThat(host.settle()).isEmpty();
    assertThat(host.plugins.bundles()).containsExactly(event.bundle());
  }

  @Test
  void aJarThatIsBeingWrittenIsLeftAloneUntilItHasSettled() throws Exception {
    // given
    byte[] bytes = Files.readAllBytes(RunningFolder.moody("1.0.0").as(root.resolve("elsewhere.jar")));

    // when
    for (int part = 1; part < 4; part++) {
      Files.write(host.jar("slow.jar"), Arrays.copyOf(bytes, bytes.length * part / 4));
      host.plugins.look();
    }
    Files.write(host.jar("slow.jar"), bytes);
    host.plugins.look();

    // then
    assertThat(host.events).isEmpty();
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
  }

  @Test
  void aJarThatIsReplacedIsUpdatedAndTheOldOneUnloaded() {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();
    ExportReader reader = host.plugins.find(ExportReader.class, "moody");
    reader.formats();

    // when
    RunningFolder.moody("2.0.0").as(host.jar("m.jar"));
    BundleEvent event = host.outcome();

    // then
    assertThat(event.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(event.bundle().version()).isEqualTo("2.0.0");
    assertThat(reader.formats()).as("whoever holds the plug-in calls the new version").containsExactly("moody");
    assertThat(host.plugins.statuses())
        .singleElement()
        .satisfies(s -> assertThat(s.version()).isEqualTo("2.0.0"))
        .satisfies(s -> assertThat(s.calls()).as("its constructor and the call").isEqualTo(2));
  }

  @Test
  void aJarThatIsReplacedByTheSameVersionWithOtherBytesIsUpdatedToo() {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();

    // when
    RunningFolder.moody("1.0.0").entry("changed", new byte[100]).as(host.jar("m.jar"));

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(host.plugins.statuses()).hasSize(1);
    assertThat(host.plugins.find(ExportReader.class, "moody").formats()).containsExactly("moody");
  }

  @Test
  void aJarThatGoesTakesItsPluginsWithIt() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();
    ExportReader reader = host.plugins.find(ExportReader.class, "moody");

    // when
    Files.delete(host.jar("m.jar"));
    BundleEvent event = host.outcome();

    // then
    assertThat(event.outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(event.bundle().reasons()).isEmpty();
    assertThatThrownBy(reader::formats)
        .isInstanceOf(PlimsollException.class)
        .hasMessage("There is no ExportReader named moody.");
    assertThat(host.plugins.statuses()).isEmpty();
    assertThat(host.plugins.bundles()).isEmpty();
    try (var copies = Files.walk(root.resolve("run"))) {
      assertThat(copies.filter(f -> f.toString().endsWith(".jar"))).as("private copies").isEmpty();
    }
  }

  @Test
  void aJarThatIsReplacedByABadOneIsRejectedAndTheVersionBeforeStays() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();

    // when
    Files.writeString(host.jar("m.jar"), "this is no jar");
    BundleEvent rejected = host.outcome();

    // then
    assertThat(rejected.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(rejected.bundle().reasons()).hasSize(2).last().isEqualTo("version 1.0.0, accepted before, stays in use");
    assertThat(host.version()).isEqualTo("1.0.0");

    // when it is put right
    RunningFolder.moody("1.1.0").as(host.jar("m.jar"));

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(host.version()).isEqualTo("1.1.0");

    // when it is made bad and goes
    Files.writeString(host.jar("m.jar"), "this is no jar again");
    host.settle();
    Files.delete(host.jar("m.jar"));

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(host.plugins.statuses()).isEmpty();
  }

  @Test
  void aJarThatOnlyGetsAnotherTimeIsNoNews() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    TestBundle.of("broken", ExportReader.class, BrokenReader.class).as(host.jar("broken.jar"));
    host.settle();

    // when
    for (String name : List.of("m.jar", "broken.jar")) {
      Files.setLastModifiedTime(host.jar(name), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    // then
    assertThat(host.settle()).isEmpty();
    assertThat(host.told()).containsExactlyInAnyOrder("ACTIVE m.jar", "REJECTED broken.jar");
  }

  @Test
  void aJarInThePlaceOfAnotherAsLargeAndAsOldIsNoticed() throws Exception {
    // given
    Path one = RunningFolder.moody("1.0.11").as(root.resolve("1.jar"));
    Path two = root.resolve("2.jar");
    for (int i = 12; i < 100 && (i == 12 || Files.size(two) != Files.size(one)); i++) {
      RunningFolder.moody("1.0." + i).as(two);
    }
    assertThat(Files.size(two)).isEqualTo(Files.size(one));
    FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(one, time);
    Files.setLastModifiedTime(two, time);
    Files.move(one, host.jar("a.jar"));
    host.settle();

    // when
    Files.move(two, host.jar("a.jar"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);
  }

  @Test
  void ofTwoJarsWithOneBundleTheSecondIsRejectedUntilTheFirstGoes() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("a.jar"));
    host.settle();

    // when
    RunningFolder.moody("1.0.0").as(host.jar("b.jar"));
    BundleEvent second = host.outcome();

    // then
    assertThat(second.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(second.bundle().reasons())
        .containsExactly("it is the same bundle in the same version as " + host.jar("a.jar"));

    // when
    Files.delete(host.jar("a.jar"));
    host.settle();

    // then
    assertThat(host.told()).containsExactly("ACTIVE a.jar", "REJECTED b.jar", "REMOVED a.jar", "ACTIVE b.jar");
    assertThat(host.version()).isEqualTo("1.0.0");
  }

  @Test
  void ofTwoJarsWithAPluginOfOneNameAndVersionTheSecondIsRejectedNamingTheFirst() {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("a.jar"));
    host.settle();

    // when
    TestBundle.named("com.other").plugin("moody", ExportReader.class, MoodyReader.class).as(host.jar("b.jar"));

    // then
    assertThat(host.outcome().bundle().reasons())
        .containsExactly(
            "its plug-in moody (ExportReader) is in " + host.jar("a.jar") + " too, in the same version 1.0.0");
    assertThat(host.plugins.find(ExportReader.class, "moody")).hasToString("plug-in moody (ExportReader, a.jar)");
  }

  @Test
  void oneJarWithTwoPluginsOfOneNameIsRejectedAsAWhole() {
    TestBundle.named("com.twice")
        .plugin("moody", ExportReader.class, MoodyReader.class)
        .plugin("moody", ExportReader.class, MoodyReader.class)
        .plugin("other", ExportReader.class, MoodyReader.class)
        .as(host.jar("twice.jar"));

    assertThat(host.outcome().bundle().reasons()).containsExactly("it has two plug-ins moody (ExportReader)");
    assertThat(host.plugins.statuses()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeListedForAWhileLosesNothing() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();

    // when
    Files.move(host.folder, root.resolve("unmounted"));

    // then
    assertThat(host.settle()).isEmpty();
    assertThat(host.version()).isEqualTo("1.0.0");
    Files.move(root.resolve("unmounted"), host.folder);
    assertThat(host.settle()).isEmpty();
  }

  @Test
  void aJarThatIsReplacedByDeletingAndWritingIsUpdatedNotRemoved() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();

    // when
    Files.delete(host.jar("m.jar"));
    host.plugins.look();
    RunningFolder.moody("1.1.0").as(host.jar("m.jar"));

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);
  }

  @Test
  void aBundleWhoseArrivalCannotBeRecordedIsNotUsed() {
    // given
    host.journal =
        event -> {
          throw new PlimsollException(ErrorCode.AUDIT_UNAVAILABLE, "The disk is full.", "Make room.");
        };
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));

    // when
    BundleEvent event = host.outcome();

    // then
    assertThat(event.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(event.bundle().reasons()).containsExactly("its arrival could not be recorded: The disk is full.");
    assertThat(host.plugins.statuses()).isEmpty();
  }

  @Test
  void anEventIsTakenDownBeforeTheBundleCanBeCalled() {
    // given
    host.journal = event -> assertThat(host.plugins.statuses()).isEmpty();
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
    assertThat(host.plugins.statuses()).hasSize(1);
  }

  @Test
  void aPluginQuarantinedLaterIsToldOnceWithTheStackOfItsThread() {
    // given
    host.close();
    ScriptedPart part = new ScriptedPart();
    try (RunningFolder strict =
        RunningFolder.in(
            root.resolve("strict"),
            GuardLimits.standard()
                .deadline(ExportReader.class, "open", Duration.ofMillis(50))
                .quarantineAfter(1, Duration.ofMillis(10)),
            c -> c)) {
      RunningFolder.moody("1.0.0").as(strict.jar("m.jar"));
      strict.settle();
      ExportReader reader = strict.plugins.find(ExportReader.class, "moody");
      assertThatThrownBy(() -> reader.open("spin", part, "moody")).hasMessageContaining("did not end");

      // when
      BundleEvent event = strict.outcome();

      // then
      assertThat(event.outcome()).isEqualTo(Outcome.QUARANTINED);
      assertThat(event.bundle().state()).isEqualTo(State.QUARANTINED);
      assertThat(event.bundle().reasons())
          .singleElement()
          .asString()
          .startsWith("plug-in moody is not called any more: 1 of its threads are stuck, the last in ExportReader.open, at ")
          .contains("MoodyReader.open(MoodyReader.java:");
      assertThat(strict.status("m.jar").state()).isEqualTo(State.QUARANTINED);

      // when a mended version comes
      RunningFolder.moody("1.0.1").as(strict.jar("m.jar"));

      // then
      assertThat(strict.outcome().outcome()).isEqualTo(Outcome.UPDATED);
      assertThat(reader.formats()).containsExactly("moody");
      assertThat(strict.plugins.statuses())
          .extracting(PluginStatus::version, PluginStatus::state)
          .contains(
              org.assertj.core.groups.Tuple.tuple("1.0.1", PluginStatus.State.ACTIVE),
              org.assertj.core.groups.Tuple.tuple("1.0.0", PluginStatus.State.ENDING));
      part.released.countDown();
    }
  }

  @Test
  void aBundleThatNeedsARestartToUpgradeSaysSoAndTheOldOneStays() {
    // given
    restarting("1.0.0").as(host.jar("native.jar"));
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);

    // when
    restarting("2.0.0").as(host.jar("native.jar"));
    BundleEvent event = host.outcome();

    // then
    assertThat(event.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(event.bundle().state()).isEqualTo(State.RESTART);
    assertThat(event.bundle().version()).isEqualTo("2.0.0");
    assertThat(event.bundle().reasons())
        .containsExactly(
            "it takes effect when the host starts again, because its code cannot be replaced while it runs; version 1.0.0"
                + " stays in use until then");
    assertThat(host.version()).isEqualTo("1.0.0");
    host.close();
    host = RunningFolder.in(root);
    assertThat(host.version()).isEqualTo("2.0.0");
  }

  @Test
  void aBundleThatNeedsARestartStaysInUseWhenItsJarGoes() throws Exception {
    // given
    byte[] first = Files.readAllBytes(restarting("1.0.0").as(host.jar("native.jar")));
    host.settle();

    // when
    Files.delete(host.jar("native.jar"));

    // then
    assertThat(host.outcome().bundle().reasons())
        .containsExactly("it stays in use until the host starts again, because nothing can let go of its code before");
    assertThat(host.version()).isEqualTo("1.0.0");

    // when another version of it comes
    restarting("2.0.0").as(host.jar("other.jar"));

    // then
    assertThat(host.outcome().bundle().state()).isEqualTo(State.RESTART);
    assertThat(host.version()).isEqualTo("1.0.0");

    // when the first comes back
    Files.write(host.jar("native.jar"), first);

    // then
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
    assertThat(host.plugins.statuses()).hasSize(1);
  }

  @Test
  void foldersSideBySideDoNotMindOneAnother() throws Exception {
    // given
    Path other = Files.createDirectories(root.resolve("other/bundles"));
    try (RunningFolder both =
        RunningFolder.in(
            root.resolve("both"), GuardLimits.standard(),
            c -> new RuntimeConfig(List.of(c.bundles().get(0), other, other), List.of(), c.storage(), c.clock(), c.limits()))) {
      RunningFolder.moody("1.0.0").as(both.jar("m.jar"));
      RunningFolder.moody("2.0.0").as(other.resolve("m.jar"));

      // then
      assertThat(both.settle()).hasSize(2).allMatch(e -> e.outcome() == Outcome.ACTIVE);
      assertThat(both.plugins.bundles()).extracting(BundleStatus::folder).containsExactlyInAnyOrder(
          both.folder.toString(), other.toString());
      Files.delete(other.resolve("m.jar"));
      assertThat(both.outcome().bundle().version()).isEqualTo("2.0.0");
      assertThat(both.version()).isEqualTo("1.0.0");
    }
  }

  private static TestBundle restarting(String version) {
    return RunningFolder.moody(version)
        .header(
            "Provide-Capability",
            "io.plimsoll.plugin;name=moody;restartToUpgrade=true;type=\"" + ExportReader.class.getName() + "\";class=\""
                + MoodyReader.class.getName() + "\"");
  }

  @Test
  void bundlesAreWiredToTheHostAndNotToOneAnother() {
    // given
    RunningFolder.moody("1.0.0").header("Export-Package", "com.shared;version=1").as(host.jar("a.jar"));
    host.settle();

    // when
    TestBundle.of("needy", ExportReader.class, MoodyReader.class)
        .header("Import-Package", TestBundle.IMPORTS + ",com.shared")
        .as(host.jar("b.jar"));

    // then
    assertThat(host.outcome().bundle().reasons())
        .containsExactly("it needs package com.shared; nothing here provides it");
  }

  @Test
  void aBundleThatBringsTheApiItselfStillGetsTheHostsWhenItImportsIt() throws Exception {
    String api = ExportReader.class.getName().replace('.', '/') + ".class";
    RunningFolder.moody("1.0.0")
        .entry(api, ExportReader.class.getClassLoader().getResourceAsStream(api).readAllBytes())
        .header("Export-Package", "io.plimsoll.api.export;version=99")
        .as(host.jar("a.jar"));

    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
    assertThat(host.plugins.find(ExportReader.class, "moody").formats()).containsExactly("moody");
    assertThat(host.plugins.all(CredentialProvider.class)).isEmpty();
  }

  @Test
  void fromDropToUsableItTakesAtMostTwoSeconds() throws Exception {
    // given
    BlockingQueue<BundleEvent> told = new LinkedBlockingQueue<>();
    Path folder = Files.createDirectories(root.resolve("watched"));
    RuntimeConfig config =
        new RuntimeConfig(List.of(folder), List.of(), root.resolve("run"), new SettableClock(), GuardLimits.standard());
    long slowest = 0;
    try (PluginRuntime plugins = PluginRuntime.start(config)) {
      plugins.watch(Duration.ofMillis(250), event -> {}, told::add);
      for (int round = 1; round <= 3; round++) {
        // when
        long dropped = System.nanoTime();
        RunningFolder.moody(round + ".0.0").as(folder.resolve("m" + round + ".jar"));
        BundleEvent event = told.poll(10, TimeUnit.SECONDS);
        plugins.find(ExportReader.class, "moody").formats();
        slowest = Math.max(slowest, System.nanoTime() - dropped);

        // then
        assertThat(event).isNotNull();
        assertThat(event.outcome()).isEqualTo(Outcome.ACTIVE);
      }
    }
    System.out.println("From drop to usable: " + slowest / 1_000_000 + " ms, the slowest of three");
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
  }
}
