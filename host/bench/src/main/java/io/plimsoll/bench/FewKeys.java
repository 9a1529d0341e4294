package io.plimsoll.bench;

import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Plimsoll's reader and engine without the host, by the keys that DuckDB gets for the smallest rollup and the units
 * that amounts need: what the other keys, the checks of every row and the publishing cost is the difference.
 */
final class FewKeys {
  private static final List<String> KEYS =
      List.of("SubAccountId", "ServiceName", "ResourceId", "BillingCurrency", "ConsumedUnit");
  private static final List<Metric> METRICS = List.of(Metric.values());

  private FewKeys() {}

  /** @param args the format, the folder, and the distribution whose bundles read and sum */
  public static void main(String[] args) throws Exception {
    Queue<Path> parts;
    try (Stream<Path> files = Files.walk(Path.of(args[1], "exports"))) {
      parts = new ConcurrentLinkedQueue<>(files.filter(f -> f.getFileName().toString().startsWith("part_")).sorted().toList());
    }
    String reader = args[0].equals("parquet") ? "parquet.ParquetReader" : "csv.CsvReader";
    int lanes = Math.min(parts.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try (URLClassLoader bundles = bundles(Path.of(args[2], "bundles"));
        BufferAllocator allocator = new RootAllocator()) {
      ExportReader exports = make(bundles, "io.plimsoll.reader." + reader, ExportReader.class);
      CostEngine engine = make(bundles, "io.plimsoll.engine.columnar.ColumnarEngine", CostEngine.class);
      try (Aggregation aggregation = engine.aggregate(new AggregationSpec(KEYS, METRICS, Filter.all()))) {
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
          work.add(threads.submit(() -> read(parts, exports, args[0], aggregation, allocator)));
        }
        for (Future<?> lane : work) {
          lane.get();
        }
        Path file = Files.createTempFile("plimsoll-bench", ".rollup");
        Files.delete(file);
        try (Rollup rollup = aggregation.finish()) {
          rollup.writeTo(file);
        } finally {
          Files.deleteIfExists(file);
        }
      }
      ((AutoCloseable) engine).close();
    } finally {
      threads.shutdown();
    }
    Measured.print("wall", Measured.sinceStart());
    Measured.print("cpu", Measured.cpuSecondsNow());
    Measured.print("peak", Measured.peakMebibytesNow());
  }

  private static void read(
      Queue<Path> parts, ExportReader exports, String format, Aggregation aggregation, BufferAllocator allocator) {
    PartReader before = null;
    try (Aggregation.PartSink sink = aggregation.part()) {
      for (Path file = parts.poll(); file != null; file = parts.poll()) {
        try (PartFile bytes = new PartFile(file)) {
          PartReader part = exports.open(file.getFileName().toString(), bytes, format);
          if (before == null) {
            part.project(columns(), allocator);
          } else {
            part.project(columns(), allocator, before);
            before.close();
          }
          before = part;
          for (Batch batch = part.next(); batch != null; batch = part.next()) {
            sink.add(batch);
          }
        }
      }
    } finally {
      if (before != null) {
        before.close();
      }
    }
  }

  private static List<ColumnRead> columns() {
    List<String> names = new ArrayList<>(KEYS);
    names.add(AggregationSpec.DAY);
    METRICS.forEach(metric -> names.add(metric.column()));
    return names.stream()
        .map(name -> new ColumnRead(name, name, FocusColumns.find(name).map(FocusColumn::type).orElse(FocusType.STRING)))
        .toList();
  }

  private static URLClassLoader bundles(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : files.toList()) {
        jars.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), FewKeys.class.getClassLoader());
  }

  private static <T> T make(ClassLoader bundles, String name, Class<T> kind) throws ReflectiveOperationException {
    return kind.cast(bundles.loadClass(name).getDeclaredConstructor().newInstance());
  }

  /** The bytes of a file. */
  private static final class PartFile implements ObjectReader {
    private final FileChannel channel;

    PartFile(Path file) {
      try {
        channel = FileChannel.open(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long size() {
      try {
        return channel.size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      try {
        return channel.read(ByteBuffer.wrap(target, offset, length), position);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
