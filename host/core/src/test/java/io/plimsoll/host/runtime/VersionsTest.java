package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.host.runtime.sample.OwnRollups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions of one plug-in side by side: who gets which, and when one goes. */
@Timeout(60)
class VersionsTest {
  @TempDir Path root;
  private final ScriptedPart part = new ScriptedPart();
  private RunningFolder host;

  @BeforeEach
  void start() {
    host = RunningFolder.in(root);
  }

  @AfterEach
  void close() {
    part.released.countDown();
    host.close();
  }

  private static PluginPins pinned(String range) {
    return new PluginPins() {
      @Override
      public String whose() {
        return "acme";
      }

      @Override
      public PluginRange of(String kind, String name) {
        return PluginRange.of(range);
      }
    };
  }

  @Test
  void whoIsPinnedGetsTheNewestInRangeAndEverybodyElseTheNewest() {
    // given
    for (String version : List.of("1.0.0", "1.2.0", "1.10.0", "2.0.0")) {
      RunningFolder.moody(version).in(host.folder);
    }
    host.settle();

    // then
    assertThat(host.told()).allMatch(t -> t.startsWith("ACTIVE")).hasSize(4);
    assertThat(host.plugins.find(ExportReader.class, "moody")).hasToString(shown("2.0.0"));
    Map<String, String> picked =
        Map.of("[1.2,2)", "1.10.0", "[1.0,1.1)", "1.0.0", "[2,3)", "2.0.0", "[1.2.0,1.2.0]", "1.2.0", "(1.0,1.3)", "1.2.0");
    picked.forEach(
        (range, version) ->
            assertThat(host.plugins.pinned(pinned(range)).find(ExportReader.class, "moody")).as(range).hasToString(shown(version)));
  }

  private static String shown(String version) {
    return "plug-in moody (ExportReader, test.moody-" + version + ".jar)";
  }

  @Test
  void whoIsPinnedToARangeThatNothingIsInIsToldWhatThereIs() {
    // given
    RunningFolder.moody("2.0.0").in(host.folder);
    host.settle();
    PluginLookup acme = host.plugins.pinned(pinned("[3,4)"));

    // when
    PlimsollException e = catchThrowableOfType(PlimsollException.class, () -> acme.find(ExportReader.class, "moody"));

    // then
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_MISSING);
    assertThat(e)
        .hasMessage(
            "No version of plug-in moody (ExportReader) is in the range [3,4) that acme is pinned to; here is 2.0.0.");
    assertThatThrownBy(() -> acme.all(ExportReader.class).get("moody").formats()).hasMessage(e.getMessage());
    assertThat(host.plugins.find(ExportReader.class, "moody").formats()).isNotEmpty();
  }

  @Test
  void aRangeNeedsBracketsAndSaysWhy() {
    PlimsollException bare = catchThrowableOfType(PlimsollException.class, () -> PluginRange.of("1.2"));

    assertThat(bare.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(bare)
        .hasMessage("'1.2' is no range of versions: to OSGi it means 1.2 or any later version, whatever breaks.");
    assertThat(bare.advice()).isEqualTo("Write [1.2,2) for what is compatible, or [1.2,1.2] for this one alone.");
    for (String wrong : List.of("", "[1.2", "[1.2,)", "[1.2,2", "latest", "[a,b)", "1,2", "[1,2)x")) {
      assertThatThrownBy(() -> PluginRange.of(wrong)).as(wrong).hasMessage("'" + wrong + "' is no range of versions.");
    }
    assertThatThrownBy(() -> PluginRange.of("[2,1]")).hasMessage("No version is in the range [2,1].");
    assertThat(PluginRange.of(" [1.2.0, 2.0) ")).hasToString("[1.2,2)");
    assertThat(PluginRange.of("[1.2.3,1.2.3]").includes("1.2.3")).isTrue();
  }

  @Test
  void aCallUnderWayEndsOnTheVersionItBeganOnAndTheNextGoesToTheNewOne() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();
    ExportReader reader = host.plugins.find(ExportReader.class, "moody");
    CompletableFuture<PartReader> call = CompletableFuture.supplyAsync(() -> reader.open("block", part, "moody"));
    part.called.await();

    // when
    RunningFolder.moody("2.0.0").as(host.jar("m.jar"));
    assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);

    // then
    assertThat(reader.formats()).containsExactly("moody");
    assertThat(ending()).containsExactly("1.0.0 version 1.0.0 is still in use, by a call under way");
    part.released.countDown();
    PartReader open = call.get(10, TimeUnit.SECONDS);
    host.plugins.look();
    assertThat(ending()).containsExactly("1.0.0 version 1.0.0 is still in use, by an object not closed yet");
    assertThat(open.columns()).as("what the old version handed out still works").isEmpty();
    open.close();
    host.plugins.look();
    assertThat(ending()).isEmpty();
    assertThat(host.version()).isEqualTo("2.0.0");
  }

  private List<String> ending() {
    return host.plugins.statuses().stream()
        .filter(s -> s.state() == PluginStatus.State.ENDING)
        .map(s -> s.version() + " " + s.problem())
        .toList();
  }

  @Test
  void aRemovedPluginEndsWhenWhatItHandedOutIsClosed() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();
    ExportReader reader = host.plugins.find(ExportReader.class, "moody");
    PartReader open = reader.open("fine", part, "moody");

    // when
    Files.delete(host.jar("m.jar"));

    // then
    assertThat(host.outcome().bundle().reasons())
        .containsExactly("version 1.0.0 is still in use, by an object not closed yet");
    assertThatThrownBy(reader::formats).hasMessage("There is no ExportReader named moody.");
    assertThat(open.columns()).isEmpty();
    open.close();
    host.plugins.look();
    assertThat(host.plugins.statuses()).isEmpty();
    assertThat(part.closes.get()).as("the part, and the plug-in that holds it").isEqualTo(2);
  }

  @Test
  void anObjectThatNobodyHoldsAnyMoreKeepsNoVersion() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();
    host.plugins.find(ExportReader.class, "moody").open("fine", part, "moody");

    // when
    Files.delete(host.jar("m.jar"));
    host.settle();

    // then
    for (int i = 0; i < 100 && !host.plugins.statuses().isEmpty(); i++) {
      System.gc();
      Thread.sleep(20);
      host.plugins.look();
    }
    assertThat(host.plugins.statuses()).isEmpty();
  }

  @Test
  void aCallThatIsGivenAnObjectGoesToTheVersionThatMadeIt() {
    // given
    CostQuery question = CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.of(2026, 1)));
    engine("1.0.0").as(host.jar("e.jar"));
    host.settle();
    CostEngine engine = host.plugins.find(CostEngine.class, "own");
    Rollup old = engine.open(root);
    assertThat(host.plugins.isCurrent(old)).isTrue();

    // when
    engine("2.0.0").as(host.jar("e.jar"));
    host.settle();
    Rollup young = engine.open(root);

    // then
    assertThat(host.plugins.isCurrent(old)).isFalse();
    assertThat(host.plugins.isCurrent(young)).isTrue();
    assertThat(engine.answer(question, List.of(old, old)).factsScanned()).isEqualTo(2);
    assertThat(engine.answer(question, List.of(young)).factsScanned()).isEqualTo(1);
    old.close();
    host.plugins.look();
    assertThat(host.plugins.statuses()).extracting(PluginStatus::version).containsExactly("2.0.0");
  }

  private static TestBundle engine(String version) {
    return TestBundle.of("own", CostEngine.class, OwnRollups.class).version(version);
  }

  @Test
  void callsThatGoOnWhileVersionsAreSwappedNeverFail() throws Exception {
    // given
    RunningFolder.moody("1.0.0").as(host.jar("m.jar"));
    host.settle();
    ExportReader reader = host.plugins.find(ExportReader.class, "moody");
    CountDownLatch calling = new CountDownLatch(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          threads.submit(
              () -> {
                reader.formats();
                calling.countDown();
                while (part.released.getCount() > 0) {
                  reader.formats();
                }
              }));
    }
    calling.await();

    // when
    for (int version = 2; version <= 12; version++) {
      RunningFolder.moody(version + ".0.0").as(host.jar("m.jar"));
      assertThat(host.outcome().outcome()).isEqualTo(Outcome.UPDATED);
    }
    part.released.countDown();

    // then
    for (Future<?> caller : callers) {
      caller.get(10, TimeUnit.SECONDS);
    }
    threads.shutdown();
    host.plugins.look();
    assertThat(host.plugins.statuses()).extracting(PluginStatus::version).containsExactly("12.0.0");
  }
}
