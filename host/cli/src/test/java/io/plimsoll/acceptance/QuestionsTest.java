package io.plimsoll.acceptance;

import static io.plimsoll.acceptance.ExportRows.column;
import static io.plimsoll.acceptance.ExportRows.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers over two currencies, each compared with a sum over the very rows of the export. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final YearMonth OCTOBER = YearMonth.of(2025, 10);
  private static final YearMonth NOVEMBER = YearMonth.of(2025, 11);
  private static final Period ALL = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2025, 12, 1));

  private Path folder;
  private Plimsoll host;
  private Organisation acme;
  private ExportRows rows;

  @BeforeAll
  void collectTwoCurrencies(@TempDir Path temporary) {
    folder = temporary;
    host = Hosts.start(folder.resolve("home"), TODAY);
    Generated generated =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(11).months(2).rowsPerMonth(2_000).partsPerRun(2)
                .accounts(new BillingAccount("Contoso Holding", "EUR"), new BillingAccount("Contoso Americas", "USD"))
                .build(),
            folder.resolve("exports"));
    acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
    Hosts.collect(acme);
    rows = ExportRows.of(generated.winners());
  }

  @AfterAll
  void close() {
    host.close();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void eachMetricHasOneTotalForEachCurrencyOrUnit(Metric metric) {
    // when
    CostResult answer = acme.costs(CostQuery.of(metric, ALL));

    // then
    assertThat(ExportRows.of(answer)).isEqualTo(rows.sum(metric.column(), column(metric.unitColumn())));
    if (metric.isCost()) {
      assertThat(answer.rows()).extracting(CostRow::unit).containsExactlyInAnyOrder("EUR", "USD");
      assertThat(answer.totals()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "ServiceName", "SubAccountName", "RegionId", "ResourceId", "ChargeCategory", "PublisherName", "x_SkuTerm",
      "SkuId", "ChargeDescription", "x_SkuMeterName", "PricingUnit"})
  void aGroupingByAColumnAddsUpToTheLastDigit(String name) {
    // when
    CostResult answer = acme.costs(CostQuery.of(Metric.EFFECTIVE_COST, ALL).by(name));

    // then
    assertThat(ExportRows.of(answer)).isEqualTo(rows.sum("EffectiveCost", column(name), column("BillingCurrency")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "app", "cost-center", "no-such-tag"})
  void aGroupingByATagAddsUpToTheLastDigit(String key) {
    // when
    CostResult answer = acme.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("tag:" + key));

    // then
    assertThat(ExportRows.of(answer)).isEqualTo(rows.sum("BilledCost", tag(key), column("BillingCurrency")));
  }

  @Test
  void daysMonthsAndBillingPeriodsAreCutByTheirOwnColumns() {
    CostQuery query = CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceCategory");

    assertThat(ExportRows.of(acme.costs(query.granularity(Granularity.DAY))))
        .isEqualTo(
            rows.sum(
                "BilledCost", row -> ExportRows.day(row).toString(), column("ServiceCategory"), column("BillingCurrency")));
    assertThat(ExportRows.of(acme.costs(query.granularity(Granularity.MONTH))))
        .isEqualTo(
            rows.sum(
                "BilledCost", row -> ExportRows.day(row).withDayOfMonth(1).toString(), column("ServiceCategory"),
                column("BillingCurrency")));
    assertThat(ExportRows.of(acme.costs(query.granularity(Granularity.BILLING_PERIOD))))
        .isEqualTo(
            rows.sum(
                "BilledCost", row -> ExportRows.billingPeriod(row).toString(), column("ServiceCategory"),
                column("BillingCurrency")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "ChargeCategory = 'Usage'", "not ChargeCategory = 'Usage'", "ServiceName like '%Virtual%'",
      "ServiceName in ('Storage Accounts', 'Virtual Machines') or tag:env = 'prod'", "tag:env present", "tag:env absent",
      "SubAccountId absent", "ChargePeriodStart >= '2025-11-03' and ChargePeriodStart < '2025-11-07'",
      "BillingCurrency = 'USD' and not (RegionId like 'west%' or RegionId absent)", "SkuId present and tag:app = 'shop'",
      "ChargeCategory = 'No such category'"})
  void aFilterCountsJustTheChargesItNames(String filter) {
    // when
    CostResult answer =
        acme.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("ServiceName").where(FilterParser.parse(filter)));

    // then
    assertThat(ExportRows.of(answer))
        .isEqualTo(rows.where(condition(filter)).sum("BilledCost", column("ServiceName"), column("BillingCurrency")));
  }

  /** The same conditions, written down a second time. */
  private static Predicate<Map<String, String>> condition(String filter) {
    return switch (filter) {
      case "ChargeCategory = 'Usage'" -> row -> row.get("ChargeCategory").equals("Usage");
      case "not ChargeCategory = 'Usage'" -> row -> !row.get("ChargeCategory").equals("Usage");
      case "ServiceName like '%Virtual%'" -> row -> row.get("ServiceName").contains("Virtual");
      case "ServiceName in ('Storage Accounts', 'Virtual Machines') or tag:env = 'prod'" ->
          row -> Set.of("Storage Accounts", "Virtual Machines").contains(row.get("ServiceName"))
              || "prod".equals(tag("env").apply(row));
      case "tag:env present" -> row -> tag("env").apply(row) != null;
      case "tag:env absent" -> row -> tag("env").apply(row) == null;
      case "SubAccountId absent" -> row -> row.get("SubAccountId").isEmpty();
      case "ChargePeriodStart >= '2025-11-03' and ChargePeriodStart < '2025-11-07'" ->
          row -> !ExportRows.day(row).isBefore(LocalDate.of(2025, 11, 3))
              && ExportRows.day(row).isBefore(LocalDate.of(2025, 11, 7));
      case "BillingCurrency = 'USD' and not (RegionId like 'west%' or RegionId absent)" ->
          row -> row.get("BillingCurrency").equals("USD")
              && !row.get("RegionId").startsWith("west")
              && !row.get("RegionId").isEmpty();
      case "SkuId present and tag:app = 'shop'" ->
          row -> !row.get("SkuId").isEmpty() && "shop".equals(tag("app").apply(row));
      default -> row -> false;
    };
  }

  @ParameterizedTest
  @CsvSource({"NONE,ServiceName", "DAY,ServiceName", "MONTH,SkuId", "NONE,tag:app"})
  void topNKeepsTheLargestGroupsAndGathersTheRestAsOther(Granularity granularity, String by) {
    // given
    var key = by.startsWith("tag:") ? tag(by.substring(4)) : column(by);
    Map<List<@Nullable String>, BigDecimal> groups = rows.sum("EffectiveCost", key, column("BillingCurrency"));
    Set<List<@Nullable String>> kept = new HashSet<>();
    CostResult answer =
        acme.costs(CostQuery.of(Metric.EFFECTIVE_COST, ALL).by(by).granularity(granularity).top(3));

    // when
    for (CostRow row : answer.rows()) {
      if (!row.keys().equals(List.of(CostQuery.OTHER))) {
        List<@Nullable String> group = new ArrayList<>(row.keys());
        group.add(row.unit());
        kept.add(group);
      }
    }

    // then: the kept groups are the largest over the whole period, in each currency or over all of them
    Map<List<@Nullable String>, BigDecimal> expected = new HashMap<>();
    rows.rows().forEach(
        row -> {
          List<@Nullable String> group = new ArrayList<>();
          group.add(key.apply(row));
          group.add(row.get("BillingCurrency"));
          List<@Nullable String> shown = new ArrayList<>();
          if (granularity == Granularity.DAY) {
            shown.add(ExportRows.day(row).toString());
          } else if (granularity == Granularity.MONTH) {
            shown.add(ExportRows.day(row).withDayOfMonth(1).toString());
          }
          shown.add(kept.contains(group) ? group.get(0) : CostQuery.OTHER);
          shown.add(group.get(1));
          expected.merge(shown, new BigDecimal(row.get("EffectiveCost")), BigDecimal::add);
        });
    expected.replaceAll((group, value) -> value.stripTrailingZeros());
    assertThat(ExportRows.of(answer)).isEqualTo(expected);
    for (String currency : List.of("EUR", "USD")) {
      List<BigDecimal> inCurrency =
          groups.entrySet().stream().filter(e -> currency.equals(e.getKey().get(1))).map(Map.Entry::getValue)
              .sorted(Comparator.reverseOrder()).toList();
      List<BigDecimal> keptHere =
          groups.entrySet().stream().filter(e -> currency.equals(e.getKey().get(1)) && kept.contains(e.getKey()))
              .map(Map.Entry::getValue).sorted(Comparator.reverseOrder()).toList();
      assertThat(keptHere).isEqualTo(inCurrency.subList(0, keptHere.size()));
    }
    assertThat(kept).hasSizeBetween(3, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aComparisonStandsBesideTheSameGroupsOfThePeriodBefore(int top) {
    // when
    CostResult answer =
        acme.costs(
            CostQuery.of(Metric.BILLED_COST, Period.month(NOVEMBER)).by("ServiceName").top(top)
                .compare(CostQuery.Comparison.PREVIOUS));

    // then
    Map<List<@Nullable String>, BigDecimal> before =
        rows.between(OCTOBER.atDay(1), NOVEMBER.atDay(1)).sum("BilledCost", column("ServiceName"), column("BillingCurrency"));
    Map<List<@Nullable String>, BigDecimal> now =
        rows.between(NOVEMBER.atDay(1), NOVEMBER.plusMonths(1).atDay(1))
            .sum("BilledCost", column("ServiceName"), column("BillingCurrency"));
    for (CostRow row : answer.rows()) {
      if (!row.keys().equals(List.of(CostQuery.OTHER))) {
        List<@Nullable String> key = new ArrayList<>(row.keys());
        key.add(row.unit());
        assertThat(row.value()).as("%s", key).isEqualByComparingTo(now.getOrDefault(key, BigDecimal.ZERO));
        assertThat(row.compared()).as("%s", key).isEqualByComparingTo(before.getOrDefault(key, BigDecimal.ZERO));
      }
    }
    for (String currency : List.of("EUR", "USD")) {
      CostResult.Total total =
          answer.totals().stream().filter(t -> currency.equals(t.unit())).findFirst().orElseThrow();
      assertThat(total.value()).isEqualByComparingTo(sum(now, currency));
      assertThat(total.compared()).isEqualByComparingTo(sum(before, currency));
    }
  }

  @Test
  void aComparisonByDayStandsBesideTheDayAsManyDaysBefore() {
    // given
    Period week = new Period(LocalDate.of(2025, 11, 8), LocalDate.of(2025, 11, 15));

    // when
    CostResult answer =
        acme.costs(
            CostQuery.of(Metric.BILLED_COST, week).granularity(Granularity.DAY).compare(CostQuery.Comparison.PREVIOUS));

    // then
    Map<List<@Nullable String>, BigDecimal> byDay =
        rows.sum("BilledCost", row -> ExportRows.day(row).toString(), column("BillingCurrency"));
    assertThat(answer.rows()).hasSize(14);
    for (CostRow row : answer.rows()) {
      assertThat(row.value()).isEqualByComparingTo(byDay.get(List.of(row.start().toString(), row.unit())));
      assertThat(row.compared())
          .isEqualByComparingTo(byDay.get(List.of(row.start().minusDays(7).toString(), row.unit())));
    }
  }

  @Test
  void sqlOverTheExportAndOverTheRollupGivesTheSameSums() {
    // when
    List<List<@Nullable Object>> export =
        acme.sql("SELECT BillingCurrency, SUM(BilledCost), COUNT(*) FROM focus GROUP BY 1 ORDER BY 1", SqlLimits.DEFAULT)
            .rows();
    List<List<@Nullable Object>> rollup =
        acme.sql("SELECT BillingCurrency, SUM(BilledCost), SUM(x_Rows) FROM rollup GROUP BY 1 ORDER BY 1", SqlLimits.DEFAULT)
            .rows();

    // then
    Map<List<@Nullable String>, BigDecimal> sums = rows.sum("BilledCost", column("BillingCurrency"));
    for (List<List<@Nullable Object>> answer : List.of(export, rollup)) {
      assertThat(answer).hasSize(2);
      for (List<@Nullable Object> row : answer) {
        String currency = (String) row.get(0);
        assertThat(new BigDecimal(row.get(1).toString())).isEqualByComparingTo(sums.get(List.of(currency)));
        assertThat(new BigDecimal(row.get(2).toString()))
            .isEqualByComparingTo(
                BigDecimal.valueOf(rows.where(r -> r.get("BillingCurrency").equals(currency)).rows().size()));
      }
    }
  }

  @Test
  void aRenamedColumnIsAskedByItsOldAndItsNewNameOnBothVersions() {
    // given: the one version names the invoice x_InvoiceId, the other InvoiceId
    host.createOrganisation("both", "westeurope", Plan.CONTROL, null, Hosts.ANN);
    Organisation both = host.organisation("both", Hosts.ANN);
    Map<List<@Nullable String>, BigDecimal> expected = new HashMap<>();
    for (FocusVersion version : List.of(FocusVersion.V1_0, FocusVersion.V1_2_PREVIEW)) {
      String invoice = version == FocusVersion.V1_0 ? "x_InvoiceId" : "InvoiceId";
      Generated generated =
          ExportGenerator.generate(
              GeneratorSpec.builder(TODAY).seed(version.ordinal()).months(2).rowsPerMonth(200).version(version)
                  .layout(RunLayout.overwriting().exportName("export-" + version.ordinal()))
                  .accounts(new BillingAccount("Account " + version.text(), "EUR")).build(),
              folder.resolve("version-" + version.ordinal()));
      ExportRows exported = ExportRows.of(generated.winners());
      assertThat(exported.rows().get(0)).containsKey(invoice);
      exported.sum("BilledCost", column(invoice), column("BillingCurrency"))
          .forEach((key, value) -> expected.merge(key, value, BigDecimal::add));
      both.connect(Hosts.connection("v" + version.ordinal(), generated.folder()));
    }
    expected.replaceAll((key, value) -> value.stripTrailingZeros());
    Hosts.collect(both);

    // when, then
    assertThat(expected).hasSizeGreaterThan(1);
    assertThat(ExportRows.of(both.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("x_InvoiceId")))).isEqualTo(expected);
    assertThat(ExportRows.of(both.costs(CostQuery.of(Metric.BILLED_COST, ALL).by("InvoiceId")))).isEqualTo(expected);
    List<String> known =
        expected.keySet().stream().filter(key -> key.get(0) != null).map(key -> key.get(0)).sorted().toList();
    assertThat(
            ExportRows.of(
                both.costs(
                    CostQuery.of(Metric.BILLED_COST, ALL)
                        .where(FilterParser.parse("x_InvoiceId = '" + known.get(0) + "'")))))
        .isEqualTo(Map.of(List.of("EUR"), expected.get(List.of(known.get(0), "EUR"))));
  }

  private static BigDecimal sum(Map<List<@Nullable String>, BigDecimal> groups, String currency) {
    return groups.entrySet().stream()
        .filter(e -> currency.equals(e.getKey().get(e.getKey().size() - 1)))
        .map(Map.Entry::getValue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
