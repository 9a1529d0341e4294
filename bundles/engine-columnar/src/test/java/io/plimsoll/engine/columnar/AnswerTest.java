package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a question gets, told by example. */
class AnswerTest {
  private static final Period YEAR = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1));
  private static final CostQuery BILLED = CostQuery.of(Metric.BILLED_COST, YEAR);
  private final ColumnarEngine engine = new ColumnarEngine();

  /** T33: summing several billing currencies gives an invalid figure. */
  @Test
  void twoCurrenciesAreNeverAdded() {
    try (Rollup rollup = Rollups.ofCosts(
        Row.cost("2025-10-01", "Storage", "EUR", "1.5"),
        Row.cost("2025-10-01", "Storage", "USD", "2.5"),
        Row.cost("2025-10-02", "Storage", "EUR", "3"))) {
      assertThat(texts(BILLED, rollup)).containsExactly("[] EUR 4.5", "[] USD 2.5");
      assertThat(texts(BILLED.by("ServiceName").top(1), rollup))
          .containsExactly("[Storage] EUR 4.5", "[Storage] USD 2.5");
    }
  }

  @Test
  void rowsOfEqualValueAreOrderedByKeyWithNullLast() {
    try (Rollup rollup = Rollups.ofCosts(
        Row.cost("2025-10-01", null, "EUR", "1"),
        Row.cost("2025-10-01", "b", "EUR", "1.0"),
        Row.cost("2025-10-01", "a", "EUR", "1.00"),
        Row.cost("2025-10-01", "z", "EUR", "7"),
        Row.cost("2025-10-01", "c", "EUR", "-1"))) {
      assertThat(texts(BILLED.by("ServiceName"), rollup))
          .containsExactly("[z] EUR 7", "[a] EUR 1", "[b] EUR 1", "[null] EUR 1", "[c] EUR -1");
      assertThat(texts(BILLED.by("ServiceName").top(2), rollup))
          .containsExactly("[z] EUR 7", "[a] EUR 1", "[other] EUR 1");
    }
  }

  @Test
  void theRestOfTheTopIsOneGroupForEachCurrencyAndDayAndAddsUpExactly() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String currency = i % 5 == 0 ? "USD" : "EUR";
      rows.add(Row.cost("2025-10-0" + (1 + i % 3), "service " + i % 40, currency, "0.10000000000000000000000" + i));
    }
    try (Rollup rollup = Rollups.ofCosts(rows.toArray(Row[]::new))) {
      CostQuery query = BILLED.by("ServiceName").top(3).granularity(Granularity.DAY);
      List<CostRow> top = engine.answer(query, List.of(rollup)).rows();
      assertThat(top).filteredOn(row -> row.keys().equals(List.of(CostQuery.OTHER))).hasSize(6);
      for (CostRow total : engine.answer(BILLED, List.of(rollup)).rows()) {
        Stream<BigDecimal> values = top.stream().filter(row -> total.unit().equals(row.unit())).map(CostRow::value);
        assertThat(values.reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(total.value());
      }
    }
  }

  @Test
  void tagsAreReadWhateverTheirKeysLookLike() {
    List<Row> rows = List.of(
        tagged("{\"cost center\":\"A\",\"a.b\":\"dot\",\"say \\\"hi\\\"\":\"q\",\"*\":\"star\",\"empty\":\"\"}", "1"),
        tagged("\"cost center\":\"B\"", "2"),
        tagged("{\"cost center\":", "4"),
        tagged(null, "8"));
    try (Rollup rollup = Rollups.of(List.of("Tags", "BillingCurrency"), List.of(Metric.BILLED_COST), rows)) {
      assertThat(texts(BILLED.by("tag:cost center"), rollup))
          .containsExactly("[null] EUR 12", "[B] EUR 2", "[A] EUR 1");
      assertThat(texts(BILLED.by("tag:a.b"), rollup)).containsExactly("[null] EUR 14", "[dot] EUR 1");
      assertThat(texts(BILLED.by("tag:say \"hi\""), rollup)).containsExactly("[null] EUR 14", "[q] EUR 1");
      assertThat(texts(BILLED.by("tag:*"), rollup)).containsExactly("[null] EUR 14", "[star] EUR 1");
      assertThat(texts(BILLED.by("tag:empty"), rollup)).containsExactly("[null] EUR 14", "[] EUR 1");
      assertThat(texts(BILLED.by("tag:nowhere"), rollup)).containsExactly("[null] EUR 15");
      assertThat(texts(BILLED.by("Tags").where(FilterParser.parse("tag:nowhere present")), rollup)).isEmpty();
      assertThat(texts(BILLED.where(FilterParser.parse("not \"tag:cost center\" in ('A')")), rollup))
          .containsExactly("[] EUR 14");
      assertThat(texts(BILLED.where(FilterParser.parse("\"tag:cost center\" absent")), rollup))
          .containsExactly("[] EUR 12");
    }
  }

  /** T44: a month filter dropped days. T43: an offset moved the period. */
  @Test
  void aMonthHasAllItsDaysAndNoOther() {
    try (Rollup rollup = Rollups.ofCosts(
        Row.cost("2025-09-30", "s", "EUR", "1"),
        Row.cost("2025-10-01", "s", "EUR", "2"),
        Row.cost("2025-10-31", "s", "EUR", "4"),
        Row.cost("2025-11-01", "s", "EUR", "8"))) {
      Period october = new Period(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 11, 1));
      assertThat(texts(BILLED.during(october), rollup)).containsExactly("[] EUR 6");
      assertThat(engine.answer(BILLED.granularity(Granularity.MONTH), List.of(rollup)).rows())
          .extracting(row -> row.start() + " " + row.value())
          .containsExactly("2025-09-01 1", "2025-10-01 6", "2025-11-01 8");
      Filter filter = FilterParser.parse("ChargePeriodStart >= '2025-10-31' or ServiceName = 'x'");
      assertThat(texts(BILLED.where(filter), rollup)).containsExactly("[] EUR 12");
    }
  }

  @Test
  void anHourOfTheDayCannotBeAskedOfARollup() {
    try (Rollup rollup = Rollups.ofCosts(Row.cost("2025-09-30", "s", "EUR", "1"))) {
      CostQuery query = BILLED.where(FilterParser.parse("ChargePeriodStart >= '2025-09-30T12:00:00Z'"));
      assertThatThrownBy(() -> engine.answer(query, List.of(rollup)))
          .hasMessage(
              "A rollup knows the day of ChargePeriodStart, so it cannot be compared with '2025-09-30T12:00:00Z'.");
    }
  }

  @Test
  void sumsKeepEveryDigit() {
    try (Rollup rollup = Rollups.ofCosts(
        Row.cost("2025-10-01", "s", "EUR", "20.8918475604496506225574325494"),
        Row.cost("2025-10-01", "s", "EUR", "99999999999999999999999999999999999999"),
        Row.cost("2025-10-01", "s", "EUR", "0.0000000000000000000000000006"))) {
      assertThat(texts(BILLED, rollup))
          .containsExactly("[] EUR 100000000000000000000000000000000000019.89184756044965062255743255");
      assertThat(rollup.summary().totals().get(0).value())
          .isEqualTo(new BigDecimal("100000000000000000000000000000000000019.89184756044965062255743255"));
    }
  }

  @Test
  void valuesThatAreNumbersAreComparedAsNumbers() {
    List<Row> rows = new ArrayList<>();
    for (String term : List.of("9", "12", "36", "none")) {
      rows.add(Row.on("2025-10-01").key("x_SkuTerm", term).key("BillingCurrency", "EUR").metric("BilledCost", "1"));
    }
    try (Rollup rollup = Rollups.of(List.of("x_SkuTerm", "BillingCurrency"), List.of(Metric.BILLED_COST), rows)) {
      assertThat(texts(BILLED.by("x_SkuTerm").where(FilterParser.parse("x_SkuTerm between '9' and '12'")), rollup))
          .containsExactly("[12] EUR 1", "[9] EUR 1");
      assertThat(texts(BILLED.by("x_SkuTerm").where(FilterParser.parse("x_SkuTerm >= 'm'")), rollup))
          .containsExactly("[none] EUR 1");
    }
  }

  @Test
  void anEmptyRollupAnswersNothing() {
    try (Rollup rollup = Rollups.ofCosts()) {
      assertThat(rollup.summary().rows()).isZero();
      assertThat(rollup.summary().firstDay()).isNull();
      assertThat(texts(BILLED.by("ServiceName").top(3), rollup)).isEmpty();
      assertThat(texts(BILLED.granularity(Granularity.DAY), rollup)).isEmpty();
    }
    assertThat(engine.answer(BILLED, List.of()).rows()).isEmpty();
  }

  @Test
  void aDimensionThatIsNotThereIsNamedTogetherWithThoseThatAre() {
    try (Rollup rollup = Rollups.ofCosts(Row.cost("2025-10-01", "s", "EUR", "1"))) {
      for (CostQuery query : List.of(BILLED.by("RegionId"), BILLED.where(FilterParser.parse("RegionId = 'x'")))) {
        assertThatThrownBy(() -> engine.answer(query, List.of(rollup)))
            .isInstanceOfSatisfying(PlimsollException.class, e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(e).hasMessage("The rollup does not hold RegionId.");
              assertThat(e.advice()).isEqualTo("It holds BillingCurrency, ServiceName.");
            });
      }
      assertThatThrownBy(() -> engine.answer(BILLED.by("tag:env"), List.of(rollup)))
          .hasMessage("The rollup does not hold Tags.");
      assertThatThrownBy(() -> engine.answer(CostQuery.of(Metric.LIST_COST, YEAR), List.of(rollup)))
          .hasMessage("The rollup does not hold ListCost.");
      assertThatThrownBy(() -> engine.answer(BILLED.granularity(Granularity.BILLING_PERIOD), List.of(rollup)))
          .hasMessage("The rollup does not hold BillingPeriodStart.");
    }
  }

  @Test
  void tooManyGroupsAreRefusedWithAWayOut() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(Row.cost("2025-10-" + (10 + i % 10), "service " + i, "EUR", "1"));
    }
    try (Rollup rollup = Rollups.ofCosts(rows.toArray(Row[]::new))) {
      assertThat(new ColumnarEngine(30).answer(BILLED.by("ServiceName"), List.of(rollup)).rows()).hasSize(30);
      assertThatThrownBy(() -> new ColumnarEngine(29).answer(BILLED.by("ServiceName"), List.of(rollup)))
          .isInstanceOfSatisfying(
              PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
          .hasMessage("The question asks for more than 29 groups.");
      assertThatThrownBy(() -> new ColumnarEngine(9).answer(BILLED.granularity(Granularity.DAY), List.of(rollup)))
          .hasMessage("The question asks for more than 9 groups.");
    }
  }

  @Test
  void severalRollupsAnswerAsOneWhateverTheirScales() {
    try (Rollup september = Rollups.ofCosts(
            Row.cost("2025-09-30", "a", "EUR", "1.25"),
            Row.cost("2025-09-30", "b", "EUR", "3"));
        Rollup october = Rollups.ofCosts(
            Row.cost("2025-10-01", "b", "EUR", "0.00000000000000000001"),
            Row.cost("2025-10-01", "c", "USD", "2"))) {
      assertThat(texts(BILLED.by("ServiceName"), september, october))
          .containsExactly("[b] EUR 3.00000000000000000001", "[c] USD 2", "[a] EUR 1.25");
    }
  }

  @Test
  void aFilterOfTheRollupLeavesNoTraceOfOtherRows() {
    List<Row> rows = List.of(Row.cost("2025-10-01", "mine", "EUR", "1"), Row.cost("2025-10-01", "theirs", "EUR", "2"));
    Filter mine = FilterParser.parse("ServiceName = 'mine'");
    AggregationSpec spec =
        new AggregationSpec(List.of("ServiceName", "BillingCurrency"), List.of(Metric.BILLED_COST), mine);
    try (Rollup rollup = Rollups.of(spec, rows)) {
      assertThat(rollup.summary().rows()).isEqualTo(1);
      assertThat(texts(BILLED.by("ServiceName"), rollup)).containsExactly("[mine] EUR 1");
      assertThat(((ColumnarRollup) rollup).image().dictionary(0).find("theirs")).isNegative();
    }
  }

  @Test
  void manyThreadsMayAskTheSameRollup() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(Row.cost("2025-10-0" + (1 + i % 9), "service " + i % 700, i % 3 == 0 ? "USD" : "EUR", "0." + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Rollup rollup = Rollups.ofCosts(rows.toArray(Row[]::new))) {
      CostQuery query = BILLED.by("ServiceName").granularity(Granularity.DAY);
      List<CostRow> alone = engine.answer(query, List.of(rollup)).rows();
      List<Future<List<CostRow>>> together = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        together.add(threads.submit(() -> engine.answer(query, List.of(rollup)).rows()));
      }
      for (Future<List<CostRow>> answer : together) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Row tagged(String tags, String billed) {
    return Row.on("2025-10-01").key("Tags", tags).key("BillingCurrency", "EUR").metric("BilledCost", billed);
  }

  private List<String> texts(CostQuery query, Rollup... rollups) {
    return engine.answer(query, List.of(rollups)).rows().stream()
        .map(row -> row.keys() + " " + row.unit() + " " + row.value().toPlainString())
        .toList();
  }
}
