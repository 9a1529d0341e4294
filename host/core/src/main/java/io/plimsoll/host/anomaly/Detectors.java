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
import io.plimsoll.host.collect.Cancellation;
import io.plimsoll.host.collect.Workers;
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
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each detector judge the series it may see. One that fails is left out; the others judge all the same. */
final class Detectors {
  private static final Logger LOG = LoggerFactory.getLogger(Detectors.class);
  private static final List<Dimension> STANDARD =
      List.of(new Dimension.Column("ServiceName"), new Dimension.Column("SubAccountName"));

  /** How many series one call judges: the hand-over to the plug-in's thread is paid once for all of them. */
  private static final int TOGETHER = 200;

  private final OrganisationPlugins plugins;
  private final Function<List<Dimension>, List<CostSeries>> series;
  private final Workers workers;
  private final Judgements judgements;
  private final Clock clock;
  private final Map<List<Dimension>, Known> read = new HashMap<>();

  /**
   * @param series the series by some dimensions
   * @param workers the threads that wait for detectors, so that as many series are judged at the same time
   * @param judgements what was said before
   */
  Detectors(
      OrganisationPlugins plugins,
      Function<List<Dimension>, List<CostSeries>> series,
      Workers workers,
      Judgements judgements,
      Clock clock) {
    this.plugins = plugins;
    this.series = series;
    this.workers = workers;
    this.judgements = judgements;
    this.clock = clock;
  }

  /** Series by some dimensions, with a fingerprint of each and the days of which none has a charge. */
  private record Known(List<CostSeries> series, long[] fingerprints, Set<LocalDate> missing) {
    static Known of(List<CostSeries> series) {
      return new Known(series, series.stream().mapToLong(Judgements::fingerprint).toArray(), SeriesSet.missing(series));
    }
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
    List<Dimension> dimensions = dimensions(name, detector);
    Known all = read.computeIfAbsent(dimensions, by -> Known.of(series.apply(by)));
    EvaluationContext own = context.judging(new Period(from, context.evaluate().to())).withMissing(all.missing());
    Judgements.Terms terms = new Judgements.Terms(plugins.asCalled(AnomalyDetector.class, name), own);
    List<List<Finding>> findings = judged(name, detector, all, terms);
    judgements.remember(name, terms, all.fingerprints(), findings);
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      for (Finding finding : findings.get(i)) {
        found.add(new Found(name, all.series().get(i).key(), finding));
      }
    }
    return found;
  }

  /** What it says of each series: of those that did not change, what it said before. */
  private List<List<Finding>> judged(String name, AnomalyDetector detector, Known all, Judgements.Terms terms) {
    Judgements.Judgement before = judgements.of(name, terms);
    List<List<Finding>> findings = new ArrayList<>(all.series().size());
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < all.series().size(); i++) {
      List<Finding> known = before.of(all.fingerprints()[i]);
      findings.add(known == null ? List.of() : known);
      if (known == null) {
        changed.add(i);
      }
    }
    List<Callable<List<List<Finding>>>> tasks = new ArrayList<>();
    for (int from = 0; from < changed.size(); from += TOGETHER) {
      List<CostSeries> together =
          changed.subList(from, Math.min(changed.size(), from + TOGETHER)).stream().map(all.series()::get).toList();
      tasks.add(() -> checked(name, detector.evaluateAll(together, terms.context()), together.size(), terms.context()));
    }
    int next = 0;
    for (List<List<Finding>> some : workers.all(tasks, new Cancellation())) {
      for (List<Finding> one : some) {
        findings.set(changed.get(next++), one);
      }
    }
    return findings;
  }

  private static List<List<Finding>> checked(
      String name, List<List<Finding>> found, int asked, EvaluationContext context) {
    if (found.size() != asked) {
      throw new PluginException(
          ErrorCode.PLUGIN_FAILED, name, AnomalyDetector.class.getSimpleName(),
          "Detector " + name + " answered for " + found.size() + " series where it was asked for " + asked + ".",
          "Report it to the author of " + name + ".", null);
    }
    for (List<Finding> one : found) {
      one.forEach(finding -> FindingRules.check(name, finding, context));
    }
    return found.stream().map(List::copyOf).toList();
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
