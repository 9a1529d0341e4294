package io.plimsoll.bench;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plimsoll: a host from a plain class path collects the month, then answers questions. */
final class PlimsollSum {
  private static final int WARM_ROUNDS = 60;
  /** Groups that none of the questions without a limit has. */
  private static final int MORE_THAN_THERE_ARE = 10_000;

  private PlimsollSum() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path home = Files.createTempDirectory("plimsoll-bench");
    try (Plimsoll plimsoll = Plimsoll.builder().home(home).bundles(Path.of(args[1], "bundles")).build()) {
      Caller caller = Caller.system("bench");
      plimsoll.createOrganisation("bench", "local", OrganisationProfile.Plan.ENTERPRISE, null, caller);
      Organisation bench = plimsoll.organisation("bench", caller);
      bench.connect(new Connection("exports", folder.resolve("exports").toUri(), Layout.AZURE, "none", Map.of()));
      List<Run> runs = bench.collect(CollectRequest.all()).await().runs();
      if (runs.stream().noneMatch(r -> r.state() == Run.State.PUBLISHED)) {
        throw new IllegalStateException("nothing was published: " + runs);
      }
      Measured.print("wall", Measured.sinceStart());
      Measured.print("cpu", Measured.cpuSecondsNow());
      Measured.print("peak", Measured.peakMebibytesNow());
      try (Stream<Path> files = Files.walk(home)) {
        Measured.print("rollup", files.filter(f -> f.toString().endsWith(".rollup")).mapToLong(f -> f.toFile().length()).sum());
      }
      questions().forEach((name, question) -> Measured.print("question " + name, median(bench, question)));
    } finally {
      try (Stream<Path> tree = Files.walk(home)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static Map<String, CostQuery> questions() {
    CostQuery month = CostQuery.of(Metric.EFFECTIVE_COST, Period.month(YearMonth.of(2026, 10)));
    Map<String, CostQuery> questions = new LinkedHashMap<>();
    questions.put("total by day and service", month.by("ServiceName").granularity(Granularity.DAY));
    questions.put("top 100 resources", month.by("ResourceId").top(100));
    questions.put("by tag cost-center", month.by("tag:cost-center"));
    questions.put("storage alone, by sub account", month.by("SubAccountName").where(FilterParser.parse("ServiceCategory = 'Storage'")));
    return questions;
  }

  /** Each round asks for another number of rows: an answer that was given before is remembered, not worked out. */
  private static double median(Organisation bench, CostQuery question) {
    double[] millis = new double[WARM_ROUNDS];
    for (int i = 0; i < WARM_ROUNDS; i++) {
      CostQuery unasked = question.top((question.top() == 0 ? MORE_THAN_THERE_ARE : question.top()) + i);
      long started = System.nanoTime();
      bench.costs(unasked);
      millis[i] = (System.nanoTime() - started) / 1e6;
    }
    double[] warm = Arrays.copyOfRange(millis, WARM_ROUNDS / 2, WARM_ROUNDS);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }
}
