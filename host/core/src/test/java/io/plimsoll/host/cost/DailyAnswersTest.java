package io.plimsoll.host.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailyCostEngine;
import io.plimsoll.api.engine.DailySums;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DailyAnswersTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final CostQuery QUESTION =
      CostQuery.of(Metric.EFFECTIVE_COST, new Period(FIRST, FIRST.plusDays(10))).by("ServiceName", "SubAccountName").top(3);

  private static CostRow row(int day, String service, String account, String unit, String value) {
    return new CostRow(FIRST.plusDays(day), Arrays.asList(service, account), unit, new BigDecimal(value), null);
  }

  @Test
  void anEngineThatAnswersRowsAloneSaysTheSameInColumns() {
    // given: sums of each width and scale, groups that are alike but for a null or the currency
    List<CostRow> rows =
        List.of(
            row(0, "Compute", "a", "EUR", "12.5"), row(0, "Compute", null, "EUR", "-0.0000000000000000000000000001"),
            row(0, "Compute", "", "EUR", "0"), row(2, "Storage", "a", "EUR", "7"), row(2, "Compute", "a", "USD", "3"),
            row(2, "Compute", "a", null, "170141183460469231731687303715884105728"),
            row(2, "Compute", "a", "EUR", "-170141183460469231731687303715884105728"),
            row(3, "Compute", "a", "EUR", "9223372036854775808"), row(3, "Storage", "a", "EUR", "-9223372036854775809"));
    AtomicReference<CostQuery> asked = new AtomicReference<>();

    // when
    DailySums sums =
        RowEngine.sums(
            QUESTION,
            query -> {
              asked.set(query);
              return rows;
            });

    // then
    List<CostRow> again = new ArrayList<>();
    for (DailySums.Day day : sums.days()) {
      for (int place = 0; place < day.size(); place++) {
        DailySums.Group group = sums.groups().get(day.groups()[place]);
        again.add(new CostRow(day.day(), group.keys(), group.unit(), day.value(place).stripTrailingZeros(), null));
      }
    }
    List<CostRow> stripped =
        rows.stream().map(r -> new CostRow(r.start(), r.keys(), r.unit(), r.value().stripTrailingZeros(), null)).toList();
    assertThat(again).containsExactlyInAnyOrderElementsOf(stripped);
    assertThat(sums.groups()).doesNotHaveDuplicates().hasSize(6);
    assertThat(sums.days().get(1).beyond()).as("what takes more than 128 bits").hasSize(1);
    assertThat(asked.get().granularity()).isEqualTo(Granularity.DAY);
    assertThat(asked.get().top()).as("groups are never left out").isZero();
  }

  @Test
  void anEngineWithTheAbilityIsNotAskedForRows() {
    DailySums own =
        new DailySums(
            List.of(new DailySums.Group(List.of("Compute"), "EUR")),
            List.of(new DailySums.Day(FIRST, 2, new int[] {0}, new long[] {1250}, null, Map.of())));
    CostEngine engine =
        (CostEngine)
            Proxy.newProxyInstance(
                DailyAnswersTest.class.getClassLoader(), new Class<?>[] {DailyCostEngine.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("dailySums");
                  return own;
                });

    assertThat(DailyAnswers.of(engine, QUESTION, List.of())).isSameAs(own);
  }

  @Test
  void aSumIsItsTwoHalvesAsOneNumber() {
    BigInteger[] numbers = {
      BigInteger.ZERO, BigInteger.ONE.negate(), BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE),
      BigInteger.ONE.shiftLeft(63), BigInteger.ONE.shiftLeft(64), BigInteger.ONE.shiftLeft(64).negate(),
      BigInteger.ONE.shiftLeft(127).negate(), BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE)
    };
    for (BigInteger number : numbers) {
      DailySums.Day day =
          new DailySums.Day(
              FIRST, 5, new int[] {0}, new long[] {number.longValue()}, new long[] {number.shiftRight(64).longValue()}, Map.of());
      assertThat(day.value(0)).isEqualTo(new BigDecimal(number, 5));
    }
  }
}
