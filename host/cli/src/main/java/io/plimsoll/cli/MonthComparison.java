package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Costs of a month by service against the same days of the month before.
 *
 * @param services by currency, the largest first
 */
record MonthComparison(Period now, Period before, Map<String, List<Service>> services) {
  private static final int SHOWN = 8;
  private static final int NAME_WIDTH = 28;
  private static final int FIRST_DAY_WORTH_SHOWING = 4;

  /** A service before and now. */
  record Service(String name, BigDecimal now, BigDecimal before) {
    Service plus(Service other) {
      return new Service(name, now.add(other.now), before.add(other.before));
    }
  }

  /** Asks for this month up to today; in its first days, when it has little to show, for the whole last month. */
  static MonthComparison ask(Organisation organisation, LocalDate today) {
    Period now;
    Period before;
    if (today.getDayOfMonth() < FIRST_DAY_WORTH_SHOWING) {
      now = Period.month(YearMonth.from(today).minusMonths(1));
      before = Period.month(YearMonth.from(today).minusMonths(2));
    } else {
      now = new Period(today.withDayOfMonth(1), today.plusDays(1));
      YearMonth last = YearMonth.from(today).minusMonths(1);
      int days = Math.min(today.getDayOfMonth(), last.lengthOfMonth());
      before = new Period(last.atDay(1), last.atDay(1).plusDays(days));
    }
    CostQuery query = CostQuery.of(Metric.EFFECTIVE_COST, now).by("ServiceName");
    return of(now, before, organisation.costs(query), organisation.costs(query.during(before)));
  }

  static MonthComparison of(Period now, Period before, CostResult costsNow, CostResult costsBefore) {
    Map<String, Map<String, Service>> found = new LinkedHashMap<>();
    costsNow.rows().forEach(row -> add(found, row, row.value(), BigDecimal.ZERO));
    costsBefore.rows().forEach(row -> add(found, row, BigDecimal.ZERO, row.value()));
    Map<String, List<Service>> sorted = new LinkedHashMap<>();
    found.forEach(
        (currency, services) ->
            sorted.put(
                currency, services.values().stream().sorted(Comparator.comparing(Service::now).reversed()).toList()));
    return new MonthComparison(now, before, sorted);
  }

  private static void add(Map<String, Map<String, Service>> found, CostRow row, BigDecimal now, BigDecimal before) {
    String currency = Objects.requireNonNullElse(row.unit(), "(no currency)");
    String name = Objects.requireNonNullElse(row.keys().get(0), "(no service)");
    found.computeIfAbsent(currency, c -> new LinkedHashMap<>()).merge(name, new Service(name, now, before), Service::plus);
  }

  /** A small chart for each currency. */
  void show(Page page) {
    if (services.isEmpty()) {
      page.sentence("  ", "No costs on these days.");
    }
    boolean first = true;
    for (Map.Entry<String, List<Service>> currency : services.entrySet()) {
      if (!first) {
        page.blank();
      }
      first = false;
      page.table(chart(currency.getKey(), currency.getValue(), page.terminal()));
    }
  }

  /** One chart; names are padded so that the bars of all currencies stand below each other. */
  private TextTable chart(String currency, List<Service> all, Terminal terminal) {
    int widest =
        services.values().stream()
            .flatMap(s -> s.stream().limit(SHOWN))
            .mapToInt(s -> Math.min(Plain.width(Plain.text(s.name())), NAME_WIDTH))
            .max()
            .orElse(NAME_WIDTH);
    List<Service> shown = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    all.stream()
        .skip(SHOWN)
        .map(s -> new Service("other (" + (all.size() - SHOWN) + " services)", s.now(), s.before()))
        .reduce(Service::plus)
        .ifPresent(shown::add);
    int digits = Figures.digits(shown.stream().map(Service::now).toList());
    int room = terminal.out() ? Math.min(Math.max(terminal.width() - NAME_WIDTH - 36, 8), 30) : 30;
    BigDecimal largest = shown.stream().map(Service::now).reduce(BigDecimal.ZERO, BigDecimal::max);
    TextTable table = new TextTable().indent("  ").text(currency + " ".repeat(Math.max(widest - currency.length(), 0)));
    table.text("").number("now").number("before").number("change");
    for (Service s : shown) {
      table.row(
          Plain.cut(Plain.text(s.name()), NAME_WIDTH, terminal.unicode()),
          Bar.of(s.now(), largest, room, terminal.unicode()),
          Figures.amount(s.now(), digits),
          Figures.amount(s.before(), digits),
          Figures.change(s.now(), s.before()));
    }
    Service total = all.stream().reduce(new Service("Total", BigDecimal.ZERO, BigDecimal.ZERO), Service::plus);
    table.total(
        List.of("Total", "", Figures.amount(total.now(), digits), Figures.amount(total.before(), digits),
            Figures.change(total.now(), total.before())));
    return table;
  }

  Map<String, @Nullable Object> json() {
    List<Object> rows = new ArrayList<>();
    services.forEach(
        (currency, all) ->
            all.forEach(
                s ->
                    rows.add(
                        Exact.object("ServiceName", s.name(), "currency", currency, "value", s.now(), "compared", s.before()))));
    return Exact.object("metric", Metric.EFFECTIVE_COST.column(), "from", now.from(), "to", now.to(), "comparedFrom",
        before.from(), "comparedTo", before.to(), "rows", rows);
  }

  Grid grid() {
    Grid grid = Grid.of("ServiceName", "currency", "value", "compared");
    services.forEach((currency, all) -> all.forEach(s -> grid.row(s.name(), currency, s.now(), s.before())));
    return grid;
  }
}
