package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Aggregation;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.export.Batch;
import io.plimsoll.testkit.rows.BatchBuilder;
import io.plimsoll.testkit.rows.PlainAnswer;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the rows and the question, the answer is the one that adding up the rows gives. */
class RandomRowsTest {
  static final List<String> KEYS =
      List.of("ResourceId", "ServiceName", "BillingCurrency", "ConsumedUnit", "Tags", "BillingPeriodStart",
          "BillingAccountName", "x_SkuTerm", "ResourceName");
  static final List<Metric> METRICS =
      List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST, Metric.LIST_COST, Metric.CONTRACTED_COST,
          Metric.CONSUMED_QUANTITY);
  private static final List<String> TAGS =
      List.of("{\"env\":\"prod\",\"cost center\":\"CC 1\"}", "\"env\":\"dev\",\"a.b\":\"x\"", "{\"env\":", "{}",
          "{\"a\\\"b\":\"q\",\"*\":\"star\",\"env\":\"prod\"}", "{\"env\":\"\"}", "{\"Env\":\"Prod\",\"n\":12}");
  private static final List<String> PATTERNS = List.of("%", "Service _", "%s3%", "%r_", "%𝄞", "_%é_", "");
  private static final List<String> TAG_KEYS = List.of("env", "cost center", "a.b", "a\"b", "*", "n", "nowhere");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyAnswerIsTheSumOfTheRows(long seed) throws Exception {
    // given
    Random random = new Random(seed);
    List<List<Row>> periods = new ArrayList<>();
    List<Rollup> rollups = new ArrayList<>();
    List<Row> all = new ArrayList<>();
    Filter wanted = random.nextInt(3) == 0 ? filter(random, 2, false) : Filter.all();
    int months = 1 + random.nextInt(3);
    for (int month = 0; month < months; month++) {
      List<Row> rows = rows(random, 1 + random.nextInt(seed % 6 == 0 ? 9_000 : 1_200), month);
      periods.add(rows);
      Rollup built = build(random, rows, new AggregationSpec(KEYS, METRICS, wanted));
      Path file = folder.resolve(month + ".rollup");
      built.writeTo(file);
      if (random.nextBoolean()) {
        built.close();
        built = new ColumnarEngine().open(file);
      }
      rollups.add(built);
      List<Row> kept = rows.stream().filter(row -> PlainAnswer.passes(wanted, row)).toList();
      all.addAll(kept);
      check(built, kept);
    }

    // then
    for (int i = 0; i < 40; i++) {
      CostQuery query = query(random);
      CostAnswer answer = new ColumnarEngine().answer(query, rollups);
      assertThat(answer.rows()).as(query.toString()).isEqualTo(PlainAnswer.answer(query, all));
      assertThat(PlainAnswer.rows(new ColumnarEngine().dailySums(query, rollups))).as("in columns: %s", query)
          .isEqualTo(PlainAnswer.answer(query.granularity(Granularity.DAY).top(0), all));
    }
    rollups.forEach(Rollup::close);
  }

  static void check(Rollup rollup, List<Row> rows) {
    assertThat(rollup.summary().rows()).isEqualTo(rows.size());
    assertThat(rollup.summary().entities()).isEqualTo(rows.stream().map(Row::keys).distinct().count());
    assertThat(rollup.summary().facts())
        .isEqualTo(rows.stream().map(row -> List.of(row.day(), row.keys())).distinct().count());
    Map<String, BigDecimal> totals = new HashMap<>();
    for (Row row : rows) {
      for (Metric metric : METRICS) {
        BigDecimal value = row.metrics().get(metric.column());
        String unit = metric + " " + row.keys().get(metric.unitColumn());
        totals.merge(unit, value == null ? BigDecimal.ZERO : value, BigDecimal::add);
      }
    }
    totals.replaceAll((name, value) -> PlainAnswer.plain(value));
    Map<String, BigDecimal> found = new HashMap<>();
    for (MetricTotal total : rollup.summary().totals()) {
      found.put(total.metric() + " " + total.unit(), total.value());
    }
    assertThat(found).isEqualTo(totals);
  }

  static Rollup build(Random random, List<Row> rows, AggregationSpec spec) throws Exception {
    List<String> metrics = METRICS.stream().map(Metric::column).toList();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (BufferAllocator allocator = new RootAllocator();
        Aggregation aggregation = new ColumnarEngine().aggregate(spec)) {
      List<Future<?>> parts = new ArrayList<>();
      int size = 1 + rows.size() / (1 + random.nextInt(5));
      for (int from = 0; from < rows.size(); from += size) {
        List<Row> part = rows.subList(from, Math.min(rows.size(), from + size));
        boolean coded = random.nextInt(3) > 0;
        int step = 1 + random.nextInt(5_000);
        parts.add(threads.submit(() -> {
          try (BatchBuilder batches = new BatchBuilder(allocator, KEYS, metrics, coded);
              Aggregation.PartSink sink = aggregation.part()) {
            for (int at = 0; at < part.size(); at += step) {
              Batch batch = batches.batch(part.subList(at, Math.min(part.size(), at + step)));
              sink.add(batch);
              batch.columns().close();
            }
          }
        }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
      return aggregation.finish();
    } finally {
      threads.shutdown();
    }
  }

  static List<Row> rows(Random random, int count, int month) {
    int resources = 1 + random.nextInt(400);
    int days = 1 + random.nextInt(40);
    int kind = random.nextInt(4);
    LocalDate first = LocalDate.of(2025, 10 + month, 1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int resource = (int) (resources * Math.pow(random.nextDouble(), 2));
      Row row = Row.on(first.plusDays(random.nextInt(days)).toString());
      String id = "/subscriptions/s" + resource % 7 + "/r" + resource + (resource % 5 == 0 ? "é𝄞" : "");
      row.key("ResourceId", resource % 13 == 0 ? null : id);
      row.key("ServiceName", resource % 11 == 0 ? null : "Service " + resource % 10);
      row.key("BillingCurrency", random.nextInt(3) > 0 ? "EUR" : random.nextInt(20) > 0 ? "USD" : null);
      row.key("ConsumedUnit", resource % 3 == 0 ? "Hours" : resource % 3 == 1 ? "GB" : null);
      row.key("Tags", resource % 9 == 0 ? null : TAGS.get(resource % TAGS.size()));
      String start = first + (random.nextInt(9) == 0 ? "T06:00:00Z" : "");
      row.key("BillingPeriodStart", random.nextInt(50) == 0 ? null : start);
      row.key("BillingAccountName", "Contoso");
      row.key("x_SkuTerm", List.of("1", "12", "36", "none", "1.0", "-4").get(random.nextInt(6)));
      row.key("ResourceName", random.nextInt(300) == 0 ? "renamed" : "r" + resource);
      BigDecimal list = value(random, kind);
      row.metrics().put("ListCost", list);
      row.metrics().put("ContractedCost", list == null ? null : list.multiply(new BigDecimal("0.93")));
      BigDecimal effective = random.nextInt(4) == 0 ? value(random, kind) : list;
      row.metrics().put("EffectiveCost", effective);
      row.metrics().put("BilledCost", random.nextInt(10) == 0 ? BigDecimal.ZERO : effective);
      row.metrics().put("ConsumedQuantity", random.nextInt(6) == 0 ? null : new BigDecimal(random.nextInt(1000)));
      rows.add(row);
    }
    return rows;
  }

  private static BigDecimal value(Random random, int kind) {
    if (random.nextInt(20) == 0) {
      return null;
    }
    BigDecimal sign = random.nextInt(6) == 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    return switch (kind) {
      case 0 -> BigDecimal.valueOf(random.nextInt(2_000_000) - 200_000, random.nextInt(7));
      case 1 -> sign.multiply(new BigDecimal(new BigInteger(1 + random.nextInt(90), random), random.nextInt(25)));
      case 2 -> sign.multiply(new BigDecimal(new BigInteger(random.nextInt(30) == 0 ? 200 : 126, random), 20));
      default -> BigDecimal.valueOf(random.nextLong() >> 1, 14);
    };
  }

  static CostQuery query(Random random) {
    List<Dimension> by = new ArrayList<>();
    List<String> names = new ArrayList<>(KEYS);
    TAG_KEYS.forEach(key -> names.add("tag:" + key));
    for (int i = random.nextInt(4); i > 0; i--) {
      Dimension dimension = Dimension.parse(names.get(random.nextInt(names.size())));
      if (!by.contains(dimension)) {
        by.add(dimension);
      }
    }
    LocalDate from = LocalDate.of(2025, 9, 20).plusDays(random.nextInt(60));
    Period period = new Period(from, from.plusDays(random.nextInt(100)));
    return CostQuery.of(METRICS.get(random.nextInt(METRICS.size())), period)
        .by(by)
        .granularity(Granularity.values()[random.nextInt(4)])
        .where(random.nextBoolean() ? Filter.all() : filter(random, 3, true))
        .top(random.nextBoolean() ? 0 : 1 + random.nextInt(8));
  }

  private static Filter filter(Random random, int depth, boolean days) {
    if (depth > 0 && random.nextInt(3) > 0) {
      List<Filter> of = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        of.add(filter(random, depth - 1, days));
      }
      return switch (random.nextInt(3)) {
        case 0 -> new Filter.And(of);
        case 1 -> new Filter.Or(of);
        default -> new Filter.Not(filter(random, depth - 1, days));
      };
    }
    Dimension service = Dimension.parse(random.nextBoolean() ? "ServiceName" : "ResourceId");
    Dimension tag = new Dimension.Tag(TAG_KEYS.get(random.nextInt(TAG_KEYS.size())));
    boolean inclusive = random.nextBoolean();
    return switch (random.nextInt(days ? 9 : 8)) {
      case 0 -> new Filter.In(service, List.of("Service 1", "Service 4", "none", "/subscriptions/s1/r1"));
      case 1 -> new Filter.In(tag, List.of("prod", "CC 1", "star", ""));
      case 2 -> new Filter.Like(service, PATTERNS.get(random.nextInt(PATTERNS.size())));
      case 3 -> new Filter.Absent(random.nextBoolean() ? service : tag);
      case 4 ->
          new Filter.Range(Dimension.parse("x_SkuTerm"), "1", inclusive, random.nextBoolean() ? null : "12", true);
      case 5 -> new Filter.Range(service, "Service 2", true, random.nextBoolean() ? null : "Service 5", inclusive);
      case 6 -> new Filter.In(Dimension.parse("BillingCurrency"), List.of("EUR"));
      case 7 -> new Filter.Range(Dimension.parse("BillingPeriodStart"), "2025-11-01", true, null, false);
      default -> new Filter.Range(Dimension.parse("ChargePeriodStart"), "2025-10-05", inclusive, "2025-10-25", true);
    };
  }
}
