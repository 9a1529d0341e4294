package io.plimsoll.host.anomaly;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the detectors over the published costs: series of usage by service and sub account, judged for the
 * days that changed. What later figures no longer show is retracted, never removed.
 */
public final class AnomalyWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AnomalyWatch.class);
  private static final List<String> DIMENSIONS = List.of("ServiceName", "SubAccountName");
  private static final int BASELINE_DAYS = 28;
  private static final int CAUSES = 3;

  private final Map<String, AnomalyDetector> detectors;
  private final Function<CostQuery, List<CostRow>> costs;
  private final WorkspaceState state;
  private final Clock clock;

  /**
   * @param costs answers a question with rows
   */
  public AnomalyWatch(
      Map<String, AnomalyDetector> detectors,
      Function<CostQuery, List<CostRow>> costs,
      WorkspaceState state,
      Clock clock) {
    this.detectors = Map.copyOf(detectors);
    this.costs = costs;
    this.state = state;
    this.clock = clock;
  }

  /**
   * Judges the days of the periods that changed.
   *
   * @return detectors that could not do their work, by name, with the reason
   */
  public Map<String, String> evaluate(List<LocalDate> changedPeriods) {
    List<Publication> shown = state.publications();
    LocalDate first = shown.stream().map(Publication::firstDay).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    LocalDate last = shown.stream().map(Publication::lastDay).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    if (first == null || last == null || changedPeriods.isEmpty()) {
      return Map.of();
    }
    Period history = new Period(first, last.plusDays(1));
    LocalDate from = changedPeriods.stream().min(Comparator.naturalOrder()).orElseThrow();
    Period judged = new Period(from.isBefore(first) ? first : from, last.plusDays(1));
    EvaluationContext context = new EvaluationContext(last.plusDays(1), judged, Floors.DEFAULT, first);
    Filter usage =
        new Filter.And(
            List.of(
                new Filter.In(new Dimension.Column("ChargeCategory"), List.of("Usage")),
                // What is left of a commitment follows what others use; it says nothing of its own.
                new Filter.Not(new Filter.In(new Dimension.Column("CommitmentDiscountStatus"), List.of("Unused")))));
    List<CostRow> rows =
        costs.apply(
            CostQuery.of(Metric.EFFECTIVE_COST, history)
                .by(DIMENSIONS.toArray(String[]::new))
                .granularity(Granularity.DAY)
                .where(usage));
    List<CostSeries> series = SeriesSet.of(rows, DIMENSIONS, Metric.EFFECTIVE_COST.column(), history);
    Map<String, String> failures = new HashMap<>();
    List<Found> found = new ArrayList<>();
    detectors.forEach(
        (name, detector) -> {
          try {
            found.addAll(run(name, detector, series, context));
          } catch (PlimsollException e) {
            LOG.warn("detector {} did not finish: {}", name, e.code());
            failures.put(name, e.getMessage());
          }
        });
    List<Anomaly> anomalies = FindingMerge.merge(found).stream().map(f -> anomaly(f, usage)).toList();
    save(anomalies, judged, failures.isEmpty());
    return failures;
  }

  /** A finding and where it comes from. */
  record Found(String detector, SeriesKey series, Finding finding) {}

  private static List<Found> run(
      String name, AnomalyDetector detector, List<CostSeries> series, EvaluationContext context) {
    int needed = detector.minimumHistoryDays();
    LocalDate earliest = context.dataSince().plusDays(needed);
    LocalDate from = context.evaluate().from().isBefore(earliest) ? earliest : context.evaluate().from();
    if (!from.isBefore(context.evaluate().to())) {
      return List.of();
    }
    EvaluationContext own =
        new EvaluationContext(
            context.asOf(), new Period(from, context.evaluate().to()), context.floors(), context.dataSince());
    List<Found> found = new ArrayList<>();
    for (CostSeries one : series) {
      detector.evaluate(one, own).forEach(f -> found.add(new Found(name, one.key(), f)));
    }
    return found;
  }

  private void save(List<Anomaly> anomalies, Period judged, boolean all) {
    List<Anomaly> known = state.anomalies(judged);
    List<Anomaly> changed = new ArrayList<>();
    for (Anomaly anomaly : anomalies) {
      Anomaly before = known.stream().filter(k -> k.id().equals(anomaly.id())).findFirst().orElse(null);
      changed.add(before == null ? anomaly : with(anomaly, anomaly.state(), before.firstSeen()));
    }
    if (all) {
      for (Anomaly before : known) {
        boolean still = anomalies.stream().anyMatch(a -> a.id().equals(before.id()));
        if (!still && before.state() == Anomaly.State.OPEN && !before.days().from().isBefore(judged.from())) {
          changed.add(with(before, Anomaly.State.RETRACTED, before.firstSeen()));
        }
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
              Dimension dimension = new Dimension.Column(column);
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
