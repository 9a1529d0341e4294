package io.plimsoll.bench;

import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The harness: makes one month of exports in each format, then lets Plimsoll and DuckDB sum it in turn, each
 * in a process of its own, and prints rows a second, processor time, peak memory and the ratio.
 *
 * <p>Options: {@code --rows N}, {@code --parts N}, {@code --rounds N}, {@code --formats csv,csv.gz,parquet},
 * {@code --data DIR} (kept and used again), {@code --dist DIR}. Without any: 1,000,000 rows, 4 parts, 2 rounds.
 *
 * <p>{@code --exports DIR} compares the smallest rollup alone, over parts of {@code --rows N} rows that something else
 * wrote below {@code DIR/exports}, of one of the {@code --formats}.
 *
 * <p>{@code --replace-day} first measures something else instead: a month of daily runs, of which one is exported
 * again and collected by the host that collected the month.
 */
public final class Bench {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 10);
  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  /** As the script {@code plimsoll} starts a collection on two processors. */
  private static final List<String> AS_LAUNCHED =
      List.of(
          "-XX:CompileThresholdScaling=3", "-XX:+UseSerialGC", "-Xms64m", "-XX:MaxNewSize=48m", "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=40", "-Darrow.enable_unsafe_memory_access=true", "-Darrow.enable_null_check_for_get=false");

  private Bench() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean replaceDay = args.length > 0 && args[0].equals("--replace-day");
    Map<String, String> options = options(replaceDay ? Arrays.copyOfRange(args, 1, args.length) : args);
    long rows = Long.parseLong(options.getOrDefault("rows", "1000000"));
    int parts = Integer.parseInt(options.getOrDefault("parts", "4"));
    int rounds = Integer.parseInt(options.getOrDefault("rounds", "2"));
    Path data = Path.of(options.getOrDefault("data", "host/bench/target/data"));
    Path dist = Path.of(options.getOrDefault("dist", "host/cli/target/dist"));
    System.out.printf(
        "%,d rows, %d parts, %d rounds, %d processors, JDK %s%n", rows, parts, rounds,
        Runtime.getRuntime().availableProcessors(), Runtime.version());
    List<String> formats = Arrays.asList(options.getOrDefault("formats", "csv,csv.gz,parquet").split(","));
    if (replaceDay) {
      for (String format : formats) {
        Path folder = data.resolve("days-" + format + "-" + rows);
        make(folder, format, rows, 1, RunLayout.ofDays());
        replaceDay(folder, format, dist);
      }
      return;
    }
    System.out.printf(
        "%-8s %-22s %9s %9s %9s %11s %7s%n", "format", "what", "wall s", "cpu s", "peak MiB", "rows/s", "ratio");
    for (String format : formats) {
      if (options.containsKey("exports")) {
        compareFewKeys(Path.of(options.get("exports")), format, rows, rounds, dist);
        continue;
      }
      Path folder = data.resolve(format + "-" + rows + "-" + parts);
      make(folder, format, rows, parts, RunLayout.overwriting());
      compare(folder, format, rows, rounds, dist);
    }
  }

  private static void make(Path folder, String format, long rows, int parts, RunLayout layout) throws IOException {
    if (Files.exists(folder.resolve("done"))) {
      return;
    }
    long started = System.nanoTime();
    ExportGenerator.generate(
        GeneratorSpec.builder(TODAY)
            .firstMonth(MONTH)
            .months(1)
            .rowsPerMonth(rows)
            .version(FocusVersion.V1_0R2)
            .format(ExportFormat.parse(format).orElseThrow())
            .partsPerRun(parts)
            .layout(layout)
            .build(),
        folder.resolve("exports"));
    Files.createFile(folder.resolve("done"));
    System.out.printf("%-8s made in %.1f s, %,d bytes%n", format, (System.nanoTime() - started) / 1e9, bytes(folder));
  }

  private static void compareFewKeys(Path folder, String format, long rows, int rounds, Path dist)
      throws IOException, InterruptedException {
    List<Measured> peer = new ArrayList<>();
    List<Measured> own = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      peer.add(Measured.fork(List.of(), DuckDbSum.class, format, folder.toString(), "few"));
      own.add(Measured.fork(AS_LAUNCHED, FewKeys.class, format, folder.toString(), dist.toString()));
    }
    print(format, "DuckDB, 3 keys", Measured.median(peer), rows, null);
    print(format, "Plimsoll, 3 keys", Measured.median(own), rows, Measured.median(peer));
  }

  private static void compare(Path folder, String format, long rows, int rounds, Path dist)
      throws IOException, InterruptedException {
    List<Measured> plimsoll = new ArrayList<>();
    List<Measured> few = new ArrayList<>();
    List<Measured> all = new ArrayList<>();
    List<Measured> ownFew = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      few.add(Measured.fork(List.of(), DuckDbSum.class, format, folder.toString(), "few"));
      all.add(Measured.fork(List.of(), DuckDbSum.class, format, folder.toString(), "all"));
      ownFew.add(Measured.fork(AS_LAUNCHED, FewKeys.class, format, folder.toString(), dist.toString()));
      plimsoll.add(Measured.fork(AS_LAUNCHED, PlimsollSum.class, folder.toString(), dist.toString()));
    }
    Measured peer = Measured.median(all);
    Measured own = Measured.median(plimsoll);
    print(format, "DuckDB, 3 keys", Measured.median(few), rows, null);
    print(format, "Plimsoll, 3 keys", Measured.median(ownFew), rows, Measured.median(few));
    print(format, "DuckDB, the same keys", peer, rows, null);
    print(format, "Plimsoll collect", own, rows, peer);
    for (Map.Entry<String, Double> question : own.questions().entrySet()) {
      System.out.printf("%-8s   %-34s %8.1f ms warm%n", "", question.getKey(), question.getValue());
    }
    System.out.printf("%-8s   rollup %,d bytes, %.2f %% of the export%n", "", own.rollupBytes(), 100.0 * own.rollupBytes() / bytes(folder));
  }

  private static void replaceDay(Path folder, String format, Path dist) throws IOException, InterruptedException {
    Measured m =
        Measured.fork(
            AS_LAUNCHED, ReplacedDay.class, folder.toString(), dist.toString());
    System.out.printf(
        "%-8s month of daily runs collected in %.2f s, cpu %.2f s, peak %d MiB%n", format, m.wallSeconds(), m.cpuSeconds(),
        m.peakMebibytes());
    m.questions().forEach((name, millis) -> System.out.printf("%-8s   %-44s %9.3f s%n", "", name, millis / 1e3));
  }

  private static void print(String format, String what, Measured m, long rows, Measured peer) {
    System.out.printf(
        "%-8s %-22s %9.2f %9.2f %9d %,11.0f %7s%n", format, what, m.wallSeconds(), m.cpuSeconds(), m.peakMebibytes(),
        rows / m.wallSeconds(), peer == null ? "" : String.format("%.2f", m.wallSeconds() / peer.wallSeconds()));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(f -> f.getFileName().toString().startsWith("part_")).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  static Map<String, String> options(String[] args) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i].substring(2), args[i + 1]);
    }
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException("an option without a value: " + Arrays.stream(args).collect(Collectors.joining(" ")));
    }
    return options;
  }
}
