package io.plimsoll.bench;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.host.runtime.GuardLimits;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.runtime.PluginRuntime;
import io.plimsoll.host.runtime.PluginTerms;
import io.plimsoll.host.runtime.RuntimeConfig;
import io.plimsoll.host.runtime.SecretFiles;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * What the guard costs: the CSV reader of the distribution called through it and without it, for one call, for one
 * batch and for one row.
 *
 * <p>Options: {@code --rows N} (300,000), {@code --rounds N} (7), {@code --dist DIR}.
 */
public final class GuardBench {
  private static final int CALLS = 20_000;
  private static final int WARM_UP = 4;

  private GuardBench() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = Bench.options(args);
    int rows = Integer.parseInt(options.getOrDefault("rows", "300000"));
    int rounds = Integer.parseInt(options.getOrDefault("rounds", "7"));
    Path bundles = Path.of(options.getOrDefault("dist", "host/cli/target/dist")).resolve("bundles");
    Path storage = Files.createTempDirectory("plimsoll-guard-bench");
    byte[] part = part(rows);
    RuntimeConfig config = new RuntimeConfig(List.of(bundles), List.of(), storage, Clock.systemUTC(), GuardLimits.standard());
    try (PluginRuntime plugins = PluginRuntime.start(config);
        URLClassLoader loader = new URLClassLoader(new URL[] {jar(bundles).toUri().toURL()});
        BufferAllocator allocator = new RootAllocator()) {
      ExportReader guarded =
          new OrganisationPlugins(plugins, "bench", (kind, name) -> null, () -> PluginTerms.NONE, new SecretFiles(name -> null))
              .find(ExportReader.class, "csv");
      ExportReader direct =
          (ExportReader) loader.loadClass("io.plimsoll.reader.csv.CsvReader").getConstructor().newInstance();
      System.out.printf(
          "%,d rows, %,d bytes, %d rounds, %d processors, JDK %s%n", rows, part.length, rounds,
          Runtime.getRuntime().availableProcessors(), Runtime.version());
      double call = compareCalls(direct, guarded, rounds);
      compareReads(direct, guarded, part, rows, rounds, allocator, call);
    } finally {
      try (Stream<Path> tree = Files.walk(storage)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static double compareCalls(ExportReader direct, ExportReader guarded, int rounds) {
    double[] plain = new double[rounds];
    double[] watched = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      plain[round] = calls(direct);
      watched[round] = calls(guarded);
    }
    System.out.printf(
        "one call: %.2f µs direct, %.2f µs guarded (best %.2f)%n", median(plain), median(watched),
        best(watched));
    return best(watched) - best(plain);
  }

  private static double calls(ExportReader reader) {
    long begun = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      if (reader.formats().isEmpty()) {
        throw new IllegalStateException("a reader of nothing");
      }
    }
    return (System.nanoTime() - begun) / 1e3 / CALLS;
  }

  /** The difference of two reads is smaller than their noise, so the share of the guard comes from that of one call. */
  private static void compareReads(
      ExportReader direct,
      ExportReader guarded,
      byte[] part,
      int rows,
      int rounds,
      BufferAllocator allocator,
      double microsOfACall) {
    double[] plain = new double[rounds];
    double[] watched = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      boolean guardedFirst = round % 2 != 0;
      double first = millis(guardedFirst ? guarded : direct, part, rows, allocator);
      double second = millis(guardedFirst ? direct : guarded, part, rows, allocator);
      if (round >= 0) {
        watched[round] = guardedFirst ? first : second;
        plain[round] = guardedFirst ? second : first;
      }
    }
    int batches = read(direct, part, rows, allocator);
    System.out.printf(
        "one part, best of all rounds: %.1f ms direct, %.1f ms guarded; %d batches, for which the guard takes %.2f ms:"
            + " %.1f ns a row, %.1f %%%n",
        best(plain), best(watched), batches, batches * microsOfACall / 1e3, batches * microsOfACall * 1e3 / rows,
        100 * batches * microsOfACall / 1e3 / best(plain));
  }

  private static double millis(ExportReader reader, byte[] part, int rows, BufferAllocator allocator) {
    long begun = System.nanoTime();
    read(reader, part, rows, allocator);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static int read(ExportReader reader, byte[] bytes, int rows, BufferAllocator allocator) {
    int batches = 0;
    int read = 0;
    try (PartReader open = reader.open("bench.csv", new Bytes(bytes), "csv")) {
      open.project(
          List.of(
              new ColumnRead("ServiceName", "ServiceName", FocusType.STRING),
              new ColumnRead("BilledCost", "BilledCost", FocusType.DECIMAL)),
          allocator);
      for (Batch batch = open.next(); batch != null; batch = open.next()) {
        read += batch.columns().getRowCount();
        batches++;
      }
    }
    if (read != rows) {
      throw new IllegalStateException(read + " rows instead of " + rows);
    }
    return batches;
  }

  private static byte[] part(int rows) {
    StringBuilder text = new StringBuilder("BilledCost,ServiceName,Tags\n");
    for (int i = 0; i < rows; i++) {
      text.append(i % 1000).append('.').append(i % 97).append(",Service ").append(i % 50).append(",\"{}\"\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Path jar(Path bundles) throws IOException {
    try (Stream<Path> files = Files.list(bundles)) {
      return files.filter(f -> f.getFileName().toString().contains("reader-csv")).findFirst().orElseThrow();
    }
  }

  /** On a machine that others use, the best round says most. */
  private static double best(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private record Bytes(byte[] bytes) implements ObjectReader {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      int count = (int) Math.min(length, bytes.length - position);
      if (count <= 0) {
        return -1;
      }
      System.arraycopy(bytes, (int) position, target, offset, count);
      return count;
    }

    @Override
    public void close() {}
  }
}
