package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collecting a second time: unchanged runs are not read, and runs that change while they are read are not mixed. */
class RecollectionTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2025, 12, 1));

  @TempDir Path folder;
  private Plimsoll host;
  private Organisation acme;
  private Path exports;

  /** The runs of November, the oldest first; they lie beside the exports until they are shown. */
  private List<GeneratedRun> runs;

  @BeforeEach
  void prepare() throws IOException {
    Path beside = folder.resolve("beside");
    Generated generated =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(41).rowsPerMonth(2_000).partsPerRun(4).layout(RunLayout.appending(2)).build(),
            beside);
    runs = generated.runs();
    assertThat(runs).hasSize(2);
    exports = Files.createDirectories(folder.resolve("exports"));
    for (GeneratedRun run : runs) {
      PartContent.settle(run);
    }
    host =
        Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles()).readers(1).build();
    acme = Hosts.connected(host, "acme", Plan.ENTERPRISE, exports);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void anUnchangedRunIsNotReadAgain() throws IOException {
    // given: parts that would fail if anybody read them
    show(runs.get(0));
    Hosts.collect(acme);
    PartContent.replaceUnnoticed(moved(runs.get(0)));

    // when
    List<Run> again = Hosts.collect(acme);

    // then
    assertThat(again).extracting(Run::state).containsExactly(Run.State.UNCHANGED);
    assertThat(billed()).isEqualByComparingTo(total(runs.get(0)));
  }

  @Test
  void whatAnotherProcessPublishesIsShownByThisOneAtOnce() throws Exception {
    // given: this host has answered from the first run
    show(runs.get(0));
    Hosts.collect(acme);
    assertThat(billed()).isEqualByComparingTo(total(runs.get(0)));

    // when: another process over the same home publishes the second
    show(runs.get(1));
    new CommandLine(folder, folder.resolve("home"), TODAY).type("collect acme");

    // then
    assertThat(billed()).isEqualByComparingTo(total(runs.get(1)));
  }

  @Test
  void aCollectionThatIsAwaitedIsOverForTheNextOne() {
    // given
    show(runs.get(0));

    // when, then: no collection finds the one before it still under way
    for (int i = 0; i < 50; i++) {
      assertThat(Hosts.collect(acme)).hasSize(1);
    }
  }

  @Test
  void aDamagedRunKeepsNoOtherFromBeingCollected() throws IOException {
    // given: ten months, of which the third is noise and the fifth promises rows it does not have
    Generated generated =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(42).months(10).rowsPerMonth(100).partsPerRun(3).build(), folder.resolve("many"));
    PartContent.replaceUnnoticed(generated.runs().get(2));
    ExportEditor.promise(generated.runs().get(4), 0, 7);
    acme.connect(Hosts.connection("many", generated.folder()));

    // when
    List<Run> collected = Hosts.collect(acme);

    // then
    assertThat(collected).filteredOn(r -> r.state() == Run.State.PUBLISHED).hasSize(8);
    assertThat(collected).filteredOn(r -> r.state() != Run.State.PUBLISHED).extracting(Run::state)
        .containsExactlyInAnyOrder(Run.State.QUARANTINED, Run.State.INCOMPLETE);
  }

  @Test
  void aRunThatIsReplacedWhileItIsReadIsNeverMixedWithTheNewOne() throws IOException {
    // given
    show(runs.get(0));
    AtomicBoolean replaced = new AtomicBoolean();

    // when: the first run goes and the second one comes after the first part was read
    List<Run> collected =
        acme.collect(
                new CollectRequest(
                    null,
                    progress -> {
                      if (progress.partsDone() == 1 && replaced.compareAndSet(false, true)) {
                        hide(runs.get(0));
                        show(runs.get(1));
                      }
                    }))
            .await()
            .runs();

    // then
    assertThat(replaced).isTrue();
    assertThat(collected).filteredOn(r -> r.state() == Run.State.PUBLISHED).extracting(Run::id)
        .containsExactly(runs.get(1).runId());
    assertThat(billed()).isEqualByComparingTo(total(runs.get(1)));
  }

  @Test
  void aRunThatVanishesWhileItIsReadLeavesTheLastGoodOneInPlace() throws IOException {
    // given
    show(runs.get(0));
    Hosts.collect(acme);
    show(runs.get(1));
    AtomicBoolean gone = new AtomicBoolean();

    // when: the newer run is there when it is listed and gone when it is read
    acme.collect(
            new CollectRequest(
                null,
                progress -> {
                  if (progress.partsDone() == 1 && gone.compareAndSet(false, true)) {
                    hide(runs.get(1));
                  }
                }))
        .await();

    // then
    assertThat(gone).isTrue();
    assertThat(billed()).isEqualByComparingTo(total(runs.get(0)));
  }

  @Test
  void anExportThatNeverHoldsStillIsGivenUpWithAdviceAndTheLastGoodRunStays() throws IOException {
    // given
    show(runs.get(0));
    Hosts.collect(acme);
    show(runs.get(1));
    AtomicInteger touched = new AtomicInteger();

    // when, then: at every part another part gets a new time of change
    assertThatThrownBy(
            () ->
                acme.collect(
                        new CollectRequest(
                            null,
                            progress -> {
                              if (progress.partsDone() > 0) {
                                touch(moved(runs.get(1)), touched.incrementAndGet());
                              }
                            }))
                    .await())
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INPUT_CHANGED);
              assertThat(e).hasMessageContaining("part_").hasMessageContaining("changed since it was listed");
              assertThat(e.advice()).contains("Collect again");
            });
    assertThat(billed()).isEqualByComparingTo(total(runs.get(0)));

    // and when it holds still, the next collection succeeds
    assertThat(Hosts.collect(acme)).extracting(Run::id).contains(runs.get(1).runId());
    assertThat(billed()).isEqualByComparingTo(total(runs.get(1)));
  }

  @Test
  void aQuestionAboutAnExportThatWasReplacedIsRefusedInsteadOfAnsweredFromAnotherRun() throws IOException {
    // given: what is published is not what lies there
    show(runs.get(0));
    Hosts.collect(acme);
    hide(runs.get(0));
    show(runs.get(1));

    // when, then: from the rollup yes, from the export no
    assertThat(billed()).isEqualByComparingTo(total(runs.get(0)));
    assertThatThrownBy(() -> acme.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("SkuId")))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_CHANGED));
    assertThatThrownBy(() -> acme.sql("SELECT SUM(BilledCost) FROM focus", SqlLimits.DEFAULT))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_CHANGED));
    Hosts.collect(acme);
    assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("SkuId")).totals().get(0).value())
        .isEqualByComparingTo(total(runs.get(1)));
  }

  private void show(GeneratedRun run) {
    move(run.folder(), place(run));
  }

  private void hide(GeneratedRun run) {
    move(place(run), run.folder());
  }

  private Path place(GeneratedRun run) {
    return exports.resolve(folder.resolve("beside").relativize(run.folder()));
  }

  private static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run with its parts where they lie when it is shown. */
  private GeneratedRun moved(GeneratedRun run) {
    List<GeneratedRun.Part> parts =
        run.parts().stream()
            .map(p -> new GeneratedRun.Part(place(run).resolve(p.file().getFileName()), p.rows(), p.bytes())).toList();
    return new GeneratedRun(
        run.export(), run.scope(), run.month(), run.from(), run.to(), run.runId(), run.submitted(), place(run), null, parts,
        run.rows(), run.intact(), run.winner(), run.totals());
  }

  private static void touch(GeneratedRun run, int times) {
    for (GeneratedRun.Part part : run.parts()) {
      try {
        Files.setLastModifiedTime(
            part.file(), java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L + times * 1_000L));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private BigDecimal billed() {
    return acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)).totals().get(0).value();
  }

  private static BigDecimal total(GeneratedRun run) {
    return run.totals().sum(Metric.BILLED_COST, "EUR");
  }
}
