package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CostsCommandTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  @Test
  void jsonIsExactlyWhatOtherProgramsRelyOn() {
    acme.row("EUR", "1.2340", "Storage").row("EUR", "20.8918475604496506225574325494", "Virtual Machines");

    int code = desk.type("costs acme --metric BilledCost --by ServiceName --from 2025-10-01 --to 2025-11-01 --format json");

    assertThat(code).isZero();
    assertThat(desk.out)
        .isEqualTo(
            "{\"metric\":\"BilledCost\",\"from\":\"2025-10-01\",\"to\":\"2025-11-01\",\"rows\":["
                + "{\"ServiceName\":\"Storage\",\"currency\":\"EUR\",\"value\":\"1.234\"},"
                + "{\"ServiceName\":\"Virtual Machines\",\"currency\":\"EUR\",\"value\":\"20.8918475604496506225574325494\"}],"
                + "\"totals\":[{\"currency\":\"EUR\",\"value\":\"22.1258475604496506225574325494\"}],"
                + "\"complete\":true,\"missing\":[],\"asOf\":\"2025-10-15T04:00:00Z\",\"source\":\"rollup\"}"
                + System.lineSeparator());
  }

  @Test
  void jsonNamesGroupsAsTheyWereAskedForAndKeepsAnAbsentOneNull() {
    acme.rows.add(
        new CostRow(LocalDate.of(2025, 10, 1), Arrays.asList("dev", null), "EUR", new BigDecimal("0E-10"), null));

    desk.type("costs acme --metric BilledCost --by tag:env,RegionId --granularity day --compare year --format json");

    assertThat(desk.out)
        .contains(
            "{\"start\":\"2025-10-01\",\"tag:env\":\"dev\",\"RegionId\":null,\"currency\":\"EUR\",\"value\":\"0\",\"compared\":null}");
  }

  @Test
  void aQuantityHasAUnitInPlaceOfACurrency() {
    acme.row("GB", "1E+3");

    desk.type("costs acme --metric ConsumedQuantity --format json");

    assertThat(desk.out).contains("\"rows\":[{\"unit\":\"GB\",\"value\":\"1000\"}]");
  }

  @Test
  void csvHoldsExactValuesAndQuotesWhereRfc4180Does() {
    acme.row("EUR", "1.2340", "Storage, \"hot\"").row(null, "-0.000000001", new String[] {null});

    desk.type("costs acme --metric BilledCost --by ServiceName --format csv");

    assertThat(desk.out)
        .isEqualTo("ServiceName,currency,value\r\n\"Storage, \"\"hot\"\"\",EUR,1.234\r\n,,-0.000000001\r\n");
  }

  @Test
  void theTableIsAlignedRoundedAndTotalled() {
    acme.row("EUR", "12345.678", "Virtual Machines").row("EUR", "0.0001", "Bandwidth").row("USD", "7", new String[] {null});

    desk.type("costs acme --metric EffectiveCost --by ServiceName");

    assertThat(desk.out.lines())
        .containsExactly(
            "ServiceName       EffectiveCost  Currency",
            "─────────────────────────────────────────",
            "Virtual Machines      12,345.68  EUR",
            "Bandwidth                 <0.01  EUR",
            "(none)                     7.00  USD",
            "─────────────────────────────────────────",
            "Total                 12,345.68  EUR",
            "Total                      7.00  USD",
            "EffectiveCost between 2025-10-01 and 2025-10-31, as of 2025-10-15 04:00 UTC, from the rollup");
  }

  @Test
  void everyOptionBecomesPartOfTheQuestion() {
    desk.type(
        "costs acme --metric ListCost --by ServiceName,tag:env --granularity billing-period --from 2025-08-01"
            + " --to 2025-10-01 --filter 'RegionId present' --top 5 --compare previous");

    CostQuery query = acme.queries.get(0);
    assertThat(query.metric()).isEqualTo(Metric.LIST_COST);
    assertThat(query.by()).extracting(d -> d.name()).containsExactly("ServiceName", "tag:env");
    assertThat(query.granularity()).isEqualTo(Granularity.BILLING_PERIOD);
    assertThat(query.period().from()).isEqualTo("2025-08-01");
    assertThat(query.period().to()).isEqualTo("2025-10-01");
    assertThat(query.filter()).isInstanceOf(Filter.Not.class);
    assertThat(query.top()).isEqualTo(5);
    assertThat(query.compare()).isEqualTo(CostQuery.Comparison.PREVIOUS);
  }

  @Test
  void withoutDatesTheQuestionIsAboutTheCurrentMonth() {
    desk.type("costs acme --metric BilledCost");

    assertThat(acme.queries.get(0).period().from()).isEqualTo("2025-10-01");
    assertThat(acme.queries.get(0).period().to()).isEqualTo("2025-11-01");
  }

  @Test
  void anUnknownMetricIsAnsweredWithTheOnesThereAre() {
    int code = desk.type("costs acme --metric Cost");

    assertThat(code).isEqualTo(2);
    assertThat(desk.err)
        .contains("'Cost' is none of BilledCost, EffectiveCost, ListCost, ContractedCost, ConsumedQuantity.");
    assertThat(desk.out).isEmpty();
  }

  @Test
  void aFilterThatCannotBeReadSaysWhereAndHow() {
    int code = desk.type("costs acme --metric BilledCost --filter 'ServiceName is Storage'");

    assertThat(code).isEqualTo(2);
    assertThat(desk.err.lines()).hasSize(2);
    assertThat(desk.err)
        .startsWith("--filter: the filter needs =, !=, <, <=, >, >=, in, like, between, present or absent behind ServiceName")
        .contains("Write it as ServiceName = 'Storage' and tag:env in ('dev', 'test').");
  }

  @Test
  void aPeriodWithoutDaysIsRefused() {
    int code = desk.type("costs acme --metric BilledCost --from 2025-10-05 --to 2025-10-05");

    assertThat(code).isEqualTo(2);
    assertThat(desk.err).startsWith("The period from 2025-10-05 to 2025-10-05 has no days.");
  }

  @Test
  void beforeAnythingIsCollectedTheAnswerSaysWhatToDo() {
    acme.asOf = null;

    int code = desk.type("costs acme --metric BilledCost");

    assertThat(code).isZero();
    assertThat(desk.out.strip())
        .isEqualTo(
            "No costs between 2025-10-01 and 2025-10-31: nothing is collected yet. Try plimsoll collect acme.");
  }

  @Test
  void anAnswerThatIsNotCompleteSaysWhatIsMissing() {
    acme.row("EUR", "1").missing = java.util.List.of("2025-10 of costs-daily is incomplete");

    desk.type("costs acme --metric BilledCost");

    assertThat(desk.out).contains("Not complete: 2025-10 of costs-daily is incomplete");

    desk.type("costs acme --metric BilledCost --format csv");

    assertThat(desk.out).doesNotContain("Not complete");
    assertThat(desk.err).contains("Not complete: 2025-10 of costs-daily is incomplete");
  }

  @Test
  void aChangeIsShownInPerCent() {
    acme.rows.add(new CostRow(null, java.util.List.of("A"), "EUR", new BigDecimal("110"), new BigDecimal("100")));
    acme.rows.add(new CostRow(null, java.util.List.of("B"), "EUR", new BigDecimal("5"), null));

    desk.type("costs acme --metric BilledCost --by ServiceName --compare previous");

    assertThat(desk.out).contains("110.00  EUR       100.00  +10.0 %").contains("new");
  }

  @Test
  void controlCharactersInAKeyCannotReachTheTerminal() {
    acme.row("EUR", "1", "evil\u001b[2Jname\nnext");

    desk.type("costs acme --metric BilledCost --by ServiceName");

    assertThat(desk.out).doesNotContain("\u001b").contains("evil [2Jname next");
  }
}
