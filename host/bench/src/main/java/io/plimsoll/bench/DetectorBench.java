package io.plimsoll.bench;

import com.sun.management.OperatingSystemMXBean;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.host.anomaly.AnomalyWatch;
import io.plimsoll.host.anomaly.Judgements;
import io.plimsoll.host.anomaly.PublishedCosts;
import io.plimsoll.host.anomaly.SeriesHistory;
import io.plimsoll.host.collect.Breakdown;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.PublishedSource;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.cost.OpenRollups;
import io.plimsoll.host.cost.ShownCosts;
import io.plimsoll.host.runtime.GuardLimits;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.runtime.PluginRuntime;
import io.plimsoll.host.runtime.PluginTerms;
import io.plimsoll.host.runtime.RuntimeConfig;
import io.plimsoll.host.runtime.SecretFiles;
import io.plimsoll.host.state.AnomalyState;
import io.plimsoll.host.state.Database;
import io.plimsoll.host.state.PluginDecisions;
import io.plimsoll.host.state.WorkspaceState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sqlite.SQLiteDataSource;

/**
 * How long the host takes to judge many series for one day: from rollups on disk to anomalies that are saved with their
 * causes, through plug-ins as they are loaded from the distribution. First rollups are written, in a process of its own.
 * Then all days are read, as after a start of the process; then a day has passed and its month is read alone; then nothing
 * changed; then every hundredth series did.
 *
 * <p>Options: {@code --series N} (50,000), {@code --days N} (400), {@code --workers N} (2), {@code --dist DIR}, {@code --data
 * DIR} (rollups are kept there and used again).
 */
public final class DetectorBench {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  private final Path bundles;
  private final Path rollups;
  private final WorkspaceState state;
  private final TimedCosts costs;
  private final AnomalyWatch watch;

  private DetectorBench(Path bundles, Path rollups, WorkspaceState state, TimedCosts costs, AnomalyWatch watch) {
    this.bundles = bundles;
    this.rollups = rollups;
    this.state = state;
    this.costs = costs;
    this.watch = watch;
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = Bench.options(args);
    int series = Integer.parseInt(options.getOrDefault("series", "50000"));
    int days = Integer.parseInt(options.getOrDefault("days", "400"));
    int threads = Integer.parseInt(options.getOrDefault("workers", "2"));
    Path bundles = Path.of(options.getOrDefault("dist", "host/cli/target/dist")).resolve("bundles");
    Path folder = Files.createTempDirectory("plimsoll-detector-bench");
    Path data = options.containsKey("data") ? Path.of(options.get("data"), series + "-" + days) : folder.resolve("rollups");
    Files.createDirectories(data);
    System.out.printf(
        "%,d series of %,d days, %d workers of %d processors, heap of at most %,d MiB, JDK %s%n", series, days, threads,
        Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20, Runtime.version());
    SyntheticCosts first = new SyntheticCosts(series, new Period(FIRST, FIRST.plusDays(days)), 0);
    SyntheticCosts later = new SyntheticCosts(series, new Period(FIRST, FIRST.plusDays(days + 1)), 0);
    SyntheticCosts restated = new SyntheticCosts(series, later.days(), 1);
    write(bundles, data, first, FIRST, "first");
    write(bundles, data, later, lastMonth(later), "later");
    write(bundles, data, restated, lastMonth(restated), "restated");
    RuntimeConfig config = new RuntimeConfig(List.of(bundles), List.of(), folder, Clock.systemUTC(), GuardLimits.standard());
    try (PluginRuntime plugins = PluginRuntime.start(config);
        Workers workers = new Workers(threads)) {
      Database database = database(folder);
      WorkspaceState state = new WorkspaceState(database);
      CostEngine engine = plugins.find(CostEngine.class, "columnar");
      try (OpenRollups open = new OpenRollups(engine, rollup -> true, data, state::publications)) {
        TimedCosts costs = new TimedCosts(new ShownCosts(() -> engine, open));
        new DetectorBench(bundles, data, state, costs, watch(plugins, workers, costs, database, state))
            .run(first, later, restated);
      }
    } finally {
      delete(folder);
    }
  }

  private static void write(Path bundles, Path data, SyntheticCosts costs, LocalDate month, String run) throws Exception {
    if (Files.exists(data.resolve(SyntheticRollups.name(lastMonth(costs), run)))) {
      return;
    }
    Measured written = SyntheticRollups.fork(bundles, data, costs, month, run);
    System.out.printf("%-40s %5.1f s, %5.1f s of processor time%n", "rollups written", written.wallSeconds(), written.cpuSeconds());
  }

  private void run(SyntheticCosts first, SyntheticCosts later, SyntheticCosts restated) {
    for (LocalDate month = FIRST; month.isBefore(first.days().to()); month = month.plusMonths(1)) {
      publish(month, first, "first");
    }
    measure("all days read, all series judged", first);
    publish(lastMonth(later), later, "later");
    measure("a day later, all series judged", later);
    measure("again, nothing changed", later);
    publish(lastMonth(restated), restated, "restated");
    measure("again, one series in a hundred restated", restated);
  }

  private static LocalDate lastMonth(SyntheticCosts costs) {
    return costs.days().to().minusDays(1).withDayOfMonth(1);
  }

  private static Database database(Path folder) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("state.db"));
    return Database.open("the bench", source, "io/plimsoll/host/db/state");
  }

  private void publish(LocalDate month, SyntheticCosts costs, String run) {
    LocalDate end = costs.days().to().isBefore(month.plusMonths(1)) ? costs.days().to() : month.plusMonths(1);
    Run of =
        new Run(
            "bench", "bench", "bench", month, run, null, "1.0", Run.State.PUBLISHED, 1, 1, "", "",
            Clock.systemUTC().instant());
    state.publish(
        new Publication(
            "bench", "bench", "bench", month, run, List.of(new Publication.Piece(SyntheticRollups.name(month, run), List.of())),
            month, end.minusDays(1), run, null,
            new PublishedSource(List.of(), null)),
        new Receipt(
            of, List.of(), 0, 0, List.of(), true, Map.of(), List.of(), Map.of(), List.of(), Clock.systemUTC().instant(),
            Duration.ZERO),
        new Breakdown(List.of(), List.of()), List.of());
  }

  private static AnomalyWatch watch(
      PluginRuntime plugins, Workers workers, PublishedCosts costs, Database database, WorkspaceState state) {
    OrganisationPlugins own =
        new OrganisationPlugins(plugins, "bench", (kind, name) -> null, () -> PluginTerms.NONE, new SecretFiles(name -> null));
    return new AnomalyWatch(
        own, costs, state, new AnomalyState(database, "bench"), new PluginDecisions(database), workers,
        new SeriesHistory(), new Judgements(), Clock.systemUTC());
  }

  private void measure(String what, SyntheticCosts of) {
    costs.reset();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long cpu = cpu();
    long begun = System.nanoTime();
    List<SkippedDetector> skipped = watch.evaluate(List.of(of.days().to().minusDays(3)));
    long ended = System.nanoTime();
    if (!skipped.isEmpty()) {
      throw new IllegalStateException("not judged: " + skipped);
    }
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        "%-40s %5.1f s, %5.1f s of processor time; of the engine %4.1f s for %,d sums; causes %4.1f s; peak heap %,d MiB%n",
        what, (ended - begun) / 1e9, (cpu() - cpu) / 1e9, costs.nanosToAnswer() / 1e9, costs.sums(),
        costs.firstCauseAt() == 0 ? 0 : (ended - costs.firstCauseAt()) / 1e9, peak >> 20);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
