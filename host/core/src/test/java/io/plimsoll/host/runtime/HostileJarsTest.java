package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.host.runtime.sample.BrokenReader;
import io.plimsoll.host.runtime.sample.Hostile;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jars that are broken, or mean no good, dropped one after the other into a host that is up: each has a clear outcome
 * told once, and the plug-in that was there all along goes on working.
 *
 * <p>Not here, because nothing in one JVM can stop it: a plug-in that calls {@code System.exit}, or burns a
 * processor in a loop. The documents say so.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileJarsTest {
  private static final String MOODY = MoodyReader.class.getName();
  private static final String READER = ExportReader.class.getName();

  @TempDir static Path root;
  private final Map<String, String> outcomes = new TreeMap<>();
  private RunningFolder host;
  private ExportReader good;

  /** Writes a bad jar to where it is told. */
  private interface Jar {
    void write(Path file) throws Exception;
  }

  @BeforeAll
  void aHostWithAGoodPlugin() {
    host =
        RunningFolder.in(
            root,
            GuardLimits.standard().quarantineAfter(3, Duration.ofMillis(50)).closeDeadline(Duration.ofMillis(200)),
            config -> config.startDeadline(Duration.ofSeconds(1)));
    TestBundle.of("good", ExportReader.class, MoodyReader.class).as(host.jar("good.jar"));
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
    good = host.plugins.find(ExportReader.class, "good");
  }

  @AfterAll
  void tell() {
    host.close();
    System.out.println("Hostile jars: " + outcomes.size() + ", of them " + outcomes.values().stream()
        .collect(java.util.stream.Collectors.groupingBy(o -> o, TreeMap::new, java.util.stream.Collectors.counting())));
  }

  @AfterEach
  void everythingElseKeepsRunning() {
    assertThat(good.formats()).containsExactly("moody");
    assertThat(host.plugins.all(ExportReader.class)).containsKey("good");
  }

  static Stream<Arguments> hostileJars() {
    return Stream.of(
        // What is no jar.
        jar("an empty file", Outcome.REJECTED, "it is empty", Files::createFile),
        jar("a text file", Outcome.REJECTED, "it is no jar or is damaged: ", f -> Files.writeString(f, "this is no jar")),
        jar("a jar cut short", Outcome.REJECTED, "it is no jar or is damaged: ", HostileJarsTest::cut),
        jar("a folder", Outcome.REJECTED, "it cannot be read: ", Files::createDirectory),
        jar("a link that leads nowhere", Outcome.REJECTED, "it cannot be read: NoSuchFileException",
            f -> Files.createSymbolicLink(f, Path.of("gone.jar"))),
        jar("a jar without manifest", Outcome.REJECTED, "it has no manifest", HostileJarsTest::withoutManifest),
        // What the manifest says.
        jar("no symbolic name", Outcome.REJECTED, "it has no Bundle-SymbolicName and so is no bundle",
            bad().without("Bundle-SymbolicName")::as),
        jar("no manifest version", Outcome.REJECTED, "its Bundle-ManifestVersion is not 2; let bnd write the manifest",
            bad().without("Bundle-ManifestVersion")::as),
        jar("an import that cannot be read", Outcome.REJECTED, "it cannot be installed: ",
            bad().header("Import-Package", "a;b;;=")::as),
        jar("a version that is none", Outcome.REJECTED, "it cannot be installed: ", bad().version("one.two")::as),
        jar("a fragment of the framework", Outcome.REJECTED,
            "it is a fragment, which would change another bundle or the host (Fragment-Host: system.bundle;"
                + " extension:=framework)",
            bad().header("Fragment-Host", "system.bundle; extension:=framework")::as),
        jar("another bundle required", Outcome.REJECTED, "it requires another bundle; import packages instead",
            bad().header("Require-Bundle", "org.other")::as),
        jar("imports found out later", Outcome.REJECTED, "it imports packages that it does not name beforehand",
            bad().header("DynamicImport-Package", "*")::as),
        jar("an activator", Outcome.REJECTED, "it has an activator", bad().header("Bundle-Activator", "a.B")::as),
        // What the entries are called.
        jar("names that lead up", Outcome.REJECTED, "it has entries whose names lead out of it: ../../../etc/cron.d/evil",
            bad().entry("../../../etc/cron.d/evil", new byte[] {1})::as),
        jar("names from the root", Outcome.REJECTED,
            "it has entries whose names lead out of it: /etc/passwd, C:/x, a\\..\\b and 1 more",
            bad().entry("/etc/passwd", new byte[1]).entry("C:/x", new byte[1]).entry("a\\..\\b", new byte[1])
                .entry("a/../b", new byte[1])::as),
        // What it needs.
        jar("a package nobody has", Outcome.REJECTED, "it needs package com.example.missing; nothing here provides it",
            bad().header("Import-Package", TestBundle.IMPORTS + ",com.example.missing")::as),
        jar("a later major of the API", Outcome.REJECTED,
            "it needs package io.plimsoll.api.export in version 99.0.0 up to but not 100.0.0; here is version ",
            bad().header("Import-Package", "io.plimsoll.api.export;version=\"[99,100)\"")::as),
        jar("a later minor of the API", Outcome.REJECTED,
            "it needs package io.plimsoll.api.export in version 0.99.0 up to but not 1.0.0; here is version ",
            bad().header("Import-Package", "io.plimsoll.api.export;version=\"[0.99,1)\"")::as),
        jar("an older Arrow", Outcome.REJECTED,
            "it needs package org.apache.arrow.vector in version 18.0.0 up to but not 19.0.0; here is version 19.0.0",
            bad().header("Import-Package", "org.apache.arrow.vector;version=\"[18,19)\"")::as),
        jar("a later Java", Outcome.REJECTED, "it is built for Java 99 and this is Java " + Runtime.version().feature(),
            bad().header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")::as),
        jar("an extender nobody runs", Outcome.REJECTED,
            "it needs osgi.extender (osgi.extender=osgi.component); nothing here provides it",
            bad().header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"")::as),
        // What it offers.
        jar("no plug-in", Outcome.REJECTED, "it offers no plug-in: no class of it has the annotation @Plugin",
            TestBundle.named("test.bad")::as),
        jar("a kind that is none", Outcome.REJECTED, "plug-in a is of type java.lang.Runnable, which is no kind of this API",
            TestBundle.named("test.bad").capability("a", "java.lang.Runnable", "a.A")::as),
        jar("a name with blanks", Outcome.REJECTED,
            "the name 'A b' of plug-in a.A is not made of lower-case letters, digits and hyphens",
            TestBundle.named("test.bad").capability("A b", READER, "a.A")::as),
        jar("a class that is not there", Outcome.REJECTED, "ClassNotFoundException",
            TestBundle.named("test.bad").capability("bad", READER, "a.Gone")::as),
        jar("a damaged class", Outcome.REJECTED, "ClassFormatError",
            TestBundle.named("test.bad").capability("bad", READER, MOODY)
                .entry(MOODY.replace('.', '/') + ".class", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})::as),
        jar("a class of a later Java", Outcome.REJECTED, "UnsupportedClassVersionError", HostileJarsTest::ofALaterJava),
        jar("a package used and not imported", Outcome.REJECTED, "NoClassDefFoundError, io/plimsoll/api/export/ExportReader",
            bad().header("Import-Package", "io.plimsoll.api.plugin")::as),
        jar("a class of another kind", Outcome.REJECTED, "MoodyReader does not implement " + CredentialProvider.class.getName(),
            TestBundle.of("bad", CredentialProvider.class, MoodyReader.class)::as),
        jar("the name of one that is there", Outcome.REJECTED, "its plug-in good (ExportReader) is in ",
            TestBundle.named("test.bad").plugin("good", ExportReader.class, MoodyReader.class)::as),
        jar("the bundle of one that is there", Outcome.REJECTED, "it is the same bundle in the same version as ",
            TestBundle.of("good", ExportReader.class, MoodyReader.class)::as),
        // What its constructor does.
        jar("a constructor that throws", Outcome.REJECTED, "failed in its constructor: IllegalStateException, no licence",
            TestBundle.of("bad", ExportReader.class, BrokenReader.class)::as),
        jar("a class that cannot be initialised", Outcome.REJECTED, "ExceptionInInitializerError",
            hostile(Hostile.BadStart.class)),
        jar("endless recursion", Outcome.REJECTED, "StackOverflowError", hostile(Hostile.Bottomless.class)),
        jar("more memory than there is", Outcome.REJECTED, "OutOfMemoryError", hostile(Hostile.Greedy.class)),
        jar("the death of a thread", Outcome.REJECTED, "ThreadDeath", hostile(Hostile.Killer.class)),
        jar("settings that are refused", Outcome.REJECTED,
            "colour is not a setting here", hostile(Hostile.Misconfigured.class)),
        jar("a constructor that sleeps", Outcome.REJECTED, "did not end its constructor within 1 s; it was at ",
            hostile(Hostile.Sleepy.class)),
        jar("a constructor that hangs", Outcome.QUARANTINED, "Hostile$Hanging.<init>(Hostile.java:",
            hostile(Hostile.Hanging.class)),
        jar("an abstract class", Outcome.REJECTED, "InstantiationException", hostile(Hostile.Abstract.class)),
        jar("a constructor with parameters", Outcome.REJECTED,
            "needs to be public with a public constructor without parameters", hostile(Hostile.Demanding.class)),
        jar("a private constructor", Outcome.REJECTED,
            "needs to be public with a public constructor without parameters", hostile(Hostile.Private.class)),
        jar("a class nobody may see", Outcome.REJECTED,
            "needs to be public with a public constructor without parameters", TestBundle.named("test.bad")
                .capability("bad", READER, Hostile.class.getName() + "$Hidden").classes(Hostile.class)::as));
  }

  private static Arguments jar(String what, Outcome outcome, String reason, Jar jar) {
    return Arguments.of(what, outcome, reason, jar);
  }

  private static TestBundle bad() {
    return TestBundle.of("bad", ExportReader.class, MoodyReader.class);
  }

  private static Jar hostile(Class<? extends ExportReader> type) {
    return TestBundle.named("test.bad").capability("bad", READER, type.getName()).classes(Hostile.class)::as;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileJars")
  void isToldAndHarmsNobody(String what, Outcome outcome, String reason, Jar jar) throws Exception {
    System.setProperty("plimsoll.test.hanging", "yes");
    Path file = host.jar("bad.jar");
    try {
      // when
      jar.write(file);
      BundleEvent event = host.outcome();

      // then
      assertThat(event.bundle().file()).isEqualTo("bad.jar");
      assertThat(String.join("; ", event.bundle().reasons())).contains(reason);
      assertThat(event.outcome()).isEqualTo(outcome);
      assertThat(host.status("bad.jar").reasons()).isEqualTo(event.bundle().reasons());
      assertThat(host.plugins.statuses()).as("what can be called").hasSize(1);
      outcomes.put(what, event.outcome().name());
    } finally {
      System.clearProperty("plimsoll.test.hanging");
      Files.delete(file);
    }
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.REMOVED);
  }

  @Test
  void aJarThatUnpacksToFarTooMuchIsRejected() throws Exception {
    byte[] jar =
        Files.readAllBytes(
            TestBundle.named("test.bomb").entry("a.jar", new byte[9]).entry("b.jar", new byte[9]).as(root.resolve("b.jar")));
    ByteBuffer bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
    // The sizes as the central directory of the file tells them.
    for (int at = 0; at < jar.length - 4; at++) {
      if (bytes.getInt(at) == 0x02014b50) {
        bytes.putInt(at + 24, 1_500_000_000);
      }
    }
    Files.write(host.jar("bomb.jar"), jar);

    BundleEvent event = host.outcome();

    assertThat(event.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(event.bundle().reasons()).containsExactly("it unpacks to 4291 MiB, more than the 2048 allowed");
    outcomes.put("a jar that unpacks to far too much", event.outcome().name());
    Files.delete(host.jar("bomb.jar"));
    host.settle();
  }

  @Test
  void aThreadThatAPluginLeavesBehindIsNamedWhenThePluginGoes() throws Exception {
    System.setProperty("plimsoll.test.leaking", "yes");
    try {
      hostile(Hostile.Leaking.class).write(host.jar("leak.jar"));
      assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);

      Files.delete(host.jar("leak.jar"));
      BundleEvent event = host.outcome();

      assertThat(event.outcome()).isEqualTo(Outcome.REMOVED);
      assertThat(event.bundle().reasons())
          .containsExactly(
              "threads that it started go on and keep its classes in memory until they end: leaked-by-a-plugin");
      outcomes.put("a thread left behind", "ACTIVE, named when REMOVED");
    } finally {
      System.clearProperty("plimsoll.test.leaking");
    }
  }

  @Test
  void aPluginThatCannotBeClosedGoesAllTheSame() throws Exception {
    hostile(Hostile.Unclosable.class).write(host.jar("unclosable.jar"));
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);

    Files.delete(host.jar("unclosable.jar"));

    assertThat(host.outcome().outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(host.plugins.statuses()).hasSize(1);
    outcomes.put("a close that fails", "ACTIVE, then REMOVED");
  }

  @Test
  void aPluginWhoseExceptionCannotEvenBeReadIsBlamed() throws Exception {
    hostile(Hostile.Nonsense.class).write(host.jar("nonsense.jar"));
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
    try {
      host.plugins.find(ExportReader.class, "bad").open("a", new ScriptedPart(), "b");
      fail("it throws");
    } catch (PlimsollException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
      assertThat(e.getMessage()).contains("Hostile$Nonsense$Own, whose message cannot be read");
    }
    outcomes.put("an exception that throws", "ACTIVE, the call fails");
    Files.delete(host.jar("nonsense.jar"));
    host.settle();
  }

  @Test
  void manyBadJarsAtOnceEachHaveTheirOutcome() throws Exception {
    Map<String, Outcome> expected = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      Files.writeString(host.jar("crowd-" + i + ".jar"), "jar number " + i);
      expected.put("crowd-" + i + ".jar", Outcome.REJECTED);
    }

    List<BundleEvent> told = host.settle();

    Map<String, Outcome> found = new LinkedHashMap<>();
    told.forEach(e -> assertThat(found.put(e.bundle().file(), e.outcome())).as("told twice").isNull());
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    for (String name : expected.keySet()) {
      Files.delete(host.jar(name));
    }
    assertThat(host.settle()).hasSize(30).allMatch(e -> e.outcome() == Outcome.REMOVED);
  }

  private static void cut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(bad().as(file));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  private static void withoutManifest(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
    }
    Files.write(file, bytes.toByteArray());
  }

  private static void ofALaterJava(Path file) throws IOException {
    String path = MOODY.replace('.', '/') + ".class";
    byte[] type = MoodyReader.class.getClassLoader().getResourceAsStream(path).readAllBytes();
    // Bytes 6 and 7 of a class file are its major version: 44 is Java 1.0.
    type[6] = 0;
    type[7] = (byte) (44 + 99);
    TestBundle.named("test.bad").capability("bad", READER, MOODY).entry(path, type).as(file);
  }
}
