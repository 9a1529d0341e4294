package io.plimsoll.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusTags;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of schema, values and money really produces what it says. */
class ContentFaultTest {
  @TempDir Path folder;

  private GeneratedRun run(Fault... faults) {
    return run(Faults.of(faults));
  }

  private GeneratedRun run(Faults faults) {
    return ExportGenerator.generate(Exports.spec().faults(faults).build(), folder).newest();
  }

  private List<NamedCsvRecord> rows(Fault... faults) throws IOException {
    return Exports.rows(run(faults));
  }

  private static long count(List<NamedCsvRecord> rows, Predicate<NamedCsvRecord> matches) {
    return rows.stream().filter(matches).count();
  }

  private static Set<String> values(List<NamedCsvRecord> rows, String column) {
    return rows.stream().map(r -> r.getField(column)).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aMissingColumnIsTheOneNamed() throws IOException {
    GeneratedRun run = run(Faults.parse(List.of("missing-column=EffectiveCost")));

    assertThat(Exports.rows(run).get(0).getHeader()).contains("BilledCost").doesNotContain("EffectiveCost");
    assertThat(run.totals().by(Metric.EFFECTIVE_COST, Total::unit)).isEmpty();
    assertThat(run(Faults.parse(List.of("missing-column"))).totals().by(Metric.BILLED_COST, Total::unit)).isEmpty();
    assertThatThrownBy(() -> run(Faults.parse(List.of("missing-column=Nothing"))))
        .hasMessage("the fault missing-column names Nothing, which this version has not");
  }

  @Test
  void headersCanBeCamelCaseOrGerman() throws IOException {
    assertThat(rows(Fault.CAMEL_CASE_HEADERS).get(0).getHeader()).contains("billedCost", "x_AccountId");
    assertThat(rows(Fault.LOCALIZED_HEADERS).get(0).getHeader()).contains("Abgerechnete Kosten (BilledCost)");
    assertThat(run(Fault.LOCALIZED_HEADERS).totals().sum(Metric.BILLED_COST, "EUR")).isPositive();
  }

  @Test
  void renamedColumnsCarryTheNameOfAnotherVersion() throws IOException {
    assertThat(rows(Fault.RENAMED_COLUMNS).get(0).getHeader())
        .contains("InvoiceId", "SkuMeter", "PricingCurrency", "UsageQuantity")
        .doesNotContain("x_InvoiceId", "x_SkuMeterName", "ConsumedQuantity");
  }

  @Test
  void extraColumnsAreAdded() throws IOException {
    List<String> header = rows(Fault.EXTRA_COLUMNS).get(0).getHeader();
    assertThat(header).contains("x_TeamScore", "Sustainability Score", "x_Notes").hasSize(96 + 3);
  }

  @Test
  void aBlankColumnHasNoValue() throws IOException {
    assertThat(values(rows(Fault.BLANK_COLUMN), "CommitmentDiscountName")).containsExactly("");
  }

  @Test
  void aSecondByteOrderMarkStandsBeforeTheFirstRow() throws IOException {
    String text = Exports.text(run(Fault.DOUBLE_BOM).parts().get(0).file());

    assertThat(text).startsWith("\uFEFFBilledCost");
    assertThat(text.indexOf('\uFEFF', 1)).isEqualTo(text.indexOf('\n') + 1);
  }

  @Test
  void blankLinesStandBetweenRows() throws IOException {
    GeneratedRun run = run(Fault.BLANK_LINES);
    String text = Exports.text(run.parts().get(0).file());

    assertThat(text.split("\n\n", -1)).hasSize((int) (run.rows() / 50) + 1);
  }

  @Test
  void descriptionsHaveLineBreaksInQuotes() throws IOException {
    GeneratedRun run = run(Fault.QUOTED_NEWLINES);

    List<NamedCsvRecord> rows = Exports.rows(run);
    assertThat(rows).hasSize((int) run.rows());
    assertThat(values(rows, "ChargeDescription")).anyMatch(d -> d.endsWith("\r\nsecond line, \"quoted\"\nthird"));
  }

  @Test
  void numbersHaveAnExponentAndTheSameValue() throws IOException {
    GeneratedRun run = run(Fault.EXPONENT_NUMBERS);

    List<NamedCsvRecord> rows = Exports.rows(run);
    assertThat(values(rows, "ListUnitPrice")).anyMatch(n -> n.matches("-?\\d(\\.\\d+)?E[-+]\\d+"));
    assertThat(values(rows, "BilledCost")).anyMatch(n -> n.matches("-?\\d\\.\\d+E-\\d+"));
    assertThat(Exports.sums(run.totals(), Metric.BILLED_COST).values().stream().reduce(BigDecimal::add).get())
        .isEqualByComparingTo(
            Exports.sums(rows, Metric.BILLED_COST).values().stream().reduce(BigDecimal::add).get());
  }

  @Test
  void wideNumbersHave48Digits() throws IOException {
    GeneratedRun run = run(Fault.WIDE_NUMBERS);

    List<NamedCsvRecord> rows = Exports.rows(run);
    assertThat(values(rows, "BilledCost")).anyMatch(n -> n.matches("\\d{20}\\.\\d{28}"));
    assertThat(Exports.sums(run.totals(), Metric.BILLED_COST)).isEqualTo(Exports.sums(rows, Metric.BILLED_COST));
  }

  @Test
  void costsCanBeAsCoarseAsADoubleOrAnInteger() throws IOException {
    GeneratedRun doubles = run(Fault.DOUBLE_COSTS);
    List<NamedCsvRecord> rows = Exports.rows(doubles);
    assertThat(values(rows, "BilledCost")).allMatch(n -> new BigDecimal(Double.toString(Double.parseDouble(n)))
        .compareTo(new BigDecimal(n)) == 0);
    assertThat(Exports.sums(doubles.totals(), Metric.LIST_COST)).isEqualTo(Exports.sums(rows, Metric.LIST_COST));

    GeneratedRun whole = run(Fault.INT_COSTS);
    rows = Exports.rows(whole);
    assertThat(values(rows, "EffectiveCost")).allMatch(n -> n.matches("-?\\d+"));
    assertThat(Exports.sums(whole.totals(), Metric.LIST_COST)).isEqualTo(Exports.sums(rows, Metric.LIST_COST));
  }

  @Test
  void datesCanNameTheSameInstantElsewhere() throws IOException {
    Set<String> dates = values(rows(Fault.OFFSET_DATES), "BillingPeriodStart");

    assertThat(dates).containsExactly("2026-03-01T02:00:00+02:00");
    assertThat(OffsetDateTime.parse(dates.iterator().next()).toInstant()).isEqualTo("2026-03-01T00:00:00Z");
  }

  @Test
  void datesCanBeAmerican() throws IOException {
    assertThat(values(rows(Fault.US_DATES), "BillingPeriodStart")).containsExactly("03/01/2026");
  }

  @Test
  void nullTextsCanBeQuotedEmptyTextsOrTheWordNull() throws IOException {
    String text = Exports.text(run(Fault.EMPTY_TEXT).parts().get(0).file());
    assertThat(text).contains(",\"\",\"\",");
    List<NamedCsvRecord> rows = rows(Fault.NULL_WORD);
    assertThat(values(rows, "ChargeClass")).contains("NULL").doesNotContain("");
    assertThat(values(rows, "ConsumedQuantity")).doesNotContain("NULL");
  }

  @Test
  void zeroCanStandForNull() throws IOException {
    List<NamedCsvRecord> rows = rows(Fault.ZERO_FOR_NULL);

    assertThat(values(rows, "ListUnitPrice")).contains("0").doesNotContain("");
    assertThat(values(rows, "CommitmentDiscountId")).contains("0").doesNotContain("");
  }

  @Test
  void mandatoryValuesCanBeMissingAndTotalsKnow() throws IOException {
    GeneratedRun run = run(Fault.MISSING_VALUES);

    List<NamedCsvRecord> rows = Exports.rows(run);
    for (String column : List.of("PublisherName", "ServiceName", "SkuId")) {
      assertThat(count(rows, r -> r.getField(column).isEmpty())).as(column).isBetween(1L, (long) rows.size() - 1);
    }
    assertThat(Exports.sums(run.totals(), Metric.BILLED_COST)).isEqualTo(Exports.sums(rows, Metric.BILLED_COST));
  }

  @Test
  void someRowsHaveNoBillingAccount() throws IOException {
    List<NamedCsvRecord> rows = rows(Fault.NULL_BILLING_ACCOUNT);

    assertThat(count(rows, r -> r.getField("BillingAccountId").isEmpty())).isBetween(1L, (long) rows.size() - 1);
  }

  @Test
  void aResourceIdComesInTwoCasings() throws IOException {
    Map<String, Set<String>> casings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (NamedCsvRecord row : rows(Fault.RESOURCE_ID_CASE)) {
      casings.computeIfAbsent(row.getField("ResourceId"), id -> new TreeSet<>()).add(row.getField("ResourceId"));
    }

    assertThat(casings.values()).anyMatch(c -> c.size() == 2).allMatch(c -> c.size() <= 2);
  }

  @Test
  void termsCanBeOdd() throws IOException {
    assertThat(values(rows(Fault.ODD_TERMS), "x_SkuTerm")).containsExactly("", "1Year");
    List<NamedCsvRecord> many = Exports.rows(ExportGenerator.generate(
        Exports.spec().rowsPerMonth(6_000).commitments(4).faults(Fault.ODD_TERMS).build(), folder).newest());
    assertThat(values(many, "x_SkuTerm")).containsExactly("", "1Year", "P10Y");
  }

  @Test
  void oneExportCanMixCurrencies() throws IOException {
    GeneratedRun run = run(Fault.MIXED_CURRENCY);

    assertThat(values(Exports.rows(run), "BillingCurrency")).containsExactly("EUR", "USD");
    assertThat(run.totals().by(Metric.BILLED_COST, Total::unit)).containsOnlyKeys("EUR", "USD");
    assertThat(Exports.sums(run.totals(), Metric.BILLED_COST))
        .isEqualTo(Exports.sums(Exports.rows(run), Metric.BILLED_COST));
  }

  @Test
  void theExchangeRateCanBeUnknown() throws IOException {
    List<NamedCsvRecord> rows = rows(Fault.NO_EXCHANGE_RATE);

    assertThat(values(rows, "x_BillingExchangeRate")).containsExactly("");
    assertThat(values(rows, "x_PricingCurrency")).containsExactly("GBP");
  }

  @Test
  void tagsCanBeWhatReadersMeet() throws IOException {
    assertThat(problems(Fault.TAGS_WITHOUT_BRACES)).containsOnlyKeys("TAGS_WITHOUT_BRACES");
    assertThat(problems(Fault.TAGS_MALFORMED)).containsOnlyKeys("", "TAGS_MALFORMED");
    assertThat(problems(Fault.TAGS_DUPLICATE_KEY)).containsOnlyKeys("", "TAGS_DUPLICATE_KEY");
    assertThat(values(rows(Fault.TAGS_EMPTY_OBJECT), "Tags")).contains("{}").doesNotContain("");
    assertThat(values(rows(Fault.TAGS_MALFORMED), "Tags")).anyMatch(t -> t.endsWith(":"));
  }

  private Map<String, Long> problems(Fault fault) throws IOException {
    return rows(fault).stream().map(r -> r.getField("Tags")).filter(t -> !t.isEmpty())
        .collect(Collectors.groupingBy(
            t -> FocusTags.parse(t).problem().map(DataQualityCode::name).orElse(""), Collectors.counting()));
  }

  @Test
  void commitmentFeesCanCountTwiceOrNotAtAll() throws IOException {
    assertThat(fees(List.of()).stream().map(r -> r.getField("EffectiveCost"))).containsOnly("0");
    assertThat(fees(List.of(Fault.PURCHASE_EFFECTIVE_COST)))
        .allMatch(r -> r.getField("EffectiveCost").equals(r.getField("BilledCost")) && !isZero(r, "BilledCost"));
    assertThat(fees(List.of(Fault.PURCHASE_LIST_COST)))
        .allMatch(r -> r.getField("ListCost").equals(r.getField("BilledCost")) && !isZero(r, "ContractedCost"));
    assertThat(fees(List.of(Fault.ZERO_PURCHASE_COST))).allMatch(r -> isZero(r, "BilledCost"));
  }

  private static boolean isZero(NamedCsvRecord row, String column) {
    return new BigDecimal(row.getField(column)).signum() == 0;
  }

  private List<NamedCsvRecord> fees(List<Fault> faults) throws IOException {
    List<NamedCsvRecord> fees = rows(faults.toArray(new Fault[0])).stream()
        .filter(r -> r.getField("ChargeCategory").equals("Purchase") && !r.getField("CommitmentDiscountId").isEmpty())
        .toList();
    assertThat(fees).isNotEmpty();
    return fees;
  }

  @Test
  void someRowsStandTwice() throws IOException {
    List<NamedCsvRecord> sound = rows();
    List<NamedCsvRecord> repeated = rows(Fault.REPEATED_ROWS);

    assertThat(repeated.size() - sound.size()).isBetween(5, 40);
    Set<String> lines = repeated.stream().map(r -> r.getFields().toString()).collect(Collectors.toSet());
    assertThat(lines.size()).isEqualTo(sound.size());
  }

  @Test
  void aVersionKeepsItsNamesWhenValuesAreFaulty() throws IOException {
    Generated generated = ExportGenerator.generate(
        Exports.spec().version(FocusVersion.V1_0_PREVIEW).faults(Fault.EMPTY_TEXT).build(), folder);

    assertThat(generated.newest().totals().sum(Metric.CONTRACTED_COST, "EUR")).isPositive();
    byte[] bytes = Exports.open(generated.newest().parts().get(0).file()).readAllBytes();
    assertThat(Exports.records(new ByteArrayInputStream(bytes, 3, bytes.length - 3)).get(0).getHeader())
        .contains("x_OnDemandCost", "UsageQuantity");
  }
}
