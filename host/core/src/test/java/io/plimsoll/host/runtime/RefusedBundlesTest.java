package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad bundle is refused with its reasons, and the good one beside it works. */
class RefusedBundlesTest {
  @TempDir Path root;
  private Path bundles;

  @BeforeEach
  void aGoodBundle() {
    bundles = root.resolve("bundles");
    TestBundle.of("good", ExportReader.class, MoodyReader.class).in(bundles);
  }

  @Test
  void emptyCutAndForeignFiles() throws Exception {
    Path good = bundles.resolve("test.good-1.0.0.jar");
    byte[] bytes = Files.readAllBytes(good);
    Files.createFile(bundles.resolve("empty.jar"));
    Files.write(bundles.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(bundles.resolve("text.jar"), "this is no jar");
    Files.createDirectory(bundles.resolve("folder.jar"));

    assertThat(problemOf("empty.jar")).isEqualTo("it is empty");
    assertThat(problemOf("cut.jar")).startsWith("it is no jar or is damaged: ");
    assertThat(problemOf("text.jar")).startsWith("it is no jar or is damaged: ");
    assertThat(problemOf("folder.jar")).startsWith("it cannot be read");
  }

  @Test
  void aJarWithoutSymbolicNameIsNoBundle() {
    bad().without("Bundle-SymbolicName").as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar")).isEqualTo("it has no Bundle-SymbolicName and so is no bundle");
  }

  @Test
  void everyHeaderThatIsNotAllowedIsNamedAtOnce() {
    bad()
        .header("Fragment-Host", "system.bundle; extension:=framework")
        .header("Require-Bundle", "org.other")
        .header("DynamicImport-Package", "*")
        .header("Bundle-Activator", "a.B")
        .as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar"))
        .isEqualTo(
            "it has an activator; a plug-in's constructor runs when the plug-in is first used (Bundle-Activator:"
                + " a.B); it imports packages that it does not name beforehand (DynamicImport-Package: *); it is a"
                + " fragment, which would change another bundle or the host (Fragment-Host: system.bundle;"
                + " extension:=framework); it requires another bundle; import packages instead (Require-Bundle:"
                + " org.other)");
  }

  @Test
  void everyUnmetPackageIsNamedWithWhatThereIs() {
    bad()
        .header(
            "Import-Package",
            "io.plimsoll.api;version=\"[99,100)\",io.plimsoll.api.export;version=\"[9.1,10)\","
                + "org.apache.arrow.vector;version=\"[18,19)\",com.example.missing,"
                + "com.example.wanted;resolution:=optional,io.plimsoll.api.plugin")
        .as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar").replaceAll("(here is version) [0-9.]+", "$1 V").split("; it "))
        .containsExactlyInAnyOrder(
            "it needs package io.plimsoll.api in version 99.0.0 up to but not 100.0.0; here is version V",
            "needs package io.plimsoll.api.export in version 9.1.0 up to but not 10.0.0; here is version V",
            "needs package org.apache.arrow.vector in version 18.0.0 up to but not 19.0.0; here is version V",
            "needs package com.example.missing; nothing here provides it");
  }

  @Test
  void aBundleForANewerJavaSaysSo() {
    bad()
        .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
        .as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar"))
        .isEqualTo("it is built for Java 99 and this is Java " + Runtime.version().feature());
  }

  @Test
  void aCapabilityThatNobodyProvidesIsNamed() {
    bad()
        .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"")
        .as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar"))
        .isEqualTo("it needs osgi.extender (osgi.extender=osgi.component); nothing here provides it");
  }

  @Test
  void aHeaderThatCannotBeReadIsQuoted() {
    bad().header("Import-Package", "a;b;;=").as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar")).startsWith("it cannot be installed: ").contains("a;b;;=");
  }

  @Test
  void theSameBundleTwiceIsNamedWithTheFirst() {
    TestBundle.of("good", ExportReader.class, MoodyReader.class).as(bundles.resolve("zz.jar"));

    assertThat(problemOf("zz.jar"))
        .isEqualTo("it is the same bundle in the same version as " + bundles.resolve("test.good-1.0.0.jar"));
  }

  @Test
  void aBundleWithoutAPluginSaysWhatIsMissing() {
    TestBundle.named("test.bad").as(bundles.resolve("bad.jar"));

    assertThat(problemOf("bad.jar")).isEqualTo("it offers no plug-in: no class of it has the annotation @Plugin");
  }

  @Test
  void aPluginOfATypeThatIsNoKindIsRefused() {
    TestBundle.named("test.bad").capability("a", "java.lang.Runnable", "a.A").as(bundles.resolve("bad.jar"));
    TestBundle.named("test.worse").capability("a", "io.plimsoll.api.Gone", "a.A").as(bundles.resolve("worse.jar"));
    TestBundle.named("test.name")
        .capability("A b", "io.plimsoll.api.export.ExportReader", "a.A")
        .as(bundles.resolve("name.jar"));

    assertThat(problemOf("bad.jar")).isEqualTo("plug-in a is of type java.lang.Runnable, which is no kind of this API");
    assertThat(problemOf("worse.jar"))
        .isEqualTo("plug-in a is of type io.plimsoll.api.Gone, which is no kind of this API");
    assertThat(problemOf("name.jar"))
        .isEqualTo("the name 'A b' of plug-in a.A is not made of lower-case letters, digits and hyphens");
  }

  private static TestBundle bad() {
    return TestBundle.of("bad", ExportReader.class, MoodyReader.class);
  }

  /** Starts a host, checks that the good bundle works, and answers why this file was refused. */
  private String problemOf(String file) {
    try (PluginRuntime plugins = TestBundle.start(root, GuardLimits.standard())) {
      assertThat(plugins.find(ExportReader.class, "good").formats()).containsExactly("moody");
      BundleStatus status =
          plugins.bundles().stream().filter(b -> b.file().equals(file)).findFirst().orElseThrow();
      assertThat(status.state()).isEqualTo(BundleStatus.State.REJECTED);
      return String.join("; ", status.reasons());
    }
  }
}
