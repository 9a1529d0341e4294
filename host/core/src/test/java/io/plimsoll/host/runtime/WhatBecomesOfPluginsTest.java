package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.host.runtime.PluginChange.State;
import io.plimsoll.host.runtime.sample.HoardingReader;
import io.plimsoll.host.runtime.sample.LyingReader;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WhatBecomesOfPluginsTest {
  @TempDir Path root;
  private final SettableClock clock = new SettableClock();
  private final ScriptedPart part = new ScriptedPart();
  private final List<PluginChange> changes = new CopyOnWriteArrayList<>();
  private PluginRuntime plugins;

  private void start(GuardLimits limits, PluginWatch watch) {
    Path bundles = root.resolve("bundles");
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(bundles);
    TestBundle.of("hoard", ExportReader.class, HoardingReader.class).in(bundles);
    TestBundle.of("lying", ExportReader.class, LyingReader.class).in(bundles);
    plugins =
        PluginRuntime.start(
            TestBundle.config(root, limits, clock).watch(watch));
  }

  private ExportReader reader(String name, GuardLimits limits) {
    start(limits, changes::add);
    return of("acme", name);
  }

  private ExportReader of(String organisation, String name) {
    return new OrganisationPlugins(plugins, organisation, (kind, pinned) -> null, () -> PluginTerms.NONE, new SecretFiles(n -> null))
        .find(ExportReader.class, name);
  }

  @AfterEach
  void close() {
    part.released.countDown();
    plugins.close();
  }

  private List<State> states() {
    return changes.stream().map(PluginChange::state).toList();
  }

  private PlimsollException failure(ExportReader reader, String name) {
    return catchThrowableOfType(PlimsollException.class, () -> reader.open(name, part, "moody"));
  }

  @Test
  void eachChangeOfTheCircuitIsToldOnceWithTheOrganisationWhoseCallBroughtItAbout() {
    // given
    ExportReader acme = reader("moody", GuardLimits.standard().restAfter(2, Duration.ofSeconds(30)));
    ExportReader globex = of("globex", "moody");

    // when it fails, rests, fails its trial, and passes the next one
    failure(acme, "throw");
    failure(acme, "throw");
    failure(globex, "fine");
    clock.advance(Duration.ofSeconds(30));
    failure(globex, "throw");
    clock.advance(Duration.ofSeconds(30));
    acme.open("fine", part, "moody");

    // then
    assertThat(states()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
    assertThat(changes).extracting(PluginChange::organisation).containsExactly("acme", "globex", "globex", "acme", "acme");
    PluginChange first = changes.get(0);
    assertThat(first.plugin()).isEqualTo("moody");
    assertThat(first.kind()).isEqualTo("ExportReader");
    assertThat(first.file()).isEqualTo("test.moody-1.0.0.jar");
    assertThat(first.reason())
        .startsWith("failed in ExportReader.open: IllegalStateException at io.plimsoll.host.runtime.sample.MoodyReader.open");
  }

  @Test
  void whatAPluginSaysToOneOrganisationReachesNoOther() {
    // given
    ExportReader acme = reader("moody", GuardLimits.standard().restAfter(1, Duration.ofSeconds(30)));

    // when
    assertThat(failure(acme, "throw")).hasMessageContaining("boom");

    // then
    assertThat(failure(of("globex", "moody"), "fine").code()).isEqualTo(ErrorCode.PLUGIN_RESTING);
    assertThat(failure(of("globex", "moody"), "fine").getMessage()).doesNotContain("boom");
    assertThat(plugins.statuses().toString()).doesNotContain("boom");
    assertThat(changes.toString()).doesNotContain("boom");
  }

  @Test
  void aFaultyPluginKeepsNobodyFromTheOthers() {
    // given
    ExportReader acme = reader("moody", GuardLimits.standard().restAfter(1, Duration.ofSeconds(30)));
    failure(acme, "throw");

    // then
    assertThat(of("acme", "hoard").formats()).containsExactly("hoard");
    assertThat(of("globex", "hoard").formats()).containsExactly("hoard");
  }

  @Test
  void theQuarantineIsToldOnceWithTheStackOfTheStuckThread() {
    ExportReader acme =
        reader(
            "moody",
            GuardLimits.standard()
                .deadline(ExportReader.class, "open", Duration.ofMillis(200))
                .restAfter(9, Duration.ofSeconds(30))
                .quarantineAfter(1, Duration.ofMillis(20)));

    failure(acme, "spin");

    assertThat(states()).containsExactly(State.QUARANTINED);
    assertThat(changes.get(0).reason())
        .contains("1 of its threads are stuck")
        .contains("io.plimsoll.host.runtime.sample.MoodyReader.open(MoodyReader.java:");
    assertThat(failure(acme, "fine").code()).isEqualTo(ErrorCode.PLUGIN_QUARANTINED);
    assertThat(states()).hasSize(1);
  }

  @Test
  void aListenerThatThrowsDisturbsNobody() {
    start(
        GuardLimits.standard().restAfter(1, Duration.ofSeconds(30)),
        change -> {
          throw new IllegalStateException("listener");
        });

    assertThat(failure(of("acme", "moody"), "throw")).hasMessageContaining("boom");
  }

  @Test
  void memoryOffTheHeapIsCountedWhileItIsHeldAndGoneAfterwards() {
    ExportReader acme = reader("hoard", GuardLimits.standard());
    try (BufferAllocator host = new RootAllocator()) {
      try (PartReader open = acme.open("tidy", part, "hoard")) {
        open.project(List.of(), host);

        assertThat(memory(PluginUsage::memory)).isEqualTo(64 * 1024);
        assertThat(host.getAllocatedMemory()).isEqualTo(64 * 1024);
      }
      assertThat(memory(PluginUsage::memory)).isZero();
      assertThat(host.getChildAllocators()).isEmpty();
    }
    assertThat(changes).isEmpty();
  }

  @Test
  void aPluginThatTakesWithoutEndMeetsItsOwnLimitAndTheHostKeepsItsMemory() {
    ExportReader acme = reader("hoard", GuardLimits.standard().memory(1 << 20));
    try (BufferAllocator host = new RootAllocator()) {
      for (int i = 0; i < 3; i++) {
        try (PartReader open = acme.open("endless", part, "hoard")) {
          assertThatThrownBy(() -> open.project(List.of(), host))
              .hasMessage(
                  "Plug-in hoard (ExportReader, test.hoard-1.0.0.jar) reached the limit of its off-heap memory in"
                      + " PartReader.project.");
          assertThat(host.getAllocatedMemory()).isLessThanOrEqualTo(1 << 20);
        }
      }

      // then another one still gets its own
      try (PartReader open = of("globex", "hoard").open("tidy", part, "hoard")) {
        open.project(List.of(), host);
      }
      assertThat(host.getAllocatedMemory()).isZero();
    }
    assertThat(states()).containsOnly(State.LIMIT_REACHED);
    assertThat(changes.get(0).reason())
        .isEqualTo("asked for more than the 1048576 bytes off the heap it may hold, in PartReader.project");
  }

  @Test
  void twoObjectsOfAPluginShareItsLimit() {
    ExportReader acme = reader("hoard", GuardLimits.standard().memory(64 * 1024));
    try (BufferAllocator host = new RootAllocator();
        PartReader one = acme.open("tidy", part, "hoard");
        PartReader two = of("globex", "hoard").open("tidy", part, "hoard")) {
      one.project(List.of(), host);

      assertThatThrownBy(() -> two.project(List.of(), host)).hasMessageContaining("reached the limit of its off-heap memory");
    }
    assertThat(changes).extracting(PluginChange::organisation).containsExactly("globex");
  }

  @Test
  void whatAClosedObjectKeepsIsToldAsALeakAndStaysOnTheAccountOfThePlugin() {
    ExportReader acme = reader("hoard", GuardLimits.standard());
    BufferAllocator host = new RootAllocator();
    try (PartReader open = acme.open("leak", part, "hoard")) {
      open.project(List.of(), host);
    }

    assertThat(states()).containsExactly(State.LEAKED);
    assertThat(changes.get(0).reason()).isEqualTo("kept 65536 bytes off the heap that it took in PartReader.project");
    assertThat(memory(PluginUsage::leaked)).isEqualTo(64 * 1024);
    assertThat(memory(PluginUsage::memory)).isEqualTo(64 * 1024);
    assertThatThrownBy(host::close).hasMessageContaining("leaked");
  }

  @Test
  void leaksAreToldWhenTheyDoubleNotEachTime() {
    ExportReader acme = reader("hoard", GuardLimits.standard());
    BufferAllocator host = new RootAllocator();

    for (int i = 0; i < 64; i++) {
      try (PartReader open = acme.open("leak", part, "hoard")) {
        open.project(List.of(), host);
      }
    }

    assertThat(states()).hasSize(7).containsOnly(State.LEAKED);
  }

  @Test
  void nullWhereTheContractWantsAValueIsAFailureOfThePlugin() {
    ExportReader lying = reader("lying", GuardLimits.standard());

    PluginException e = (PluginException) failure(lying, "any");

    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
    assertThat(e).hasMessageContaining("failed in ExportReader.open: IllegalStateException, it answered null where");
  }

  @Test
  void aCollectionThatRunsCodeOfThePluginIsReadUnderTheGuard() {
    ExportReader lying =
        reader("lying", GuardLimits.standard().deadline(ExportReader.class, "formats", Duration.ofMillis(300)));

    assertThatThrownBy(lying::formats).hasMessageContaining("did not end ExportReader.formats within 300 ms");
  }

  @Test
  void callsAreCountedAndTimed() {
    ExportReader acme = reader("moody", GuardLimits.standard());

    for (int i = 0; i < 20; i++) {
      acme.formats();
    }

    PluginUsage usage = usage("moody");
    assertThat(usage.calls()).isEqualTo(21);
    assertThat(usage.failures()).isZero();
    assertThat(usage.p95()).isBetween(Duration.ofNanos(1000), Duration.ofSeconds(20));
  }

  private long memory(java.util.function.ToLongFunction<PluginUsage> part) {
    return part.applyAsLong(usage("hoard"));
  }

  private PluginUsage usage(String plugin) {
    return plugins.usage().stream().filter(u -> u.plugin().equals(plugin)).findFirst().orElseThrow();
  }
}
