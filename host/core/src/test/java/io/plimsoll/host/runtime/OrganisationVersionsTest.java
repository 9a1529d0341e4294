package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.host.runtime.sample.HoardingReader;
import io.plimsoll.host.runtime.sample.TunableDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What organisations decided about plug-ins, while versions of them come and go. */
@Timeout(60)
class OrganisationVersionsTest {
  @TempDir Path root;
  private final Map<String, PluginTerms> terms = new HashMap<>();
  private Path added;
  private RunningFolder host;

  @BeforeEach
  void start() throws IOException {
    added = Files.createDirectories(root.resolve("added"));
    host = RunningFolder.in(root, GuardLimits.standard(), config -> config.added(List.of(added)));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private OrganisationPlugins of(String organisation, String range) {
    PluginRange within = range.isEmpty() ? null : PluginRange.of(range);
    return new OrganisationPlugins(
        host.plugins, organisation, (kind, name) -> within, () -> terms.getOrDefault(organisation, PluginTerms.NONE),
        new SecretFiles(name -> null));
  }

  private static TestBundle weekend(String version, String needs) {
    return TestBundle.named("test.weekend").version(version)
        .plugin("weekend", AnomalyDetector.class, TunableDetector.class, needs, "");
  }

  @Test
  void whatIsGrantedIsAskedOfTheVersionThatTheOrganisationIsPinnedTo() {
    // given
    weekend("1.0.0", "COSTS").in(added);
    weekend("2.0.0", "TAGS").in(added);
    host.settle();
    OrganisationPlugins pinned = of("acme", "[1,2)");
    OrganisationPlugins newest = of("globex", "");

    // then
    assertThat(pinned.all(AnomalyDetector.class)).containsOnlyKeys("weekend");
    assertThat(pinned.withheld(AnomalyDetector.class)).isEmpty();
    assertThat(pinned.grants("weekend").get(0).missing()).isEmpty();
    assertThat(newest.all(AnomalyDetector.class)).isEmpty();
    assertThat(newest.withheld(AnomalyDetector.class)).containsOnlyKeys("weekend");
    assertThat(newest.grants("weekend").get(0).missing()).containsExactly(Grant.TAGS);
    assertThatThrownBy(() -> of("initech", "[3,4)").grants("weekend"))
        .hasMessageStartingWith("No version of plug-in weekend (AnomalyDetector) is in the range [3,4)");
  }

  @Test
  void settingsStayWhenANewVersionTakesOverAndANewNeedWaitsForItsGrant() {
    // given
    weekend("1.0.0", "COSTS").as(added.resolve("w.jar"));
    host.settle();
    terms.put("acme", new PluginTerms(Map.of(), Map.of("weekend", Map.of("days", "9"))));
    AnomalyDetector detector = of("acme", "").find(AnomalyDetector.class, "weekend");
    assertThat(detector.minimumHistoryDays()).isEqualTo(9);

    // when the new version asks for no more
    weekend("1.1.0", "COSTS").as(added.resolve("w.jar"));
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);

    // then
    assertThat(detector.minimumHistoryDays()).isEqualTo(9);
    assertThat(of("globex", "").find(AnomalyDetector.class, "weekend").minimumHistoryDays()).isEqualTo(7);

    // when the next one does
    weekend("1.2.0", "NETWORK").as(added.resolve("w.jar"));
    host.settle();

    // then
    assertThatThrownBy(detector::minimumHistoryDays)
        .hasMessageContaining("is not called for acme, which did not grant it network");
    assertThat(host.plugins.find(AnomalyDetector.class, "weekend").minimumHistoryDays()).isEqualTo(7);
  }

  @Test
  void memoryThatAVersionNeverGaveBackIsToldWhenItGoesAndStaysOnTheHostsAccount() throws IOException {
    // given
    TestBundle.of("hoard", ExportReader.class, HoardingReader.class).as(added.resolve("h.jar"));
    host.settle();
    BufferAllocator memory = new RootAllocator();
    ExportReader reader = of("acme", "").find(ExportReader.class, "hoard");
    try (PartReader open = reader.open("leak", new ScriptedPart(), "hoard")) {
      open.project(List.of(), memory);
    }

    // when
    Files.delete(added.resolve("h.jar"));
    BundleEvent gone = host.outcome();

    // then
    assertThat(gone.outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(gone.bundle().reasons())
        .containsExactly("65536 bytes off the heap that it never gave back stay taken until the host is closed");
    assertThat(host.plugins.usage()).isEmpty();
    assertThat(host.plugins.leaked()).isEqualTo(64 * 1024);
  }
}
