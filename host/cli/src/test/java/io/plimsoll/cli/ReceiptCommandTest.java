package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.ReceiptDiff;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.export.PartReport.Example;
import io.plimsoll.api.focus.DataQualityCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceiptCommandTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  static Receipt receipt(String total) {
    return new Receipt(
        CollectCommandTest.run(10, Run.State.PUBLISHED, "", ""),
        List.of(new Receipt.Part("part_0_0001.csv.gz", 1_234_567, "etag-1", 40_233)),
        1_234_567,
        40_233,
        List.of(new MetricTotal(Metric.BILLED_COST, "EUR", new BigDecimal(total))),
        true,
        Map.of(DataQualityCode.EMPTY_TEXT_AS_NULL, 1_200L),
        List.of(
            new Receipt.PartExample(
                "part_0_0001.csv.gz", new Example(DataQualityCode.EMPTY_TEXT_AS_NULL, 7, "RegionId", ""))),
        Map.of("BilledCost", "BilledCost"),
        List.of("x_New"),
        Desk.NOW,
        Duration.ofMillis(1_250));
  }

  @Test
  void aReceiptShowsItsTotalsToTheLastDigit() {
    acme.receipts.add(receipt("1020.8918475604496506225574325494"));

    assertThat(desk.type("receipt acme 2025-10")).isZero();

    assertThat(desk.out)
        .contains("Receipt of 2025-10: costs-daily, run run-10")
        .contains("Totals, exact:")
        .contains("BilledCost  1,020.8918475604496506225574325494  EUR")
        .contains("40,233 rows in 1 part, 1.2 MB, in 1.3 s")
        .contains("1,200 empty text read as null (EMPTY_TEXT_AS_NULL)")
        .contains("unknown: x_New");
  }

  @Test
  void jsonCarriesTheProof() {
    acme.receipts.add(receipt("20.89"));

    desk.type("receipt acme 2025-10 --format json");

    assertThat(desk.out)
        .startsWith("{\"period\":\"2025-10\",\"receipts\":[{\"run\":{")
        .contains("\"etag\":\"etag-1\"")
        .contains("\"totals\":[{\"metric\":\"BilledCost\",\"currency\":\"EUR\",\"value\":\"20.89\"}]")
        .contains("\"repaired\":{\"EMPTY_TEXT_AS_NULL\":1200}");
  }

  @Test
  void aDifferenceIsExplained() {
    acme.diff =
        new ReceiptDiff(
            receipt("20"),
            receipt("25"),
            List.of(new ReceiptDiff.Total("BilledCost", "EUR", new BigDecimal("20"), new BigDecimal("25"))),
            List.of(new ReceiptDiff.Day(LocalDate.of(2025, 10, 3), "BilledCost", "EUR", BigDecimal.ONE, BigDecimal.TEN)),
            List.of(new ReceiptDiff.Service(null, "BilledCost", "EUR", BigDecimal.ZERO, new BigDecimal("-4"))),
            List.of("One more part was read."),
            "October 2025 changed by +5.00 EUR in 1 service between run one and run two.");

    desk.type("receipt acme 2025-10 --diff one two");

    assertThat(acme.acts).containsExactly("diff one two");
    assertThat(desk.out).contains("+5.00").contains("2025-10-03").contains("(none)").contains("One more part was read.")
        .contains("October 2025 changed by +5.00 EUR in 1 service between run one and run two.");
  }

  @Test
  void aPeriodIsAMonth() {
    assertThat(desk.type("receipt acme October")).isEqualTo(2);
    assertThat(desk.err).contains("'October' is not a month, written as 2025-10");
  }

  @Test
  void aDifferenceNeedsTwoRuns() {
    assertThat(desk.type("receipt acme 2025-10 --diff one")).isEqualTo(2);
  }
}
