package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plimsoll inside somebody else's program. */
class EmbeddingTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final YearMonth NOVEMBER = YearMonth.of(2025, 11);

  @TempDir Path folder;

  @Test
  void fiveLinesFromAPlainClassPathAnswerAQuestion() throws Exception {
    // given
    BigDecimal expected =
        home("home", 1).totals().where(t -> YearMonth.from(t.day()).equals(NOVEMBER)).sum(Metric.BILLED_COST, "EUR");

    // when
    try (ForkedJvm program = ForkedJvm.start(folder, FiveLines.class, arguments())) {
      String said = program.says();

      // then
      assertThat(said).as(program.errors()).isNotNull();
      assertThat(new BigDecimal(said)).isEqualByComparingTo(expected);
      assertThat(program.end(60)).isZero();
      assertThat(program.says()).isNull();
    }
  }

  @Test
  void theFiveLinesNeedNothingButTheApiToCompile() {
    // given: the API and the annotations on it; no OSGi, no Arrow
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entry -> entry.contains("plimsoll-api") || entry.endsWith("api/target/classes"))
            .collect(Collectors.joining(java.io.File.pathSeparator));
    Path source = Path.of("src/test/java/io/plimsoll/acceptance/FiveLines.java").toAbsolutePath();
    Assumptions.assumeTrue(Files.exists(source), "the sources are not here");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();

    // when
    boolean compiled =
        compiler
            .getTask(
                said, null, null, List.of("-proc:none", "-cp", classPath, "-d", folder.toString()), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
            .call();

    // then
    assertThat(compiled).as("%s with %s", said, classPath).isTrue();
  }

  @Test
  void twoHostsInOneJvmWorkSideBySideAndEndOnTheirOwn() {
    // given
    Generated one = exports("one", 1);
    Generated two = exports("two", 2);
    try (Plimsoll first = Hosts.start(folder.resolve("home-1"), TODAY);
        Plimsoll second = Hosts.start(folder.resolve("home-2"), TODAY)) {
      Organisation acme = Hosts.connected(first, "acme", Plan.CONTROL, one.folder());
      Organisation sameName = Hosts.connected(second, "acme", Plan.CONTROL, two.folder());

      // when
      RunningCollection a = acme.collect(CollectRequest.all());
      RunningCollection b = sameName.collect(CollectRequest.all());
      a.await();
      b.await();

      // then
      assertThat(billed(acme)).isEqualByComparingTo(one.totals().sum(Metric.BILLED_COST, "EUR"));
      assertThat(billed(sameName)).isEqualByComparingTo(two.totals().sum(Metric.BILLED_COST, "EUR"));
      first.close();
      assertThat(billed(sameName)).isEqualByComparingTo(two.totals().sum(Metric.BILLED_COST, "EUR"));
      assertThat(sameName.sql("SELECT COUNT(*) FROM focus", SqlLimits.DEFAULT).rows()).hasSize(1);
    }
  }

  @Test
  void closingLeavesNoThreadAndNoOpenFile() throws Exception {
    // given
    Generated generated = exports("exports", 3);
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    // when: every kind of work is done once
    try (Plimsoll host = Hosts.start(folder.resolve("home"), TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
      Hosts.collect(acme);
      billed(acme);
      acme.costs(CostQuery.of(Metric.BILLED_COST, Period.month(NOVEMBER)).by("SkuId"));
      acme.sql("SELECT SUM(BilledCost) FROM focus", SqlLimits.DEFAULT);
      acme.anomalies(Period.month(NOVEMBER));
      acme.applyRetention(false);
      acme.verifyAudit();
      acme.export(folder.resolve("archive"));
      assertThat(openBelow(folder)).isNotEmpty();
    }

    // then
    assertThat(newSince(before)).isEmpty();
    assertThat(openBelow(folder)).isEmpty();
  }

  @Test
  void closingInTheMiddleOfACollectionEndsItAndLeavesNothingBehind() throws Exception {
    // given: a collection that is in the middle of a part
    Generated generated = exports("exports", 4);
    Path home = folder.resolve("home");
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Plimsoll host = Hosts.start(home, TODAY);
    Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
    RunningCollection running =
        acme.collect(
            new CollectRequest(
                null,
                progress -> {
                  reading.countDown();
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    reading.await();

    // when
    host.close();

    // then
    assertThat(newSince(before)).isEmpty();
    assertThat(openBelow(folder)).isEmpty();
    assertThatThrownBy(running::await).isInstanceOf(PlimsollException.class);
    try (Plimsoll again = Hosts.start(home, TODAY)) {
      Organisation afterwards = again.organisation("acme", Hosts.ANN);
      assertThat(Hosts.collect(afterwards)).extracting(Run::state).containsOnly(Run.State.PUBLISHED);
      assertThat(billed(afterwards)).isEqualByComparingTo(generated.totals().sum(Metric.BILLED_COST, "EUR"));
      assertThat(afterwards.verifyAudit().problems()).isEmpty();
    }
  }

  @Test
  void aHostThatCannotStartSaysWhyAndLeavesNothingBehind() throws Exception {
    // given
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Path empty = Files.createDirectories(folder.resolve("no-bundles"));

    // when, then
    assertThatThrownBy(() -> Plimsoll.builder().home(folder.resolve("home")).bundles(empty).build())
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_MISSING);
              assertThat(e).hasMessageContaining("RegionalBackend");
            });
    assertThat(newSince(before)).isEmpty();
    assertThat(openBelow(folder)).isEmpty();
  }

  @Test
  void aClosedHostSaysThatItIsClosed() {
    // given
    Plimsoll host = Hosts.start(folder.resolve("home"), TODAY);
    Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, exports("exports", 5).folder());
    host.close();

    // when, then
    assertThatThrownBy(() -> billed(acme)).isInstanceOf(PlimsollException.class).hasMessageContaining("closed");
    host.close();
  }

  @Test
  void aProgramThatNeverClosesItsHostStillEnds() throws Exception {
    // given
    home("home", 6);

    // when
    try (ForkedJvm program = ForkedJvm.start(folder, NeverCloses.class, arguments())) {
      assertThat(program.says()).as(program.errors()).isEqualTo("done");

      // then
      assertThat(program.end(60)).isZero();
    }
  }

  private Generated home(String name, long seed) {
    Generated generated = exports("exports", seed);
    try (Plimsoll host = Hosts.start(folder.resolve(name), TODAY)) {
      Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
    }
    return generated;
  }

  private String[] arguments() {
    return new String[] {folder.resolve("home").toString(), Hosts.bundles().toString(), NOVEMBER.toString()};
  }

  private Generated exports(String name, long seed) {
    GeneratorSpec spec =
        GeneratorSpec.builder(TODAY).seed(seed).rowsPerMonth(300).format(ExportFormat.CSV_GZ).partsPerRun(3).build();
    return ExportGenerator.generate(spec, folder.resolve(name));
  }

  private static BigDecimal billed(Organisation organisation) {
    return organisation
        .costs(CostQuery.of(Metric.BILLED_COST, new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2026, 1, 1))))
        .totals()
        .get(0)
        .value();
  }

  /** Threads that were not there before and belong to Plimsoll, not to the JVM. */
  private static List<String> newSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .filter(thread -> thread.getThreadGroup() != null && !thread.getThreadGroup().getName().equals("system"))
        .map(Thread::getName)
        .toList();
  }

  private static List<String> openBelow(Path folder) throws IOException {
    Path handles = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(handles), "needs a system that lists open files");
    List<String> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(handles)) {
      for (Path handle : all.toList()) {
        Path target = handle.toAbsolutePath();
        try {
          target = Files.readSymbolicLink(handle);
        } catch (IOException e) {
          continue; // the handle of this very listing
        }
        if (target.startsWith(folder.toRealPath())) {
          open.add(target.toString());
        }
      }
    }
    return open;
  }
}
