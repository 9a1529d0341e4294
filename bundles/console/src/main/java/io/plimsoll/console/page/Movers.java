package io.plimsoll.console.page;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

  private record Service(@Nullable String name, String unit) {}

  private record Place(@Nullable String service, @Nullable String account, @Nullable String group, String unit) {
    Service of() {
      return new Service(service, unit);
    }
  }

  /**
   * Those of the settled days of a month. Services are asked for first, and only then where those lie that moved: all
   * places of all services are too many to ask for with each view.
   */
  static List<Mover> of(Organisation organisation, MonthView month, WorkedOut<List<Mover>> workedOut) {
    CostQuery services = CostQuery.of(Metric.EFFECTIVE_COST, month.settled()).by("ServiceName");
    CostResult now = organisation.costs(services);
    CostResult before = organisation.costs(services.during(month.before()));
    List<Service> most = most(now, before);
    if (most.isEmpty()) {
      return List.of();
    }
    CostQuery places = services.by("ServiceName", "SubAccountName", "x_ResourceGroupName").where(named(most));
    CostResult placesNow = organisation.costs(places);
    CostResult placesBefore = organisation.costs(places.during(month.before()));
    return workedOut.of(most, List.of(placesNow, placesBefore), () -> of(most, placesNow, placesBefore));
  }

  /** Those that changed by a whole unit of their currency at least, the largest change first. */
  private static List<Service> most(CostResult now, CostResult before) {
    Map<Service, BigDecimal> changes = new LinkedHashMap<>();
    now.rows().forEach(row -> changes.merge(new Service(row.keys().get(0), unit(row)), row.value(), BigDecimal::add));
    before.rows().forEach(row -> changes.merge(new Service(row.keys().get(0), unit(row)), row.value().negate(), BigDecimal::add));
    return changes.entrySet().stream()
        .filter(change -> change.getValue().abs().compareTo(BigDecimal.ONE) >= 0)
        .sorted(Comparator.comparing((Map.Entry<Service, BigDecimal> change) -> change.getValue().abs()).reversed())
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Their charges; more where a service has charges in a second currency. */
  private static Filter named(List<Service> services) {
    Dimension service = Dimension.parse("ServiceName");
    List<String> names = services.stream().map(Service::name).filter(Objects::nonNull).distinct().sorted().toList();
    Filter named = new Filter.In(service, names);
    Filter absent = new Filter.Absent(service);
    boolean nameless = services.stream().anyMatch(s -> s.name() == null);
    return !nameless ? named : names.isEmpty() ? absent : new Filter.Or(List.of(named, absent));
  }

  private static List<Mover> of(List<Service> most, CostResult now, CostResult before) {
    Map<Place, BigDecimal[]> places = new LinkedHashMap<>();
    now.rows().forEach(row -> add(places, row, 1));
    before.rows().forEach(row -> add(places, row, 0));
    Map<Service, List<Map.Entry<Place, BigDecimal[]>>> services = new HashMap<>();
    for (Map.Entry<Place, BigDecimal[]> place : places.entrySet()) {
      services.computeIfAbsent(place.getKey().of(), s -> new ArrayList<>()).add(place);
    }
    return most.stream().map(services::get).filter(Objects::nonNull).map(Movers::mover).toList();
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
    Place place = new Place(row.keys().get(0), row.keys().get(1), row.keys().get(2), unit(row));
    BigDecimal[] values = places.computeIfAbsent(place, p -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
    values[which] = values[which].add(row.value());
  }

  private static String unit(CostRow row) {
    return Objects.requireNonNullElse(row.unit(), "no currency");
  }
}
