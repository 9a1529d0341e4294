package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.api.region.Workspace;
import io.plimsoll.host.cost.DailyAnswers;
import io.plimsoll.host.runtime.sample.FolderStore;
import io.plimsoll.host.runtime.sample.LockingRegion;
import io.plimsoll.host.runtime.sample.OwnRollups;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandedOutObjectsTest {
  private static final CostQuery QUESTION =
      CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.of(2026, 1)));

  @TempDir Path root;
  private PluginRuntime plugins;

  @BeforeEach
  void start() {
    Path bundles = root.resolve("bundles");
    TestBundle.of("folder", ExportStore.class, FolderStore.class).in(bundles);
    TestBundle.of("locking", RegionalBackend.class, LockingRegion.class).in(bundles);
    TestBundle.of("one", CostEngine.class, OwnRollups.class).in(bundles);
    TestBundle.of("two", CostEngine.class, OwnRollups.class).in(bundles);
    plugins = TestBundle.start(root, GuardLimits.standard());
  }

  @AfterEach
  void close() {
    plugins.close();
  }

  @Test
  void anObjectKeepsItsOptionalAbilities() {
    // given
    ExportStore store = plugins.find(ExportStore.class, "folder");

    // when
    ExportLocation place = store.open(URI.create("folder:/x"), PluginSettings.none(), credential());

    // then
    assertThat(place).isInstanceOf(LocalFiles.class);
    StoredObject object = new StoredObject("a/b", 1, "e", Instant.EPOCH);
    assertThat(((LocalFiles) place).file(object)).isEqualTo(Path.of("a/b"));
    assertThat(place.open(object).size()).isEqualTo(42);
    assertThat(plugins.statuses()).filteredOn(s -> s.name().equals("folder")).first()
        .satisfies(s -> assertThat(s.calls()).isEqualTo(5));
  }

  @Test
  void anEngineThatAnswersInColumnsIsAskedForThemThroughItsGuard() {
    // given
    CostEngine engine = plugins.find(CostEngine.class, "one");
    Rollup own = engine.open(root.resolve("any"));
    Rollup other = plugins.find(CostEngine.class, "two").open(root.resolve("any"));

    // when
    DailySums sums = DailyAnswers.of(engine, QUESTION, List.of(own, other));

    // then
    assertThat(sums.days().get(0).value(0)).as("rollups that came back as its own").isEqualByComparingTo("1");
    assertThat(plugins.statuses()).filteredOn(s -> s.name().equals("one")).first()
        .satisfies(s -> assertThat(s.calls()).as("made, opened, asked").isEqualTo(3));
  }

  @Test
  void anObjectInsideAnOptionalIsGuardedToo() {
    // given
    Workspace workspace = plugins.find(RegionalBackend.class, "locking").open(root, "acme");

    // when, then
    assertThat(workspace.rollups()).isEqualTo(root);
    assertThat(workspace.lock("")).isEmpty();
    Workspace.Lock lock = workspace.lock("collect").orElseThrow();
    assertThatThrownBy(lock::close)
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("failed in Lock.close: IllegalStateException, the lock file is gone");
  }

  @Test
  void aTypeOfTheJdkPassesAsItIs() {
    Object database = plugins.find(RegionalBackend.class, "locking").controlPlane(root);

    assertThat(Proxy.getInvocationHandler(database)).isNotInstanceOf(GuardedObject.class);
  }

  @Test
  void aPluginIsHandedBackItsOwnObjectsAndThoseOfOthersGuarded() {
    // given
    CostEngine one = plugins.find(CostEngine.class, "one");
    CostEngine two = plugins.find(CostEngine.class, "two");
    Rollup ofOne = one.open(root);
    Rollup ofTwo = two.open(root);

    // when, then
    assertThat(one.answer(QUESTION, List.of(ofOne, ofOne, ofTwo)).factsScanned()).isEqualTo(2);
    assertThat(two.answer(QUESTION, List.of(ofOne, ofOne, ofTwo)).factsScanned()).isEqualTo(1);
    assertThat(ofOne.keys()).containsExactly("ServiceName");
  }

  private static Credential credential() {
    return (Credential)
        Proxy.newProxyInstance(
            HandedOutObjectsTest.class.getClassLoader(), new Class<?>[] {Credential.class}, (p, m, a) -> null);
  }
}
