package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Period;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which services moved, and where most of it lies. */
class MoversTest {
  private static final Period NOW = new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 19));
  private static final Period BEFORE = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 19));

  private final List<Charge> charges = new ArrayList<>();
  private final List<CostQuery> asked = new ArrayList<>();

  private record Charge(Period when, @Nullable String service, @Nullable String account, @Nullable String group, String unit, BigDecimal cost) {}

  @Test
  void theLargestChangeStandsFirstWithThePlaceOfMostOfIt() {
    charge(BEFORE, "Disks", "shop", "eu", "EUR", 100);
    charge(NOW, "Disks", "shop", "eu", "EUR", 40);
    charge(BEFORE, "Machines", "shop", "eu", "EUR", 200);
    charge(NOW, "Machines", "shop", "eu", "EUR", 210);
    charge(NOW, "Machines", "shop", "us", "EUR", 500);

    assertThat(movers())
        .extracting(Movers.Mover::service, m -> m.difference().intValue(), Movers.Mover::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Machines", 510, "most of it: us in shop +500.00 EUR, new this month"),
            org.assertj.core.groups.Tuple.tuple("Disks", -60, "most of it: eu in shop -60.00 EUR (-60.0 %)"));
  }

  @Test
  void whatChangedByLessThanAUnitIsLeftOutAndNothingMoreIsAsked() {
    charge(BEFORE, "Disks", "shop", "eu", "EUR", 100);
    charge(NOW, "Disks", "shop", "eu", "EUR", 100);

    assertThat(movers()).isEmpty();
    assertThat(asked).hasSize(2);
  }

  @Test
  void currenciesAreNotAddedAndChargesWithoutAServiceAreOne() {
    charge(NOW, null, null, null, "EUR", 30);
    charge(NOW, "Disks", "shop", "eu", "EUR", 20);
    charge(NOW, "Disks", "shop", "eu", "USD", 10);

    assertThat(movers())
        .extracting(m -> m.service() + " " + m.now() + " " + m.unit())
        .containsExactly("null 30 EUR", "Disks 20 EUR", "Disks 10 USD");
    assertThat(movers().get(0).reason()).isEmpty();
  }

  @Test
  void onlyThePlacesOfTheSixThatAreShownAreAskedFor() {
    for (int i = 1; i <= 8; i++) {
      charge(NOW, "Service " + i, "shop", "eu", "EUR", 10 * i);
    }

    assertThat(movers()).extracting(Movers.Mover::service)
        .containsExactly("Service 8", "Service 7", "Service 6", "Service 5", "Service 4", "Service 3");
    assertThat(asked.get(2).filter()).isInstanceOfSatisfying(
        Filter.In.class, in -> assertThat(in.values()).hasSize(6).doesNotContain("Service 1", "Service 2"));
  }

  private void charge(Period when, @Nullable String service, @Nullable String account, @Nullable String group, String unit, int cost) {
    charges.add(new Charge(when, service, account, group, unit, BigDecimal.valueOf(cost)));
  }

  private List<Movers.Mover> movers() {
    CostResult none = new CostResult(CostQuery.of(io.plimsoll.api.cost.Metric.EFFECTIVE_COST, NOW), List.of(), List.of(), true, List.of(), null, CostResult.Source.ROLLUP, 0);
    MonthView month = new MonthView(new Period(NOW.from(), LocalDate.of(2026, 3, 1)), NOW, BEFORE, List.of(), none);
    return Movers.of(organisation(), month, new WorkedOut<>());
  }

  /** Answers costs of the charges alone. */
  private Organisation organisation() {
    return (Organisation)
        Proxy.newProxyInstance(
            Organisation.class.getClassLoader(), new Class<?>[] {Organisation.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("costs")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer((CostQuery) arguments[0]);
            });
  }

  private CostResult answer(CostQuery query) {
    asked.add(query);
    Map<List<@Nullable String>, BigDecimal> sums = new LinkedHashMap<>();
    for (Charge charge : charges) {
      if (charge.when().equals(query.period()) && counts(query.filter(), charge)) {
        List<@Nullable String> keys = Arrays.asList(charge.service(), charge.account(), charge.group()).subList(0, query.by().size());
        List<@Nullable String> group = new ArrayList<>(keys);
        group.add(charge.unit());
        sums.merge(group, charge.cost(), BigDecimal::add);
      }
    }
    List<CostRow> rows = new ArrayList<>();
    sums.forEach((group, cost) ->
        rows.add(new CostRow(null, group.subList(0, group.size() - 1), group.get(group.size() - 1), cost, null)));
    return new CostResult(query, rows, List.of(), true, List.of(), null, CostResult.Source.ROLLUP, charges.size());
  }

  private static boolean counts(Filter filter, Charge charge) {
    if (filter instanceof Filter.And and) {
      return and.of().stream().allMatch(f -> counts(f, charge));
    }
    if (filter instanceof Filter.Or or) {
      return or.of().stream().anyMatch(f -> counts(f, charge));
    }
    return filter instanceof Filter.In in
        ? in.values().contains(Objects.requireNonNullElse(charge.service(), ""))
        : charge.service() == null;
  }
}
