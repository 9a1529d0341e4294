package com.example.embedding;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two hosts in one program, each with a detector of the program's own: both answer to the last digit, and closing
 * them leaves no thread, no open file and no private file. Arguments: a folder to work in, the folder of bundles.
 */
public final class Embedding {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period NOVEMBER = Period.month(YearMonth.of(2025, 11));
  private static final Caller ME = Caller.system("embedding");

  private Embedding() {}

  /** Ends with 1, and says why, when something is not as it must be. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path bundles = Path.of(arguments[1]);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Generated parquet = exports(folder.resolve("parquet"), 1, ExportFormat.PARQUET);
    Generated csv = exports(folder.resolve("csv"), 2, ExportFormat.CSV_GZ);
    DearDays one = new DearDays();
    DearDays two = new DearDays();
    try (Plimsoll first = host(folder.resolve("home-1"), bundles, one);
        Plimsoll second = host(folder.resolve("home-2"), bundles, two)) {
      use(first, parquet);
      use(second, csv);
    }
    require(one.closes.get() == 1 && two.closes.get() == 1, "each detector is closed once, not " + one.closes + " and " + two.closes);
    List<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.isAlive() && !before.contains(t))
            .filter(t -> t.getThreadGroup() != null && !t.getThreadGroup().getName().equals("system"))
            .map(Thread::getName)
            // The JDK's own, from a child process of a native library's loader; it ends by itself a minute later.
            .filter(name -> !name.equals("process reaper"))
            .toList();
    require(threads.isEmpty(), "threads are left: " + threads);
    require(openBelow(folder).isEmpty(), "files are left open: " + openBelow(folder));
    for (String home : List.of("home-1", "home-2")) {
      try (Stream<Path> left = Files.list(folder.resolve(home).resolve("runtime"))) {
        require(left.findAny().isEmpty(), "private files are left in " + home + "/runtime");
      }
    }
    System.out.println("two hosts on Java " + Runtime.version().feature() + ": all as it must be");
  }

  private static Plimsoll host(Path home, Path bundles, DearDays detector) {
    Clock noon = Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    return Plimsoll.builder().home(home).bundles(bundles).plugin(detector).clock(noon).build();
  }

  private static void use(Plimsoll plimsoll, Generated exports) {
    plimsoll.createOrganisation("acme", "westeurope", Plan.ENTERPRISE, null, ME);
    Organisation acme = plimsoll.organisation("acme", ME);
    acme.connect(new Connection("exports", exports.folder().toUri(), Layout.AZURE, "none", Map.of()));
    List<Run> runs = acme.collect(CollectRequest.all()).await().runs();
    require(runs.stream().allMatch(r -> r.state() == Run.State.PUBLISHED), "every run is published: " + runs);
    CostResult costs = acme.costs(CostQuery.of(Metric.BILLED_COST, NOVEMBER));
    BigDecimal expected = exports.totals().where(t -> NOVEMBER.contains(t.day())).sum(Metric.BILLED_COST, "EUR");
    require(
        costs.totals().get(0).value().compareTo(expected) == 0,
        "the costs are " + expected + ", not " + costs.totals().get(0).value());
    require(
        acme.sql("SELECT count(*) FROM focus", SqlLimits.DEFAULT).rows().get(0).get(0).equals(exports.rows()),
        "SQL sees every row");
    require(
        acme.anomalies(NOVEMBER).stream().anyMatch(a -> a.detector().equals("dear-days")),
        "the program's own detector found something");
    require(acme.verifyAudit().holds(), "the audit chain holds");
  }

  private static Generated exports(Path folder, long seed, ExportFormat format) {
    return ExportGenerator.generate(
        GeneratorSpec.builder(TODAY).seed(seed).months(2).rowsPerMonth(400).format(format).build(), folder);
  }

  private static Set<String> openBelow(Path folder) throws IOException {
    Path handles = Path.of("/proc/self/fd");
    if (!Files.isDirectory(handles)) {
      return Set.of();
    }
    Path real = folder.toRealPath();
    try (Stream<Path> all = Files.list(handles)) {
      return all.map(Embedding::target).filter(t -> t.startsWith(real)).map(Path::toString).collect(Collectors.toSet());
    }
  }

  private static Path target(Path handle) {
    try {
      return Files.readSymbolicLink(handle);
    } catch (IOException e) {
      // The handle of this very listing.
      return handle;
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      System.err.println("Not so: " + what);
      System.exit(1);
    }
  }
}
