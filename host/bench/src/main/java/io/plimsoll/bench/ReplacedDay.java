package io.plimsoll.bench;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Collects a month of daily runs, then has one day after the other exported again, byte for byte, and collects each
 * time in the same process. The first one is the cold one; later ones open more pieces.
 */
final class ReplacedDay {
  private static final int DAYS = 5;
  private static final YearMonth MONTH = YearMonth.of(2026, 10);

  private ReplacedDay() {}

  public static void main(String[] args) throws IOException {
    Path exports = Path.of(args[0], "exports");
    Path home = Files.createTempDirectory("plimsoll-bench");
    List<Path> added = new ArrayList<>();
    try (Plimsoll plimsoll = Plimsoll.builder().home(home).bundles(Path.of(args[1], "bundles")).build()) {
      Caller caller = Caller.system("bench");
      plimsoll.createOrganisation("bench", "local", OrganisationProfile.Plan.ENTERPRISE, null, caller);
      Organisation bench = plimsoll.organisation("bench", caller);
      bench.connect(new Connection("exports", exports.toUri(), Layout.AZURE, "none", Map.of()));
      List<Path> runs = runs(exports);
      collect(bench);
      Measured.print("wall", Measured.sinceStart());
      Measured.print("cpu", Measured.cpuSecondsNow());
      Measured.print("peak", Measured.peakMebibytesNow());
      CostQuery total = CostQuery.of(Metric.EFFECTIVE_COST, Period.month(MONTH));
      var before = bench.costs(total).totals();
      for (int day = 0; day < DAYS; day++) {
        added.add(again(runs.get(10 + day), day));
        String what = "question day " + (11 + day) + " replaced, ";
        double cpu = Measured.cpuSecondsNow();
        long started = System.nanoTime();
        collect(bench);
        Measured.print(what + "collect", (System.nanoTime() - started) / 1e6);
        Measured.print(what + "cpu of it", (Measured.cpuSecondsNow() - cpu) * 1e3);
        // The rest looks for anomalies.
        Measured.print(what + "period published after", published(bench).toNanos() / 1e6);
        if (!bench.costs(total).totals().equals(before)) {
          throw new IllegalStateException("the same content must have the same total");
        }
      }
    } finally {
      for (Path run : added) {
        delete(run);
      }
      delete(home);
    }
  }

  private static void collect(Organisation bench) {
    List<Run> runs = bench.collect(CollectRequest.all()).await().runs();
    if (runs.stream().noneMatch(r -> r.state() == Run.State.PUBLISHED)) {
      throw new IllegalStateException("nothing was published: " + runs);
    }
  }

  private static Duration published(Organisation bench) {
    return bench.receipts(MONTH).get(0).duration();
  }

  /** The folders of the runs, by day. */
  private static List<Path> runs(Path exports) throws IOException {
    try (Stream<Path> files = Files.walk(exports)) {
      return files.filter(f -> f.endsWith("manifest.json")).map(Path::getParent).sorted().toList();
    }
  }

  /** The same parts under the manifest of a later run. */
  private static Path again(Path run, int number) throws IOException {
    String id = run.getFileName().toString();
    String newId = "again-" + number;
    Path folder = Files.createDirectories(run.resolveSibling(newId));
    try (Stream<Path> parts = Files.list(run)) {
      for (Path part : parts.filter(f -> f.getFileName().toString().startsWith("part_")).toList()) {
        Files.createLink(folder.resolve(part.getFileName()), part);
      }
    }
    String manifest = Files.readString(run.resolve("manifest.json")).replace(id, newId);
    manifest =
        manifest.replaceAll("\"submittedTime\"\\s*:\\s*\"[^\"]*\"", "\"submittedTime\":\"2026-11-05T0" + number + ":00:00Z\"");
    Files.writeString(folder.resolve("manifest.json"), manifest);
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
