package io.plimsoll.console.page;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The services that changed most between two months, each with the place where most of its change lies. */
public final class Movers {
  private static final int SHOWN = 6;

  private Movers() {}

  /**
   * A service that moved.
   *
   * @param service its name; {@code null} for charges without one
   * @param reason where most of the change lies, in words
   */
  public record Mover(@Nullable String service, String unit, BigDecimal before, BigDecimal now, String reason) {
    /** How much more it is. */
    public BigDecimal difference() {
      return now.subtract(before);
    }
  }

  private record Place(@Nullable String service, @Nullable String account, @Nullable String group, String unit) {}

  /** Those of the settled days of a month. */
  static List<Mover> of(Organisation organisation, MonthView month) {
    CostQuery query =
        CostQuery.of(Metric.EFFECTIVE_COST, month.settled()).by("ServiceName", "SubAccountName", "x_ResourceGroupName");
    Map<Place, BigDecimal[]> places = new LinkedHashMap<>();
    organisation.costs(query).rows().forEach(row -> add(places, row, 1));
    organisation.costs(query.during(month.before())).rows().forEach(row -> add(places, row, 0));
    Map<List<@Nullable String>, List<Map.Entry<Place, BigDecimal[]>>> services = new LinkedHashMap<>();
    for (Map.Entry<Place, BigDecimal[]> place : places.entrySet()) {
      services.computeIfAbsent(java.util.Arrays.asList(place.getKey().service(), place.getKey().unit()), k -> new java.util.ArrayList<>()).add(place);
    }
    return services.values().stream()
        .map(Movers::mover)
        .filter(mover -> mover.difference().abs().compareTo(BigDecimal.ONE) >= 0)
        .sorted(Comparator.comparing((Mover mover) -> mover.difference().abs()).reversed())
        .limit(SHOWN)
        .toList();
  }

  private static Mover mover(List<Map.Entry<Place, BigDecimal[]>> places) {
    Place any = places.get(0).getKey();
    BigDecimal before = sum(places, 0);
    BigDecimal now = sum(places, 1);
    boolean up = now.compareTo(before) >= 0;
    Map.Entry<Place, BigDecimal[]> most =
        places.stream()
            .max(Comparator.comparing(e -> up ? difference(e) : difference(e).negate()))
            .orElseThrow();
    return new Mover(any.service(), any.unit(), before, now, places.size() == 1 && most.getKey().group() == null ? "" : reason(most));
  }

  private static String reason(Map.Entry<Place, BigDecimal[]> place) {
    Place where = place.getKey();
    BigDecimal[] values = place.getValue();
    String group = where.group() == null ? "charges without a resource group" : where.group();
    String account = where.account() == null ? "" : " in " + where.account();
    String how = values[0].signum() == 0 ? ", new this month" : values[1].signum() == 0 ? ", gone this month" : " (" + Show.change(values[1], values[0]) + ")";
    return "most of it: " + group + account + " " + Show.signed(difference(place)) + " " + where.unit() + how;
  }

  private static BigDecimal difference(Map.Entry<Place, BigDecimal[]> place) {
    return place.getValue()[1].subtract(place.getValue()[0]);
  }

  private static BigDecimal sum(List<Map.Entry<Place, BigDecimal[]>> places, int which) {
    return places.stream().map(e -> e.getValue()[which]).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void add(Map<Place, BigDecimal[]> places, CostRow row, int which) {
    Place place =
        new Place(row.keys().get(0), row.keys().get(1), row.keys().get(2), Objects.requireNonNullElse(row.unit(), "no currency"));
    BigDecimal[] values = places.computeIfAbsent(place, p -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
    values[which] = values[which].add(row.value());
  }
}
