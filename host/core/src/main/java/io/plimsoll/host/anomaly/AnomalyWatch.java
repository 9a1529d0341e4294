package io.plimsoll.host.anomaly;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.state.PluginDecisions;
import io.plimsoll.host.state.WorkspaceState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs the detectors over the published costs: series of usage, judged for the days that changed. What later figures no longer show is retracted, never removed.
 */
public final class AnomalyWatch {
  private static final int BASELINE_DAYS = 28;
  private static final int CAUSES = 3;

  private final OrganisationPlugins plugins;
  private final Function<CostQuery, List<CostRow>> costs;
  private final WorkspaceState state;
  private final PluginDecisions decisions;
  private final Clock clock;

  /**
   * @param costs answers a question with rows
   */
  public AnomalyWatch(
      OrganisationPlugins plugins,
      Function<CostQuery, List<CostRow>> costs,
      WorkspaceState state,
      PluginDecisions decisions,
      Clock clock) {
    this.plugins = plugins;
    this.costs = costs;
    this.state = state;
    this.decisions = decisions;
    this.clock = clock;
  }

  /**
   * Judges the days of the periods that changed, and those that a detector could not judge before and can now.
   *
   * @return detectors that did not judge what is published now
   */
  public List<SkippedDetector> evaluate(List<LocalDate> changedPeriods) {
    List<Publication> shown = state.publications();
    LocalDate first = shown.stream().map(Publication::firstDay).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    LocalDate last = shown.stream().map(Publication::lastDay).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    if (first == null || last == null) {
      return List.of();
    }
    Map<String, PlimsollException> withheld = plugins.withheld(AnomalyDetector.class);
    Map<String, LocalDate> unjudged = decisions.unjudged();
    unjudged.keySet().retainAll(plugins.all(AnomalyDetector.class).keySet());
    LocalDate from =
        Stream.concat(changedPeriods.stream(), unjudged.values().stream()).min(Comparator.naturalOrder()).orElse(null);
    if (from == null) {
      return onlyWithheld(withheld, first);
    }
    Period history = new Period(first, last.plusDays(1));
    Period judged = new Period(from.isBefore(first) ? first : from, last.plusDays(1));
    EvaluationContext context = new EvaluationContext(last.plusDays(1), judged, Floors.DEFAULT, first);
    Filter usage =
        new Filter.And(
            List.of(
                new Filter.In(new Dimension.Column("ChargeCategory"), List.of("Usage")),
                // What is left of a commitment follows what others use; it says nothing of its own.
                new Filter.Not(new Filter.In(new Dimension.Column("CommitmentDiscountStatus"), List.of("Unused")))));
    Detectors.Judged result =
        new Detectors(plugins, dimensions -> series(dimensions, history, usage), clock).judge(context);
    List<Anomaly> anomalies = FindingMerge.merge(result.found()).stream().map(f -> anomaly(f, usage)).toList();
    save(anomalies, judged, result.judges());
    decisions.skipped(result.skipped(), judged.from());
    return result.skipped();
  }

  /** Nothing is to be judged; what is missing are the findings of those that may not be called at all. */
  private List<SkippedDetector> onlyWithheld(Map<String, PlimsollException> withheld, LocalDate first) {
    List<SkippedDetector> known = decisions.skipped();
    Map<String, SkippedDetector> skipped = new TreeMap<>();
    withheld.forEach(
        (name, e) -> skipped.put(name, new SkippedDetector(name, e.getMessage(), e.advice(), clock.instant())));
    known.forEach(before -> skipped.computeIfPresent(before.detector(), (name, now) -> before));
    List<SkippedDetector> all = List.copyOf(skipped.values());
    if (!all.equals(known)) {
      decisions.skipped(all, first);
    }
    return all;
  }

  /** A finding and where it comes from. */
  record Found(String detector, SeriesKey series, Finding finding) {}

  private List<CostSeries> series(List<Dimension> dimensions, Period history, Filter usage) {
    CostQuery question =
        new CostQuery(
            Metric.EFFECTIVE_COST, history, dimensions, Granularity.DAY, usage, 0, CostQuery.Comparison.NONE);
    List<String> names = dimensions.stream().map(Dimension::name).toList();
    List<CostRow> rows = costs.apply(question);
    return SeriesSet.of(rows, names, Metric.EFFECTIVE_COST.column(), history);
  }

  /** What a detector found before and does not find again is retracted; one that did not judge takes nothing back. */
  private void save(List<Anomaly> anomalies, Period judged, Set<String> judges) {
    List<Anomaly> known = state.anomalies(judged);
    List<Anomaly> changed = new ArrayList<>();
    for (Anomaly anomaly : anomalies) {
      Anomaly before = known.stream().filter(k -> k.id().equals(anomaly.id())).findFirst().orElse(null);
      changed.add(before == null ? anomaly : with(anomaly, anomaly.state(), before.firstSeen()));
    }
    for (Anomaly before : known) {
      boolean still = anomalies.stream().anyMatch(a -> a.id().equals(before.id()));
      if (!still
          && judges.contains(before.detector())
          && before.state() == Anomaly.State.OPEN
          && !before.days().from().isBefore(judged.from())) {
        changed.add(with(before, Anomaly.State.RETRACTED, before.firstSeen()));
      }
    }
    state.saveAnomalies(changed);
  }

  private static Anomaly with(Anomaly a, Anomaly.State newState, java.time.Instant firstSeen) {
    return new Anomaly(
        a.id(), a.detector(), a.series(), a.days(), a.kind(), a.severity(), a.expectedPerDay(), a.actualPerDay(), a.excess(),
        a.explanation(), newState, a.causes(), firstSeen);
  }

  private Anomaly anomaly(Found found, Filter usage) {
    Finding f = found.finding();
    return new Anomaly(
        id(found), found.detector(), found.series(), f.days(), f.kind(), SeverityTable.of(f), cents(f.expectedPerDay()),
        cents(f.actualPerDay()), cents(f.excess()), f.explanation(), Anomaly.State.OPEN, causes(found, usage),
        clock.instant());
  }

  /** The resources whose cost differs most from their own four weeks before. */
  private List<Anomaly.Cause> causes(Found found, Filter usage) {
    Period days = found.finding().days();
    List<Filter> conditions = new ArrayList<>(List.of(usage));
    found
        .series()
        .dimensions()
        .forEach(
            (column, value) -> {
              Dimension dimension = Dimension.parse(column);
              conditions.add(value.isEmpty() ? new Filter.Absent(dimension) : new Filter.In(dimension, List.of(value)));
            });
    CostQuery question =
        CostQuery.of(Metric.EFFECTIVE_COST, days).by("ResourceId").where(new Filter.And(conditions));
    Period baseline = new Period(days.from().minusDays(BASELINE_DAYS), days.from());
    BigDecimal share =
        BigDecimal.valueOf(ChronoUnit.DAYS.between(days.from(), days.to()))
            .divide(BigDecimal.valueOf(BASELINE_DAYS), 10, RoundingMode.HALF_EVEN);
    Map<String, BigDecimal> excess = new HashMap<>();
    for (CostRow row : costs.apply(question)) {
      if (found.series().currency().equals(row.unit())) {
        excess.merge(Objects.requireNonNullElse(row.keys().get(0), ""), row.value(), BigDecimal::add);
      }
    }
    for (CostRow row : costs.apply(question.during(baseline))) {
      if (found.series().currency().equals(row.unit())) {
        excess.merge(Objects.requireNonNullElse(row.keys().get(0), ""), row.value().multiply(share).negate(), BigDecimal::add);
      }
    }
    int sign = found.finding().excess() < 0 ? -1 : 1;
    return excess.entrySet().stream()
        .filter(e -> e.getValue().signum() == sign && !e.getKey().isEmpty())
        .sorted(Comparator.comparing((Map.Entry<String, BigDecimal> e) -> e.getValue().abs()).reversed())
        .limit(CAUSES)
        .map(e -> new Anomaly.Cause("ResourceId", e.getKey(), e.getValue().setScale(2, RoundingMode.HALF_EVEN)))
        .toList();
  }

  private static BigDecimal cents(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
  }

  /** Stable while an anomaly grows: the series, its direction and its first day. */
  private static String id(Found found) {
    String text =
        found.series() + "|" + (found.finding().excess() < 0 ? "down" : "up") + "|" + found.finding().days().from();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "an-" + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
