package io.plimsoll.host.anomaly;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SegmentedDetector;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.host.anomaly.AnomalyWatch.Found;
import io.plimsoll.host.runtime.OrganisationPlugins;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each detector judge the series it may see. One that fails is left out; the others judge all the same. */
final class Detectors {
  private static final Logger LOG = LoggerFactory.getLogger(Detectors.class);
  private static final List<Dimension> STANDARD =
      List.of(new Dimension.Column("ServiceName"), new Dimension.Column("SubAccountName"));

  private final OrganisationPlugins plugins;
  private final Function<List<Dimension>, List<CostSeries>> series;
  private final Clock clock;
  private final Map<List<Dimension>, List<CostSeries>> read = new HashMap<>();

  /**
   * @param series the series by some dimensions
   */
  Detectors(OrganisationPlugins plugins, Function<List<Dimension>, List<CostSeries>> series, Clock clock) {
    this.plugins = plugins;
    this.series = series;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param judges the detectors that did their work
   */
  record Judged(List<Found> found, Set<String> judges, List<SkippedDetector> skipped) {}

  Judged judge(EvaluationContext context) {
    List<Found> found = new ArrayList<>();
    Set<String> judges = new HashSet<>();
    Map<String, PlimsollException> failed = new TreeMap<>(plugins.withheld(AnomalyDetector.class));
    plugins
        .all(AnomalyDetector.class)
        .forEach(
            (name, detector) -> {
              try {
                found.addAll(run(name, detector, context));
                judges.add(name);
              } catch (PlimsollException e) {
                LOG.warn("detector {} did not finish: {}", name, e.code());
                failed.put(name, e);
              }
            });
    List<SkippedDetector> skipped = new ArrayList<>();
    failed.forEach((name, e) -> skipped.add(new SkippedDetector(name, e.getMessage(), e.advice(), clock.instant())));
    return new Judged(found, judges, skipped);
  }

  private List<Found> run(String name, AnomalyDetector detector, EvaluationContext context) {
    int needed = detector.minimumHistoryDays();
    LocalDate earliest = context.dataSince().plusDays(Math.min(Math.max(0, needed), 100_000));
    LocalDate from = context.evaluate().from().isBefore(earliest) ? earliest : context.evaluate().from();
    if (!from.isBefore(context.evaluate().to())) {
      return List.of();
    }
    EvaluationContext own = context.judging(new Period(from, context.evaluate().to()));
    List<Found> found = new ArrayList<>();
    List<CostSeries> all = read.computeIfAbsent(dimensions(name, detector), series);
    own = own.withMissing(SeriesSet.missing(all));
    for (CostSeries one : all) {
      for (Finding finding : detector.evaluate(one, own)) {
        FindingRules.check(name, finding, own);
        found.add(new Found(name, one.key(), finding));
      }
    }
    return found;
  }

  /** Those with the same series together, with these. */
  List<AnomalyWatch.Assignment> assignments(Set<String> only) {
    Map<List<Dimension>, Map<String, AnomalyDetector>> together = new LinkedHashMap<>();
    plugins
        .all(AnomalyDetector.class)
        .forEach(
            (name, detector) -> {
              if (only.isEmpty() || only.contains(name)) {
                together.computeIfAbsent(dimensions(name, detector), d -> new TreeMap<>()).put(name, detector);
              }
            });
    List<AnomalyWatch.Assignment> assignments = new ArrayList<>();
    together.forEach(
        (dimensions, detectors) -> assignments.add(new AnomalyWatch.Assignment(detectors, series.apply(dimensions))));
    return assignments;
  }

  /** What it asks for, without what the organisation did not grant it. */
  private List<Dimension> dimensions(String name, AnomalyDetector detector) {
    List<Dimension> wanted = detector instanceof SegmentedDetector segmented ? segmented.dimensions() : STANDARD;
    if (wanted.stream().anyMatch(d -> d == null || d.name() == null || d.name().isBlank())) {
      throw new PluginException(
          ErrorCode.PLUGIN_FAILED, name, AnomalyDetector.class.getSimpleName(),
          "Detector " + name + " asks for a dimension without a name.", "Report it to the author of " + name + ".", null);
    }
    Set<Grant> granted = plugins.granted(AnomalyDetector.class, name);
    return wanted.stream().filter(d -> mayBeSeen(d, granted)).distinct().toList();
  }

  private static boolean mayBeSeen(Dimension dimension, Set<Grant> granted) {
    if (dimension instanceof Dimension.Tag || dimension.name().equals("Tags")) {
      return granted.contains(Grant.TAGS);
    }
    // ResourceType says what kind of thing costs, not which.
    boolean isResource = dimension.name().equals("ResourceId") || dimension.name().equals("ResourceName");
    return !isResource || granted.contains(Grant.RESOURCE_NAMES);
  }
}
