package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Anomaly.Cause;
import io.plimsoll.api.anomaly.Anomaly.Contribution;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import io.plimsoll.host.cause.CauseSearch;
import io.plimsoll.host.cause.CostCube;
import io.plimsoll.host.cause.Element;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what the findings of one evaluation come from. However many there are, three questions are asked for those over
 * the same dimensions: their costs by place and kind, their usage, and the resources of what came of it.
 */
final class Causes {
  private static final int BASELINE_DAYS = 28;
  private static final String CONNECTION = "Connection";
  private static final String RESOURCE = "ResourceId";
  private static final String UNIT = "ConsumedUnit";

  /** Where and what a charge is, from the largest to the smallest. */
  private static final List<String> PLACES =
      List.of("SubAccountName", "ServiceName", "RegionName", "ResourceType", "x_ResourceGroupName");

  /** Resources beyond these are too small to be named. */
  private static final int MOST_RESOURCES = 2000;

  private static final int NAMED_RESOURCES = 3;

  /** The part of a cause that one resource must explain to be the cause itself. */
  private static final BigDecimal ONE_EXPLAINS = BigDecimal.valueOf(8, 1);

  private final PublishedCosts costs;
  private final Filter usage;
  private final List<String> connections;

  /**
   * @param usage which charges the findings are of
   * @param connections whose costs are shown, by name
   */
  Causes(PublishedCosts costs, Filter usage, List<String> connections) {
    this.costs = costs;
    this.usage = usage;
    this.connections = connections;
  }

  /**
   * What a finding comes from.
   *
   * @param connection the one that most of it came through; empty when unknown
   */
  record Explained(List<Cause> causes, String connection) {
    static final Explained NOT = new Explained(List.of(), "");
  }

  /** What each of these findings comes from. */
  Map<Found, Explained> explain(List<Found> found) {
    Map<Found, Explained> explained = new HashMap<>();
    found.stream()
        .collect(Collectors.groupingBy(f -> Set.copyOf(f.series().dimensions().keySet()), LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(alike -> explainAlike(alike, explained));
    return explained;
  }

  /** Findings whose series are cut by the same dimensions. */
  private void explainAlike(List<Found> found, Map<Found, Explained> explained) {
    Question question = new Question(found);
    Set<String> names = new LinkedHashSet<>(question.own);
    names.addAll(PLACES);
    List<String> leaf = new ArrayList<>(names);
    List<FindingCosts> all = found.stream().map(f -> new FindingCosts(f, BASELINE_DAYS)).toList();
    Map<List<String>, List<FindingCosts>> bySeries = question.bySeries(all);
    List<String> asked = new ArrayList<>(leaf);
    asked.add(UNIT);
    for (Metric metric : List.of(Metric.EFFECTIVE_COST, Metric.CONSUMED_QUANTITY)) {
      for (String connection : connections) {
        DayPieces.each(
            costs, question.of(metric, asked, usage, 0), connections.size() == 1 ? null : connection,
            sums -> question.sort(sums, leaf.size(), connection, metric, bySeries));
      }
    }
    List<String> cubeNames = new ArrayList<>(leaf);
    cubeNames.add(CONNECTION);
    Map<FindingCosts, List<Parted>> parts = new LinkedHashMap<>();
    all.forEach(one -> parts.put(one, parts(one, cubeNames)));
    resources(question, parts);
    parts.forEach((one, causes) -> explained.put(one.found(), new Explained(causes.stream().map(Parted::cause).toList(), connection(one))));
  }

  /** A cause under way. */
  private static final class Parted {
    final Map<String, String> values;
    final BigDecimal excess;
    final @Nullable BigDecimal byUsage;
    final BigDecimal scale;
    final Map<String, Amounts> resources = new HashMap<>();

    Parted(Map<String, String> values, BigDecimal excess, @Nullable BigDecimal byUsage, BigDecimal scale) {
      this.values = values;
      this.excess = excess;
      this.byUsage = byUsage;
      this.scale = scale;
    }

    /** With its resources named; one that explains nearly all of it is the cause itself. */
    Cause cause() {
      int sign = excess.signum();
      List<Contribution> named =
          resources.entrySet().stream()
              .filter(e -> !e.getKey().isEmpty() && !e.getKey().equals(CostQuery.OTHER))
              .map(e -> new Contribution(e.getKey(), cents(e.getValue().cost().subtract(e.getValue().costBefore().multiply(scale)))))
              .filter(c -> c.excess().signum() == sign)
              .sorted(Comparator.comparing((Contribution c) -> c.excess().abs()).reversed().thenComparing(Contribution::resource))
              .limit(NAMED_RESOURCES)
              .toList();
      Map<String, String> lowest = new LinkedHashMap<>(values);
      if (!named.isEmpty() && named.get(0).excess().abs().compareTo(excess.abs().multiply(ONE_EXPLAINS)) >= 0) {
        lowest.put(RESOURCE, named.get(0).resource());
      }
      BigDecimal byPrice = byUsage == null ? null : excess.subtract(byUsage);
      return new Cause(lowest, excess, byUsage, byPrice, named);
    }
  }

  private List<Parted> parts(FindingCosts one, List<String> names) {
    BigDecimal scale = one.scale();
    Map<String, String> own = one.found().series().dimensions();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!own.containsKey(names.get(i)) && !(names.get(i).equals(CONNECTION) && connections.size() == 1)) {
        open.add(i);
      }
    }
    // In an order that no engine has a say in: of two causes that explain as much, the search takes the first.
    List<List<String>> keys = new ArrayList<>(one.leaves().keySet());
    keys.sort(Causes::compare);
    List<CostCube.Leaf> leaves = new ArrayList<>();
    for (List<String> key : keys) {
      BigDecimal expected = BigDecimal.ZERO;
      BigDecimal actual = BigDecimal.ZERO;
      for (Amounts amounts : one.leaves().get(key).values()) {
        expected = expected.add(amounts.costBefore().multiply(scale));
        actual = actual.add(amounts.cost());
      }
      leaves.add(new CostCube.Leaf(open.stream().map(key::get).toList(), expected.doubleValue(), actual.doubleValue()));
    }
    CostCube cube = CostCube.of(open.stream().map(names::get).toList(), leaves);
    int sign = one.found().finding().excess() < 0 ? -1 : 1;
    List<Parted> parts = new ArrayList<>();
    for (Element element : CauseSearch.search(cube)) {
      if (element.excess() * sign > 0) {
        parts.add(part(one, keys, element, scale));
      }
    }
    return parts;
  }

  private static int compare(List<String> a, List<String> b) {
    int order = 0;
    for (int i = 0; order == 0 && i < a.size(); i++) {
      order = a.get(i).compareTo(b.get(i));
    }
    return order;
  }

  private static Parted part(FindingCosts one, List<List<String>> keys, Element element, BigDecimal scale) {
    BigDecimal excess = BigDecimal.ZERO;
    BigDecimal byUsage = BigDecimal.ZERO;
    boolean used = false;
    for (int leaf : element.leaves()) {
      for (Amounts a : one.leaves().get(keys.get(leaf)).values()) {
        BigDecimal expected = a.costBefore().multiply(scale);
        excess = excess.add(a.cost().subtract(expected));
        used |= a.used().signum() != 0 || a.usedBefore().signum() != 0;
        byUsage = byUsage.add(byUsage(a, expected, scale));
      }
    }
    return new Parted(element.values(), cents(excess), used ? cents(byUsage) : null, scale);
  }

  /** What the change of usage costs at the price before; what was not used before has no other price. */
  private static BigDecimal byUsage(Amounts a, BigDecimal expected, BigDecimal scale) {
    BigDecimal usedBefore = a.usedBefore().multiply(scale);
    if (usedBefore.signum() == 0) {
      return expected.signum() == 0 && a.used().signum() != 0 ? a.cost() : BigDecimal.ZERO;
    }
    return a.used().subtract(usedBefore).multiply(expected).divide(usedBefore, MathContext.DECIMAL64);
  }

  /** One question for the resources of all causes. */
  private void resources(Question question, Map<FindingCosts, List<Parted>> parts) {
    Set<String> names = new LinkedHashSet<>(question.own);
    parts.values().forEach(causes -> causes.forEach(c -> names.addAll(c.values.keySet())));
    names.remove(CONNECTION);
    names.remove(RESOURCE);
    if (names.isEmpty() && parts.values().stream().allMatch(List::isEmpty)) {
      return;
    }
    List<String> asked = new ArrayList<>(names);
    int resource = asked.size();
    asked.add(RESOURCE);
    Map<List<String>, List<FindingCosts>> bySeries = question.bySeries(new ArrayList<>(parts.keySet()));
    for (String connection : connections) {
      for (CostRow row :
          costs.rows(question.of(Metric.EFFECTIVE_COST, asked, usage, MOST_RESOURCES), connections.size() == 1 ? null : connection)) {
        LocalDate day = row.start();
        Map<String, String> values = values(asked, row, connection);
        for (FindingCosts one : bySeries.getOrDefault(question.seriesKey(values), List.of())) {
          Period days = one.found().finding().days();
          boolean before = day != null && day.isBefore(days.from()) && !day.isBefore(days.from().minusDays(BASELINE_DAYS));
          if (day != null && (before || days.contains(day)) && one.found().series().currency().equals(row.unit())) {
            String name = Objects.requireNonNullElse(row.keys().get(resource), "");
            for (Parted part : parts.getOrDefault(one, List.of())) {
              if (values.entrySet().containsAll(part.values.entrySet())) {
                part.resources.computeIfAbsent(name, n -> new Amounts()).addCost(row.value(), before);
              }
            }
          }
        }
      }
    }
  }

  private static Map<String, String> values(List<String> names, CostRow row, String connection) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), Objects.requireNonNullElse(row.keys().get(i), ""));
    }
    values.put(CONNECTION, connection);
    return values;
  }

  /** The connection that most of the difference came through. */
  private String connection(FindingCosts one) {
    if (connections.size() == 1) {
      return connections.get(0);
    }
    BigDecimal scale = one.scale();
    Map<String, BigDecimal> excess = new HashMap<>();
    one.leaves()
        .forEach(
            (key, units) ->
                units
                    .values()
                    .forEach(a -> excess.merge(key.get(key.size() - 1), a.cost().subtract(a.costBefore().multiply(scale)), BigDecimal::add)));
    BigDecimal sign = BigDecimal.valueOf(one.found().finding().excess() < 0 ? -1 : 1);
    return excess.entrySet().stream()
        .max(Comparator.comparing((Map.Entry<String, BigDecimal> e) -> e.getValue().multiply(sign)).thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static BigDecimal cents(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_EVEN);
  }

  /** The question about some findings whose series are cut alike. */
  private static final class Question {
    final List<String> own;
    private final Period period;
    private final Map<String, Set<String>> values = new LinkedHashMap<>();

    Question(List<Found> found) {
      own = List.copyOf(found.get(0).series().dimensions().keySet());
      LocalDate from = found.stream().map(f -> f.finding().days().from()).min(Comparator.naturalOrder()).orElseThrow();
      LocalDate to = found.stream().map(f -> f.finding().days().to()).max(Comparator.naturalOrder()).orElseThrow();
      period = new Period(from.minusDays(BASELINE_DAYS), to);
      found.forEach(f -> f.series().dimensions().forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(value)));
    }

    /** By days, of the series that something was found in. */
    CostQuery of(Metric metric, List<String> by, Filter usage, int top) {
      List<Filter> conditions = new ArrayList<>(List.of(usage));
      values.forEach(
          (name, of) -> {
            Dimension dimension = Dimension.parse(name);
            Filter named = new Filter.In(dimension, of.stream().filter(v -> !v.isEmpty()).toList());
            conditions.add(of.contains("") ? new Filter.Or(List.of(named, new Filter.Absent(dimension))) : named);
          });
      return new CostQuery(
          metric, period, by.stream().map(Dimension::parse).toList(), Granularity.DAY, new Filter.And(conditions), top,
          CostQuery.Comparison.NONE);
    }

    Map<List<String>, List<FindingCosts>> bySeries(List<FindingCosts> all) {
      return all.stream().collect(Collectors.groupingBy(one -> seriesKey(one.found().series().dimensions())));
    }

    List<String> seriesKey(Map<String, String> named) {
      return own.stream().map(name -> named.getOrDefault(name, "")).toList();
    }

    /** Adds sums to the findings they belong to; each group is looked at once. */
    void sort(DailySums sums, int width, String connection, Metric metric, Map<List<String>, List<FindingCosts>> bySeries) {
      List<List<FindingCosts.Leaf>> leaves = new ArrayList<>(sums.groups().size());
      sums.groups().forEach(group -> leaves.add(leaves(group, width, connection, metric, bySeries)));
      for (DailySums.Day day : sums.days()) {
        for (int place = 0; place < day.size(); place++) {
          for (FindingCosts.Leaf leaf : leaves.get(day.groups()[place])) {
            leaf.add(day.day(), day.value(place), metric);
          }
        }
      }
    }

    /** Where the sums of a group go. */
    private List<FindingCosts.Leaf> leaves(
        DailySums.Group group, int width, String connection, Metric metric, Map<List<String>, List<FindingCosts>> bySeries) {
      List<String> values = new ArrayList<>(width + 1);
      for (int i = 0; i < own.size(); i++) {
        values.add(Objects.requireNonNullElse(group.keys().get(i), ""));
      }
      List<FindingCosts> concerned = bySeries.getOrDefault(values, List.of());
      if (concerned.isEmpty()) {
        return List.of();
      }
      for (int i = own.size(); i < width; i++) {
        values.add(Objects.requireNonNullElse(group.keys().get(i), ""));
      }
      values.add(connection);
      String unit = Objects.requireNonNullElse(group.keys().get(width), "");
      return concerned.stream()
          .filter(one -> metric == Metric.CONSUMED_QUANTITY || one.found().series().currency().equals(group.unit()))
          .map(one -> one.leaf(values, unit))
          .toList();
    }
  }
}
