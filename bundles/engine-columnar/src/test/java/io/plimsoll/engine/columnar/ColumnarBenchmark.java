package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Measures the engine alone on made-up rows of a large month.
 *
 * <p>Arguments: rows, threads, folder. Prints CPU time of adding (without making the rows), heap, file, answers.
 */
public final class ColumnarBenchmark {
  private static final long[] MEMORY = new long[1 << 23];

  private ColumnarBenchmark() {}

  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    Path file = Path.of(args[2]).resolve("bench-" + ProcessHandle.current().pid() + ".rollup");
    SyntheticMonth month = new SyntheticMonth();
    AggregationSpec spec = new AggregationSpec(SyntheticMonth.KEYS, List.of(Metric.values()), Filter.all());
    try (BufferAllocator allocator = new RootAllocator()) {
      Aggregation[] open = {new ColumnarEngine().aggregate(spec)};
      AtomicLong cpu = new AtomicLong();
      AtomicInteger next = new AtomicInteger();
      int part = 250_000;
      Thread[] workers = new Thread[threads];
      for (int t = 0; t < threads; t++) {
        workers[t] = new Thread(() -> {
          for (int p = next.getAndIncrement(); p * (long) part < rows; p = next.getAndIncrement()) {
            long spent = add(month, open[0], allocator, p * part, Math.min(rows, (p + 1) * part));
            cpu.addAndGet(spent);
            System.out.printf("%.2f (reference %.1f ns) ", part * 1e3 / spent, reference());
          }
        }, "bench-" + t);
        workers[t].start();
      }
      for (Thread worker : workers) {
        worker.join();
      }
      System.out.printf("add: %.2f s CPU, %.2f M rows/s a core%n", cpu.get() / 1e9, rows * 1e3 / cpu.get());
      System.out.printf("heap with sums: %d MiB%n", heap());
      long started = cpu();
      Rollup rollup = open[0].finish();
      open[0] = null;
      System.out.printf("finish: %.2f s CPU; heap with image: %d MiB%n", (cpu() - started) / 1e9, heap());
      rollup.writeTo(file);
      rollup.close();
      rollup = null;
      System.out.printf("file: %.1f MB%n", Files.size(file) / 1e6);
      started = System.nanoTime();
      try (Rollup opened = new ColumnarEngine().open(file)) {
        System.out.printf("open: %.1f ms; heap %d MiB%n", (System.nanoTime() - started) / 1e6, heap());
        System.out.println(opened.summary());
        RollupImage image = ((ColumnarRollup) opened).image();
        System.out.println(sizes(image));
        answers(opened, month);
      }
      Files.delete(file);
    }
  }

  private static long add(SyntheticMonth month, Aggregation aggregation, BufferAllocator allocator, int from, int to) {
    long spent = 0;
    try (SyntheticMonth.Part part = month.part(allocator); Aggregation.PartSink sink = aggregation.part()) {
      for (int row = from; row < to; row += 8192) {
        Batch batch = part.batch(row, Math.min(8192, to - row));
        long started = cpu();
        sink.add(batch);
        spent += cpu() - started;
        batch.columns().close();
      }
    }
    return spent;
  }

  private static void answers(Rollup rollup, SyntheticMonth month) {
    Period period = Period.month(YearMonth.of(2026, 10));
    Map<String, CostQuery> queries = new LinkedHashMap<>();
    CostQuery effective = CostQuery.of(Metric.EFFECTIVE_COST, period);
    queries.put("total", effective);
    queries.put("day x service", effective.by("ServiceName").granularity(Granularity.DAY));
    queries.put("top 100 resources", effective.by("ResourceId").top(100));
    queries.put("tag cost-center", effective.by("tag:cost-center"));
    queries.put(
        "one subscription",
        effective.where(FilterParser.parse("SubAccountId = '" + month.subscription(0) + "'")));
    queries.put(
        "one resource by day",
        effective
            .where(FilterParser.parse("ResourceId = '" + month.resource(7) + "'"))
            .granularity(Granularity.DAY));
    queries.put("billed by service", CostQuery.of(Metric.BILLED_COST, period).by("ServiceName"));
    queries.put("day x sub x service", effective.by("SubAccountId", "ServiceName").granularity(Granularity.DAY));
    queries.put("top 10 sub by day", effective.by("SubAccountName").top(10).granularity(Granularity.DAY));
    queries.put("all resources", effective.by("ResourceId"));
    queries.put("like", effective.where(FilterParser.parse("ResourceName like '%prod%'")).by("ServiceName"));
    ColumnarEngine engine = new ColumnarEngine();
    queries.forEach((name, query) -> {
      double[] millis = new double[31];
      CostAnswer answer = null;
      for (int i = 0; i < millis.length; i++) {
        long started = cpu();
        answer = engine.answer(query, List.of(rollup));
        millis[i] = (cpu() - started) / 1e6;
      }
      double first = millis[0];
      Arrays.sort(millis);
      System.out.printf(
          "%-22s first %7.1f ms CPU, median %6.1f, best %6.1f, rows %d%n",
          name, first, millis[15], millis[0], answer.rows().size());
    });
  }

  private static String sizes(RollupImage image) {
    StringBuilder text = new StringBuilder();
    long dictionaries = 0;
    long codes = 0;
    for (int k = 0; k < image.header().keys().size(); k++) {
      dictionaries += image.sections().get(image.header().dictionarySection(k)).capacity();
      codes += image.sections().get(image.header().codeSection(k)).capacity();
    }
    long[] columns = new long[image.header().metrics().size() + 2];
    for (DaySegment day : image.days()) {
      columns[0] += day.start(0) - 20;
      for (int c = 0; c < columns.length - 1; c++) {
        int end = c + 2 == columns.length ? day.buffer().capacity() : day.start(c + 1);
        columns[c + 1] += end - day.start(c);
      }
    }
    text.append("bytes: dictionaries ").append(dictionaries).append(", codes ").append(codes).append(", tags ")
        .append(image.sections().get(image.header().tagSection()).capacity()).append(", entity ids, metrics, rows ")
        .append(Arrays.toString(columns)).append("; ").append(image.header().relations());
    return text.toString();
  }

  /** What a random addition in 64 MiB costs right now: tells a busy machine from slow code. */
  private static double reference() {
    long[] memory = MEMORY;
    long at = 1;
    long started = cpu();
    for (int i = 0; i < 1 << 19; i++) {
      at = at * 6364136223846793005L + 1442695040888963407L;
      memory[(int) (at >>> 41)] += i;
    }
    return (cpu() - started) / (double) (1 << 19);
  }

  private static long cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime();
  }

  private static long heap() {
    System.gc();
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }
}
