package io.plimsoll.host.anomaly;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.Workers;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.state.AnomalyState;
import io.plimsoll.host.state.PluginDecisions;
import io.plimsoll.host.state.WorkspaceState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the detectors over the published costs: series of usage, judged for the days that changed. What later figures no longer show is retracted, never removed.
 */
public final class AnomalyWatch {
  private final OrganisationPlugins plugins;
  private final PublishedCosts costs;
  private final WorkspaceState state;
  private final AnomalyState anomalies;
  private final PluginDecisions decisions;
  private final Workers workers;
  private final SeriesHistory history;
  private final Judgements judgements;
  private final Clock clock;

  /**
   * @param costs answers questions about what is published
   * @param workers the threads on which series are judged; never called on one of them
   * @param history the series, kept from one evaluation to the next
   * @param judgements what detectors said before, kept from one evaluation to the next
   */
  public AnomalyWatch(
      OrganisationPlugins plugins,
      PublishedCosts costs,
      WorkspaceState state,
      AnomalyState anomalies,
      PluginDecisions decisions,
      Workers workers,
      SeriesHistory history,
      Judgements judgements,
      Clock clock) {
    this.plugins = plugins;
    this.costs = costs;
    this.state = state;
    this.anomalies = anomalies;
    this.decisions = decisions;
    this.workers = workers;
    this.history = history;
    this.judgements = judgements;
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
    Period days = new Period(first, last.plusDays(1));
    Period judged = new Period(from.isBefore(first) ? first : from, last.plusDays(1));
    List<String> connections = shown.stream().map(Publication::connection).distinct().sorted().toList();
    Policies policies = new Policies(anomalies);
    EvaluationContext context =
        new EvaluationContext(
            last.plusDays(1), judged, policies.floors(connections), first, anomalies.planned(), Set.of());
    Filter usage = usage();
    Detectors.Judged result =
        detectors(by -> settling(by, history.of(costs, usage, days, shown, by), context.asOf())).judge(context);
    List<Found> found = FindingMerge.merge(result.found());
    Map<Found, Causes.Explained> explained = new Causes(costs, usage, connections).explain(found);
    Map<String, SeverityTable> tables = new HashMap<>();
    Map<String, Floors> floors = new HashMap<>();
    List<Anomaly> raised =
        found.stream()
            .map(f -> anomaly(f, explained.getOrDefault(f, Causes.Explained.NOT), c -> tables.computeIfAbsent(c, policies::severity)))
            .filter(a -> isRaised(a, floors.computeIfAbsent(a.connection(), c -> policies.sensitivity(c).floors()), context))
            .toList();
    Tolerated tolerated = new Tolerated(context.planned(), anomalies.tolerances());
    anomalies.save(
        new AnomalyLife(context, result.judges(), tolerated, clock.instant()).next(anomalies.touching(judged), raised));
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

  /**
   * What detectors would judge of all that is published: those that ask for the same series together.
   *
   * @param only the names of the detectors; empty for all
   */
  public List<Assignment> assignments(Set<String> only) {
    List<Publication> shown = state.publications();
    LocalDate first = shown.stream().map(Publication::firstDay).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    LocalDate last = shown.stream().map(Publication::lastDay).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    if (first == null || last == null) {
      return List.of();
    }
    Period days = new Period(first, last.plusDays(1));
    return detectors(by -> history.of(costs, usage(), days, shown, by)).assignments(only);
  }

  private Detectors detectors(Function<List<Dimension>, List<CostSeries>> series) {
    return new Detectors(plugins, series, workers, judgements, clock);
  }

  /** The series with how their figures usually come in, of which this evaluation is noted. */
  private List<CostSeries> settling(List<Dimension> by, List<CostSeries> series, LocalDate asOf) {
    String name = by.stream().map(Dimension::name).collect(Collectors.joining(","));
    long[] keys = SettlingRecord.keys(series);
    SettlingRecord seen =
        anomalies.settling(name).map(SettlingRecord::read).orElseGet(SettlingRecord::empty).seen(series, keys, asOf);
    anomalies.settling(name, seen.bytes());
    return seen.on(series, keys);
  }

  /** Detectors and the series that they judge. */
  public record Assignment(Map<String, AnomalyDetector> detectors, List<CostSeries> series) {}

  private static Filter usage() {
    return new Filter.And(
        List.of(
            new Filter.In(new Dimension.Column("ChargeCategory"), List.of("Usage")),
            // What is left of a commitment follows what others use; it says nothing of its own.
            new Filter.Not(new Filter.In(new Dimension.Column("CommitmentDiscountStatus"), List.of("Unused")))));
  }

  /** A finding and where it comes from. */
  public record Found(String detector, SeriesKey series, Finding finding) {}

  /** What a connection that is less sensitive than others has raised. */
  private static boolean isRaised(Anomaly anomaly, Floors floors, EvaluationContext context) {
    return floors.equals(context.floors()) || !Tolerated.isBelow(anomaly, floors);
  }

  private Anomaly anomaly(Found found, Causes.Explained explained, Function<String, SeverityTable> severity) {
    Finding f = found.finding();
    BigDecimal expected = cents(f.expectedPerDay());
    BigDecimal actual = cents(f.actualPerDay());
    return new Anomaly(
        id(found), found.detector(), found.series(), f.days(), f.kind(),
        severity.apply(explained.connection()).of(f.kind(), expected, actual), expected, actual, cents(f.excess()),
        f.explanation(), Anomaly.State.OPEN, explained.causes(), clock.instant(), explained.connection(), "");
  }

  private static BigDecimal cents(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
  }

  /** Stable while an anomaly grows: the series, its direction and its first day. */
  private static String id(Found found) {
    String text = found.series() + "|" + Trail.of(found).direction() + "|" + found.finding().days().from();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "an-" + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
