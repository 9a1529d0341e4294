package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.acceptance.Collecting.RunShelf;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import io.plimsoll.generator.Total;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection that is killed: what was shown stays, what was not ready is not seen, and the next one succeeds. */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("plimsoll.kill.rounds", 50);
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 8, 1), LocalDate.of(2026, 1, 1));

  @TempDir Path folder;
  private final long seed = Long.getLong("plimsoll.kill.seed", System.nanoTime());
  private List<List<GeneratedRun>> runs = List.of();
  private ReadyClasses classes = new ReadyClasses("", "");

  @Test
  void aKilledCollectionLosesNothingAndShowsNothingHalfDone() throws Exception {
    // given: two months with four runs each, of two parts
    System.out.println("KillTest: to see these kills again, -Dplimsoll.kill.seed=" + seed);
    Random random = new Random(seed);
    RunShelf shelf = shelf();
    Path home = folder.resolve("home");
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Hosts.connected(host, "acme", Plan.CONTROL, shelf.container());
    }
    classes = trained(shelf);
    List<Integer> acknowledged = List.of();
    int interrupted = 0;
    // Two wait already, so that a round need not wait for a JVM to start.
    Deque<ForkedJvm> waiting = new ArrayDeque<>(List.of(fork(random.nextLong()), fork(random.nextLong())));
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        ForkedJvm process = waiting.remove();
        assertThat(process.says()).as(process.errors()).isEqualTo("ready");

        // when: killed a little after one of the things it does
        List<String> said = new ArrayList<>();
        process.tell("go");
        // A collection says six things, so that it is killed in its first or while it replaces what it published itself.
        for (int wait = random.nextInt(10); wait > 0; wait--) {
          String line = process.says();
          assertThat(line).as(process.errors()).isNotNull();
          said.add(line);
        }
        LockSupport.parkNanos(random.nextInt(30_000_000));
        said.addAll(process.kill());
        if (round + 1 < ROUNDS) {
          waiting.add(fork(random.nextLong()));
        }

        // then
        List<Integer> underWay = List.of();
        for (String line : said) {
          if (line.startsWith("collecting")) {
            underWay = numbers(line);
          } else if (line.startsWith("collected")) {
            acknowledged = numbers(line);
            underWay = List.of();
          }
        }
        interrupted += underWay.isEmpty() ? 0 : 1;
        String when = "round " + round + " of seed " + seed + ", acknowledged " + acknowledged + ", under way " + underWay;
        try (Plimsoll host = Hosts.start(home, TODAY)) {
          Organisation acme = host.organisation("acme", Hosts.ANN);
          requireWholeRuns(acme, acknowledged, underWay, when);
          assertThat(acme.verifyAudit().problems()).as(when).isEmpty();
          List<Integer> choice = shelf.choose(random);
          shelf.place(choice);
          assertThat(Hosts.collect(acme)).as(when).hasSize(choice.size()).extracting(Run::state)
              .isSubsetOf(Run.State.PUBLISHED, Run.State.UNCHANGED);
          requireWholeRuns(acme, choice, List.of(), when + ", then collected " + choice);
          requireNothingLeftOver(acme, home, when);
          acknowledged = choice;
        }
      }
    } finally {
      for (ForkedJvm process : waiting) {
        process.close();
      }
    }
    assertThat(interrupted).as("kills in the middle of a collection").isGreaterThanOrEqualTo(ROUNDS / 3);
  }

  /** Each month shows just one of its runs, the acknowledged one or the one that was being collected. */
  private void requireWholeRuns(Organisation acme, List<Integer> acknowledged, List<Integer> underWay, String when) {
    for (int month = 0; month < runs.size(); month++) {
      Map<String, BigDecimal> shown = shown(acme, runs.get(month).get(0).month());
      List<Map<String, BigDecimal>> possible = new ArrayList<>();
      for (List<Integer> choice : List.of(acknowledged, underWay)) {
        possible.add(choice.isEmpty() ? Map.of() : expected(runs.get(month).get(choice.get(month))));
      }
      if (!acknowledged.isEmpty() && underWay.isEmpty()) {
        assertThat(shown).as("month %d, %s", month, when).isEqualTo(possible.get(0));
      } else if (!acknowledged.isEmpty()) {
        assertThat(shown).as("month %d, %s", month, when).isIn(possible);
      } else {
        possible.add(Map.of());
        assertThat(shown).as("month %d, %s", month, when).isIn(possible);
      }
    }
  }

  private static Map<String, BigDecimal> shown(Organisation acme, YearMonth month) {
    CostResult answer =
        acme.costs(
            CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceName").granularity(Granularity.DAY)
                .where(FilterParser.parse("BillingPeriodStart = '" + month.atDay(1) + "'")));
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (CostRow row : answer.rows()) {
      sums.put(row.start() + " " + row.keys().get(0), row.value().stripTrailingZeros());
    }
    return sums;
  }

  private static Map<String, BigDecimal> expected(GeneratedRun run) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Total total : run.totals().all()) {
      if (total.metric() == Metric.BILLED_COST) {
        String service = total.serviceName().isEmpty() ? "null" : total.serviceName();
        sums.merge(total.day() + " " + service, total.amount(), BigDecimal::add);
      }
    }
    sums.replaceAll((key, value) -> value.stripTrailingZeros());
    return sums;
  }

  private void requireNothingLeftOver(Organisation acme, Path home, String when) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("regions/westeurope/acme/rollups"))) {
      assertThat(files.toList()).as(when).hasSize(runs.size());
    }
    for (List<GeneratedRun> month : runs) {
      List<Receipt> receipts = acme.receipts(month.get(0).month());
      assertThat(receipts).as(when).hasSize(1);
      assertThat(acme.runs().stream().filter(r -> r.period().equals(month.get(0).month().atDay(1))))
          .as(when)
          .filteredOn(r -> r.state() == Run.State.PUBLISHED)
          .extracting(Run::id)
          .containsExactly(receipts.get(0).run().id());
    }
  }

  /** The classes of a collection, so that fifty processes need not load them one by one. */
  private ReadyClasses trained(RunShelf shelf) throws Exception {
    Path training = folder.resolve("training");
    shelf.place(runs.stream().map(month -> 0).toList());
    try (Plimsoll host = Hosts.start(training, TODAY)) {
      Hosts.connected(host, "acme", Plan.CONTROL, shelf.container());
    }
    return ReadyClasses.of(
        Files.createDirectories(folder.resolve("ready")), FiveLines.class, training.toString(), Hosts.bundles().toString(),
        runs.get(0).get(0).month().toString());
  }

  private ForkedJvm fork(long childSeed) throws IOException {
    return ForkedJvm.start(
        folder, classes, Collecting.class, folder.resolve("home").toString(), Hosts.bundles().toString(), TODAY.toString(),
        folder.resolve("container").toString(), folder.resolve("beside").toString(), Long.toString(childSeed));
  }

  /** Generates the runs beside the container, so that one of each month at a time can be put into it. */
  private RunShelf shelf() throws IOException {
    Path beside = folder.resolve("beside");
    GeneratorSpec spec =
        GeneratorSpec.builder(TODAY).seed(7).months(2).rowsPerMonth(300).format(ExportFormat.CSV_GZ).partsPerRun(2)
            .layout(RunLayout.appending(4)).build();
    runs =
        new ArrayList<>(
            ExportGenerator.generate(spec, beside).runs().stream()
                .collect(Collectors.groupingBy(GeneratedRun::month, TreeMap::new, Collectors.toList()))
                .values());
    List<String> lines = new ArrayList<>();
    for (List<GeneratedRun> month : runs) {
      lines.add(month.stream().map(r -> beside.relativize(r.folder()).toString()).collect(Collectors.joining(" ")));
    }
    Files.write(beside.resolve("runs.txt"), lines);
    Path container = Files.createDirectories(folder.resolve("container"));
    return RunShelf.read(container, beside);
  }

  private static List<Integer> numbers(String line) {
    return Stream.of(line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(", ")).map(Integer::valueOf).toList();
  }
}
