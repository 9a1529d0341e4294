package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What users of cost tools report, row by row: T1 to T51 as far as they concern files, schema, money or time.
 * Each export is generated with the fault, collected by a real host and asked for its exact totals.
 */
class FieldFailuresTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2027, 1, 1));
  private static final Caller TESTER = Caller.system("field-failures");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path home;
  @TempDir Path folder;
  private static Plimsoll plimsoll;
  private Path exports;

  @BeforeEach
  void nameTheExports() {
    exports = folder.resolve("exports");
  }

  @BeforeAll
  static void start() {
    plimsoll = Plimsoll.builder().home(home).bundles(Path.of(System.getProperty("plimsoll.bundles"))).build();
  }

  @AfterAll
  static void stop() {
    plimsoll.close();
  }

  /** What came of an export. */
  private record Outcome(Generated made, Organisation organisation, List<Run> runs) {
    Run only(Run.State state) {
      List<Run> found = runs.stream().filter(r -> r.state() == state).toList();
      assertThat(found).as("runs in state %s of %s", state, runs).isNotEmpty();
      return found.get(0);
    }

    long repaired(DataQualityCode code) {
      Set<YearMonth> months = new TreeSet<>();
      runs.stream().filter(r -> r.state() == Run.State.PUBLISHED).forEach(r -> months.add(YearMonth.from(r.period())));
      return months.stream()
          .flatMap(m -> organisation.receipts(m).stream())
          .mapToLong(r -> r.repaired().getOrDefault(code, 0L))
          .sum();
    }

    /** Every metric's total, to the last digit, is what the generator wrote. */
    Outcome hasExactTotals() {
      for (Metric metric : List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST, Metric.LIST_COST, Metric.CONTRACTED_COST)) {
        CostResult result = organisation.costs(CostQuery.of(metric, ALL));
        Set<String> currencies = new TreeSet<>();
        made.totals().all().stream().filter(t -> t.metric() == metric && t.amount().signum() != 0).forEach(t -> currencies.add(t.unit()));
        for (String currency : currencies) {
          BigDecimal found =
              result.totals().stream().filter(t -> currency.equals(t.unit())).map(CostResult.Total::value).findFirst().orElse(BigDecimal.ZERO);
          assertThat(found).as("%s in %s", metric, currency).isEqualByComparingTo(made.totals().sum(metric, currency));
        }
      }
      return this;
    }
  }

  private GeneratorSpec.Builder spec(Fault... faults) {
    return GeneratorSpec.builder(TODAY).seed(7).months(2).rowsPerMonth(300).partsPerRun(2).faults(faults);
  }

  private Outcome collect(GeneratorSpec.Builder spec) {
    return collect(spec, Layout.AZURE, Map.of());
  }

  private Outcome collect(GeneratorSpec.Builder spec, Layout layout, Map<String, String> settings) {
    Generated made = ExportGenerator.generate(spec.build(), exports);
    String name = "org-" + NUMBER.incrementAndGet();
    plimsoll.createOrganisation(name, "westeurope", Plan.ENTERPRISE, null, TESTER);
    Organisation organisation = plimsoll.organisation(name, TESTER);
    organisation.connect(new Connection("exports", exports.toUri(), layout, "none", settings));
    return new Outcome(made, organisation, organisation.collect(CollectRequest.all()).await().runs());
  }

  @ParameterizedTest
  @EnumSource(FocusVersion.class)
  void t13t14EveryVersionIsReadToTheLastDigit(FocusVersion version) {
    for (ExportFormat format : ExportFormat.values()) {
      exports = exports.resolveSibling(exports.getFileName() + format.text());
      Outcome outcome = collect(spec().version(version).format(format));

      outcome.hasExactTotals();
      assertThat(outcome.runs()).extracting(Run::state).containsOnly(Run.State.PUBLISHED);
      assertThat(outcome.runs()).extracting(Run::focusVersion).containsOnly(version.text());
    }
  }

  @Test
  void t1AOneTimeExportBesideTheDailyOneIsRefusedUntilOneIsChosen() {
    Outcome refused = collect(spec(Fault.ONE_TIME_EXPORT));

    Run run = refused.only(Run.State.AMBIGUOUS);
    assertThat(run.message()).contains("cover the same scope").contains("would count every cost twice");
    assertThat(run.advice()).contains("--set export=");

    String daily = refused.made().exports().get(0);
    Organisation again = plimsoll.organisation("org-" + NUMBER.get(), TESTER);
    assertThat(again.runs()).isNotEmpty();
    plimsoll.createOrganisation("org-chosen", "westeurope", Plan.ENTERPRISE, null, TESTER);
    Organisation chosen = plimsoll.organisation("org-chosen", TESTER);
    chosen.connect(new Connection("exports", exports.toUri(), Layout.AZURE, "none", Map.of("export", daily)));
    List<Run> runs = chosen.collect(CollectRequest.all()).await().runs();
    new Outcome(refused.made(), chosen, runs).hasExactTotals();
  }

  @Test
  void t2ASecondExportOfTheSameScopeIsRefused() {
    assertThat(collect(spec(Fault.DUPLICATE_EXPORT)).only(Run.State.AMBIGUOUS).message()).contains("cover the same scope");
  }

  @Test
  void t2TwoVersionsOfOneScopeAreRefused() {
    assertThat(collect(spec(Fault.TWO_VERSIONS)).only(Run.State.AMBIGUOUS).message()).contains("cover the same scope");
  }

  @Test
  void t3RunsInFoldersOfTwoDepthsAreOneExport() {
    collect(spec(Fault.MIXED_DEPTH).layout(RunLayout.appending(2))).hasExactTotals();
  }

  @Test
  void t4AMissingPartIsNamedAndNothingOfItsRunIsShown() {
    Outcome outcome = collect(spec(Fault.MISSING_PART)).hasExactTotals();

    assertThat(outcome.only(Run.State.INCOMPLETE).message()).contains("is missing").contains("it was not published");
  }

  @Test
  void t4AShortPartIsNamedWithItsLength() {
    Outcome outcome = collect(spec(Fault.SHORT_PART)).hasExactTotals();

    assertThat(outcome.only(Run.State.INCOMPLETE).message()).contains("bytes where the manifest says");
  }

  @Test
  void t4AZeroByteManifestIsSaidAndTriedAgain() {
    Outcome outcome = collect(spec(Fault.ZERO_BYTE_MANIFEST)).hasExactTotals();

    assertThat(outcome.only(Run.State.INCOMPLETE).message()).contains("is empty, so its run is not complete");
  }

  @Test
  void t4AManifestThatIsNotJsonIsNamed() {
    assertThat(collect(spec(Fault.BAD_MANIFEST)).hasExactTotals().only(Run.State.QUARANTINED).message()).contains("is not JSON");
  }

  @Test
  void t4OddPartNamesDoNotLoseData() {
    collect(spec(Fault.ODD_PART_NAMES)).hasExactTotals();
  }

  @Test
  void t4t27APartWithoutRowsIsNoProblem() {
    for (ExportFormat format : ExportFormat.values()) {
      exports = exports.resolveSibling(exports.getFileName() + format.text());
      collect(spec(Fault.EMPTY_PART).format(format)).hasExactTotals();
    }
  }

  @Test
  void t5t6OfRunsThatEachHoldTheMonthTheNewestCountsAlone() {
    Outcome outcome = collect(spec(Fault.SUPERSEDED_RUNS)).hasExactTotals();

    assertThat(outcome.only(Run.State.SUPERSEDED).message()).contains("took its place");
  }

  @Test
  void t6t41t46AMonthExportedAgainShowsItsNewNumbers() {
    collect(spec(Fault.RESTATED_MONTH)).hasExactTotals();
  }

  @Test
  void t41LateChargesComeWithTheLaterRun() {
    collect(spec(Fault.LATE_DATA)).hasExactTotals();
  }

  @Test
  void t7AManifestWithAnUnderscoreIsRead() {
    collect(spec(Fault.UNDERSCORE_MANIFEST)).hasExactTotals();
  }

  @Test
  void t2AManifestWithoutCountsIsRead() {
    collect(spec(Fault.OLD_MANIFEST)).hasExactTotals();
  }

  @Test
  void t8PartsWithoutAManifestAreARunInProgress() {
    Outcome outcome = collect(spec(Fault.NO_MANIFEST).months(1));

    assertThat(outcome.runs()).isEmpty();
    assertThat(outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL)).missing()).contains("nothing is published yet");
  }

  @Test
  void t8LooseFilesAreReadWhenTheConnectionSaysSo() {
    collect(spec().layout(RunLayout.loose()), Layout.LOOSE, Map.of()).hasExactTotals();
  }

  @Test
  void t9t1AnExportOfTwoMonthsInOneRunIsRefusedBesideTheDailyOne() {
    assertThat(collect(spec(Fault.MULTI_MONTH_EXPORT)).only(Run.State.AMBIGUOUS).message()).contains("cover the same scope");
  }

  @Test
  void t10AManifestWhosePartsLieElsewhereIsIncomplete() {
    assertThat(collect(spec(Fault.FOREIGN_MANIFEST)).only(Run.State.INCOMPLETE).message()).contains("is missing");
  }

  @Test
  void t11FoldersOfAnotherProviderAreReadAsLooseFiles() {
    collect(spec(Fault.HIVE_FOLDERS), Layout.LOOSE, Map.of()).hasExactTotals();
  }

  @Test
  void t13AnUnknownVersionIsNamedWithWhatToDo() {
    Run run = collect(spec(Fault.UNKNOWN_VERSION)).hasExactTotals().only(Run.State.QUARANTINED);

    assertThat(run.message()).contains("dataset version '9.9', which is not known");
    assertThat(run.advice()).contains("--set focus.version=VERSION");
  }

  @Test
  void t13ColumnsNobodyKnowsStayReachable() {
    Outcome outcome = collect(spec(Fault.EXTRA_COLUMNS)).hasExactTotals();
    Receipt receipt = outcome.organisation().receipts(YearMonth.of(2026, 2)).get(0);

    assertThat(receipt.unknownColumns()).hasSize(3);
    CostResult byUnknown =
        outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL).by(receipt.unknownColumns().get(0)));
    assertThat(byUnknown.source()).isEqualTo(CostResult.Source.EXPORT);
    assertThat(byUnknown.totals().get(0).value()).isEqualByComparingTo(outcome.made().totals().sum(Metric.BILLED_COST, "EUR"));
  }

  @Test
  void t15AnotherKindOfExportIsNamedAndLeftAlone() {
    assertThat(collect(spec(Fault.NOT_FOCUS)).hasExactTotals().only(Run.State.QUARANTINED).message())
        .contains("is of type ActualCost, not FOCUS");
  }

  @Test
  void t16ColumnsUnderAnotherVersionsNamesAreRead() {
    assertThat(collect(spec(Fault.RENAMED_COLUMNS)).hasExactTotals().repaired(DataQualityCode.COLUMN_RENAMED)).isPositive();
  }

  @Test
  void t17EmptyTextIsNull() {
    Outcome outcome = collect(spec(Fault.EMPTY_TEXT).format(ExportFormat.PARQUET)).hasExactTotals();

    assertThat(outcome.repaired(DataQualityCode.EMPTY_TEXT_AS_NULL)).isPositive();
  }

  @Test
  void t17TheWordNullIsNull() {
    assertThat(collect(spec(Fault.NULL_WORD)).hasExactTotals().repaired(DataQualityCode.NULL_WORD_AS_NULL)).isPositive();
  }

  @Test
  void t17ZeroForNullAndMissingNamesChangeNoTotal() {
    collect(spec(Fault.ZERO_FOR_NULL)).hasExactTotals();
    exports = exports.resolveSibling(exports.getFileName() + "missing");
    assertThat(collect(spec(Fault.MISSING_VALUES)).hasExactTotals().repaired(DataQualityCode.VALUE_MISSING)).isPositive();
  }

  @Test
  void t18LocalisedHeadersAreReadByTheNameBehindThem() {
    collect(spec(Fault.LOCALIZED_HEADERS)).hasExactTotals();
  }

  @Test
  void t19DatesInAmericanOrderAreRefusedWithTheirRow() {
    Run run = collect(spec(Fault.US_DATES)).only(Run.State.QUARANTINED);

    assertThat(run.message()).containsIgnoringCase("row").contains("/");
  }

  @Test
  void t20CamelCaseHeadersAreRead() {
    collect(spec(Fault.CAMEL_CASE_HEADERS)).hasExactTotals();
  }

  @Test
  void t21AMissingMandatoryColumnIsNamed() {
    Outcome outcome = collect(spec().faults(Faults.parse(List.of("missing-column=EffectiveCost"))));

    assertThat(outcome.only(Run.State.QUARANTINED).message()).contains("lacks the mandatory column EffectiveCost");
    assertThat(outcome.organisation().costs(CostQuery.of(Metric.EFFECTIVE_COST, ALL)).rows()).isEmpty();
  }

  @Test
  void t22TagsWithoutBracesAreRead() {
    Outcome outcome = collect(spec(Fault.TAGS_WITHOUT_BRACES)).hasExactTotals();

    assertThat(outcome.repaired(DataQualityCode.TAGS_WITHOUT_BRACES)).isPositive();
    assertThat(outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL).by("tag:env")).rows().size()).isGreaterThan(1);
  }

  @Test
  void t22MalformedTagsAreReportedByRowAndKept() {
    Outcome outcome = collect(spec(Fault.TAGS_MALFORMED)).hasExactTotals();
    Receipt receipt = outcome.organisation().receipts(YearMonth.of(2026, 2)).get(0);

    assertThat(receipt.repaired()).containsKey(DataQualityCode.TAGS_MALFORMED);
    assertThat(receipt.examples())
        .filteredOn(e -> e.example().code() == DataQualityCode.TAGS_MALFORMED)
        .allSatisfy(e -> assertThat(e.example().row()).isPositive());
  }

  @Test
  void t22LineBreaksInQuotesKeepRowsTogether() {
    collect(spec(Fault.QUOTED_NEWLINES)).hasExactTotals();
  }

  @Test
  void t23DuplicateTagKeysAndEmptyTagsAreRead() {
    assertThat(collect(spec(Fault.TAGS_DUPLICATE_KEY)).hasExactTotals().repaired(DataQualityCode.TAGS_DUPLICATE_KEY)).isPositive();
    exports = exports.resolveSibling(exports.getFileName() + "empty");
    collect(spec(Fault.TAGS_EMPTY_OBJECT)).hasExactTotals();
  }

  @Test
  void t24TagsAsAMapAreRead() {
    Outcome outcome = collect(spec(Fault.TAGS_MAP).format(ExportFormat.PARQUET)).hasExactTotals();

    assertThat(outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL).by("tag:env")).rows().size()).isGreaterThan(1);
  }

  @Test
  void t25CostsAsFloatingPointOrIntegersAreReadAndSaid() {
    Outcome doubles = collect(spec(Fault.DOUBLE_COSTS).format(ExportFormat.PARQUET)).hasExactTotals();
    assertThat(doubles.repaired(DataQualityCode.FLOATING_POINT_COST)).isPositive();
    exports = exports.resolveSibling(exports.getFileName() + "ints");
    collect(spec(Fault.INT_COSTS).format(ExportFormat.PARQUET)).hasExactTotals();
  }

  @Test
  void t26ASecondByteOrderMarkIsSkipped() {
    assertThat(collect(spec(Fault.DOUBLE_BOM)).hasExactTotals().repaired(DataQualityCode.EXTRA_BYTE_ORDER_MARK)).isPositive();
  }

  @Test
  void t27EmptyLinesAreSkippedAndCounted() {
    assertThat(collect(spec(Fault.BLANK_LINES)).hasExactTotals().repaired(DataQualityCode.BLANK_LINE)).isPositive();
  }

  @Test
  void t27ARunWithoutRowsReplacesNothing() {
    collect(spec(Fault.EMPTY_RUN)).hasExactTotals();
  }

  @Test
  void t28ACutGzipStreamIsSaidWithTheRowsReadUpToThere() {
    Run run = collect(spec(Fault.TRUNCATED_GZIP).format(ExportFormat.CSV_GZ)).hasExactTotals().only(Run.State.INCOMPLETE);

    assertThat(run.message()).contains("ends early").contains("rows");
  }

  @Test
  void t29OddTermsBecomeMonths() {
    Outcome outcome = collect(spec(Fault.ODD_TERMS).rowsPerMonth(4000)).hasExactTotals();

    assertThat(outcome.repaired(DataQualityCode.TERM_NORMALISED)).isPositive();
    assertThat(outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL).by("x_SkuTerm")).rows())
        .allSatisfy(r -> assertThat(r.keys().get(0) == null || r.keys().get(0).matches("\\d+")).isTrue());
  }

  @Test
  void t30ANullBillingAccountIsKeptAndCounted() {
    assertThat(collect(spec(Fault.NULL_BILLING_ACCOUNT)).hasExactTotals().repaired(DataQualityCode.VALUE_MISSING)).isPositive();
  }

  @Test
  void t31OneResourceIdInTwoCasingsIsOneResource() {
    Outcome outcome = collect(spec(Fault.RESOURCE_ID_CASE)).hasExactTotals();

    assertThat(outcome.repaired(DataQualityCode.RESOURCE_ID_CASE)).isPositive();
    assertThat(outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL).by("ResourceId")).rows())
        .extracting(r -> r.keys().get(0))
        .doesNotHaveDuplicates();
  }

  @Test
  void t32AColumnThatIsBlankInAllRowsIsNoProblem() {
    for (ExportFormat format : ExportFormat.values()) {
      exports = exports.resolveSibling(exports.getFileName() + format.text());
      collect(spec(Fault.BLANK_COLUMN).format(format)).hasExactTotals();
    }
  }

  @Test
  void t33TwoCurrenciesAreNeverAdded() {
    Outcome outcome = collect(spec(Fault.MIXED_CURRENCY)).hasExactTotals();

    assertThat(outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, ALL)).rows()).hasSize(2);
  }

  @Test
  void t34APricingCurrencyWithoutARateChangesNoBilledCost() {
    collect(spec(Fault.NO_EXCHANGE_RATE)).hasExactTotals();
  }

  @Test
  void t35t36t40PurchasesAreShownAsTheExportHasThemAndCanBeToldApart() {
    for (Fault fault : List.of(Fault.PURCHASE_EFFECTIVE_COST, Fault.PURCHASE_LIST_COST, Fault.ZERO_PURCHASE_COST)) {
      exports = exports.resolveSibling(exports.getFileName() + fault.text());
      Outcome outcome = collect(spec(fault).rowsPerMonth(1500)).hasExactTotals();

      assertThat(outcome.organisation().costs(CostQuery.of(Metric.EFFECTIVE_COST, ALL).by("ChargeCategory")).rows())
          .extracting(r -> r.keys().get(0))
          .contains("Purchase", "Usage");
    }
  }

  @Test
  void t37t42ChargesWithoutASubAccountAndLateCorrectionsAreKeptAndCounted() {
    Outcome outcome = collect(spec().rowsPerMonth(3000)).hasExactTotals();

    assertThat(outcome.repaired(DataQualityCode.SUB_ACCOUNT_MISSING)).isPositive();
    assertThat(outcome.repaired(DataQualityCode.CORRECTION)).isPositive();
  }

  @Test
  void t38NumbersWithExponentsAndOfManyDigitsAreExact() {
    collect(spec(Fault.EXPONENT_NUMBERS)).hasExactTotals();
    exports = exports.resolveSibling(exports.getFileName() + "wide");
    collect(spec(Fault.WIDE_NUMBERS)).hasExactTotals();
  }

  @Test
  void t39AManifestThatPromisesOtherRowsKeepsTheRunBack() {
    assertThat(collect(spec(Fault.WRONG_COUNT)).hasExactTotals().only(Run.State.INCOMPLETE).message())
        .contains("rows where the manifest says");
  }

  @Test
  void t39RowsThatStandTwiceAddUpAsTheExportHasThem() {
    collect(spec(Fault.REPEATED_ROWS)).hasExactTotals();
  }

  @Test
  void t43DatesWithAnOffsetAreTheSameUtcDay() {
    Outcome outcome = collect(spec(Fault.OFFSET_DATES)).hasExactTotals();

    assertThat(outcome.repaired(DataQualityCode.DATE_WITH_OFFSET)).isPositive();
    CostResult february =
        outcome.organisation().costs(CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.of(2026, 2))));
    assertThat(february.totals().get(0).value())
        .isEqualByComparingTo(outcome.made().totals().of(YearMonth.of(2026, 2)).sum(Metric.BILLED_COST, "EUR"));
  }

  @Test
  void t44t45EveryDayOfTheMonthIsThere() {
    Outcome outcome = collect(spec().rowsPerMonth(3000)).hasExactTotals();

    assertThat(
            outcome
                .organisation()
                .costs(
                    CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.of(2026, 2)))
                        .granularity(io.plimsoll.api.cost.Granularity.DAY))
                .rows())
        .hasSize(28);
  }

  @Test
  void t47APriceSheetBesideIsLeftAlone() {
    assertThat(collect(spec(Fault.PRICE_SHEET)).hasExactTotals().only(Run.State.QUARANTINED).message()).contains("not FOCUS");
  }
}
