package io.plimsoll.bench;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.export.Batch;
import io.plimsoll.host.collect.StandardRollup;
import io.plimsoll.host.runtime.GuardLimits;
import io.plimsoll.host.runtime.PluginRuntime;
import io.plimsoll.host.runtime.RuntimeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes the rollups of {@link SyntheticCosts}, a month each, with all the keys and metrics that a collection keeps: one
 * resource a series. A process of its own, so that what is measured later has not run yet.
 */
final class SyntheticRollups {
  private static final int BATCH = 10_000;
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private final SyntheticCosts costs;
  private final BufferAllocator allocator;
  private final Map<String, int[]> codes = new LinkedHashMap<>();
  private final Map<String, VarCharVector> dictionaries = new TreeMap<>();

  private SyntheticRollups(SyntheticCosts costs, LocalDate month, BufferAllocator allocator) {
    this.costs = costs;
    this.allocator = allocator;
    StandardRollup.KEYS.forEach(key -> key(key, month));
  }

  /** Writes months in a process of its own. */
  static Measured fork(Path bundles, Path folder, SyntheticCosts costs, LocalDate firstMonth, String run)
      throws IOException, InterruptedException {
    return Measured.fork(
        List.of(), SyntheticRollups.class, bundles.toString(), folder.toString(), Integer.toString(costs.series()),
        costs.days().from().toString(), costs.days().to().toString(), Integer.toString(costs.revision()),
        firstMonth.toString(), run);
  }

  /** The file of a month. */
  static String name(LocalDate month, String run) {
    return month + "-" + run + ".rollup";
  }

  /** @param args the bundles, the folder, series, first day, end, revision, first month to write, run */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    Period days = new Period(LocalDate.parse(args[3]), LocalDate.parse(args[4]));
    SyntheticCosts costs = new SyntheticCosts(Integer.parseInt(args[2]), days, Integer.parseInt(args[5]));
    Path own = Files.createTempDirectory("plimsoll-detector-bench");
    RuntimeConfig config =
        new RuntimeConfig(List.of(Path.of(args[0])), List.of(), own, Clock.systemUTC(), GuardLimits.standard());
    try (PluginRuntime plugins = PluginRuntime.start(config);
        BufferAllocator allocator = new RootAllocator()) {
      CostEngine engine = plugins.find(CostEngine.class, "columnar");
      for (LocalDate month = LocalDate.parse(args[6]); month.isBefore(days.to()); month = month.plusMonths(1)) {
        new SyntheticRollups(costs, month, allocator).write(engine, month, folder.resolve(name(month, args[7])));
      }
    }
    Measured.print("wall", Measured.sinceStart());
    Measured.print("cpu", Measured.cpuSecondsNow());
    Measured.print("peak", Measured.peakMebibytesNow());
  }

  /** The values of a key and which of them each series has. */
  private void key(String key, LocalDate month) {
    Map<String, Integer> values = new LinkedHashMap<>();
    int[] of = new int[costs.series()];
    for (int one = 0; one < of.length; one++) {
      String value = value(key, one, month);
      of[one] = value == null ? -1 : values.computeIfAbsent(value, v -> values.size());
    }
    VarCharVector dictionary = new VarCharVector(key, allocator);
    dictionary.allocateNew();
    values.forEach((value, code) -> dictionary.setSafe(code, value.getBytes(StandardCharsets.UTF_8)));
    dictionary.setValueCount(values.size());
    codes.put(key, of);
    dictionaries.put(key, dictionary);
  }

  private String value(String key, int one, LocalDate month) {
    return switch (key) {
      case "ServiceName" -> costs.service(one);
      case "SubAccountName", "SubAccountId" -> costs.account(one);
      case "ResourceName" -> "resource-" + one;
      case "ResourceId" -> "/subscriptions/" + costs.account(one) + "/resourcegroups/group-" + one % 40 + "/resource-" + one;
      case "x_ResourceGroupName" -> "group-" + one % 40;
      case "ResourceType" -> "type-" + one % 30;
      case "RegionId", "RegionName" -> "region-" + one % 7;
      case "BillingCurrency" -> "EUR";
      case "BillingPeriodStart" -> month + "T00:00:00Z";
      case "ChargeCategory" -> "Usage";
      case "ConsumedUnit" -> "Hours";
      case "Tags" -> "{\"team\":\"team-" + one % 20 + "\",\"env\":\"" + (one % 3 == 0 ? "prod" : "test") + "\"}";
      case "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountType", "CommitmentDiscountStatus",
          "x_SkuTerm", "ChargeClass" -> null;
      default -> "one";
    };
  }

  private void write(CostEngine engine, LocalDate month, Path file) {
    try (Aggregation sums = engine.aggregate(StandardRollup.spec())) {
      try (Aggregation.PartSink sink = sums.part()) {
        for (LocalDate day = month; day.isBefore(month.plusMonths(1)) && day.isBefore(costs.days().to()); day = day.plusDays(1)) {
          for (int from = 0; from < costs.series(); from += BATCH) {
            add(day, from, Math.min(costs.series(), from + BATCH), sink);
          }
        }
      }
      try (Rollup rollup = sums.finish()) {
        rollup.writeTo(file);
      }
    } finally {
      dictionaries.values().forEach(VarCharVector::close);
    }
  }

  private void add(LocalDate day, int from, int to, Aggregation.PartSink sink) {
    int[] charged = new int[to - from];
    long[] amounts = new long[to - from];
    int rows = 0;
    for (int one = from; one < to; one++) {
      amounts[rows] = costs.amount(one, day);
      charged[rows] = one;
      rows += amounts[rows] == 0 ? 0 : 1;
    }
    if (rows > 0) {
      try (VectorSchemaRoot columns = columns(day, charged, amounts, rows)) {
        sink.add(new Batch(columns, Map.copyOf(dictionaries)));
      }
    }
  }

  private VectorSchemaRoot columns(LocalDate day, int[] charged, long[] amounts, int rows) {
    List<FieldVector> vectors = new ArrayList<>();
    TimeStampMicroVector start = new TimeStampMicroVector("ChargePeriodStart", allocator);
    start.allocateNew(rows);
    for (int i = 0; i < rows; i++) {
      start.set(i, day.toEpochDay() * MICROS_OF_DAY);
    }
    vectors.add(start);
    codes.forEach(
        (key, of) -> {
          IntVector vector = new IntVector(key, allocator);
          vector.allocateNew(rows);
          for (int i = 0; i < rows; i++) {
            vector.set(i, of[charged[i]]);
            if (of[charged[i]] < 0) {
              vector.setNull(i);
            }
          }
          vectors.add(vector);
        });
    for (Metric metric : StandardRollup.METRICS) {
      DecimalVector vector = new DecimalVector(metric.column(), allocator, 38, SyntheticCosts.SCALE);
      vector.allocateNew(rows);
      for (int i = 0; i < rows; i++) {
        vector.set(i, amounts[i]);
      }
      vectors.add(vector);
    }
    vectors.forEach(vector -> vector.setValueCount(rows));
    return new VectorSchemaRoot(vectors);
  }
}
