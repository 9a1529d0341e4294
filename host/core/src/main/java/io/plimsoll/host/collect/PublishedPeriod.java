package io.plimsoll.host.collect;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.host.collect.PeriodCollection.Prepared;
import io.plimsoll.host.collect.PeriodReading.ReadPart;
import io.plimsoll.host.collect.Publication.Piece;
import io.plimsoll.host.export.PeriodPlan;
import io.plimsoll.host.export.Slice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is shown of a period and its receipt: of the parts that were read now and of what is kept of
 * the publication before.
 */
final class PublishedPeriod {
  private final Connection connection;
  private final PeriodPlan plan;
  private final String fingerprint;
  private final @Nullable Shown before;
  private final Refresh refresh;
  private final List<ReadPart> read;

  PublishedPeriod(
      Connection connection,
      PeriodPlan plan,
      String fingerprint,
      @Nullable Shown before,
      Refresh refresh,
      List<ReadPart> read) {
    this.connection = connection;
    this.plan = plan;
    this.fingerprint = fingerprint;
    this.before = before;
    this.refresh = refresh;
    this.read = read;
  }

  /**
   * @param fresh the rollup of what was read
   * @param file where it was written; {@code null} when it holds no row
   * @param sums those of the parts that were read
   */
  Prepared prepared(
      CostEngine engine, Rollup fresh, @Nullable Path file, List<MetricTotal> sums, Instant started, Instant now) {
    List<Rollup> rollups = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    refresh.kept().forEach(k -> {
      rollups.add(k.rollup());
      pieces.add(k.piece());
    });
    if (file != null) {
      rollups.add(fresh);
      pieces.add(new Piece(file.getFileName().toString(), List.of()));
    }
    List<RollupSummary> summaries = rollups.stream().map(Rollup::summary).toList();
    Slice newest = plan.slices().get(0);
    PublishedSource source = new PublishedSource(sources(), plan.period());
    Publication publication =
        new Publication(
            connection.name(), plan.export(), plan.scope(), plan.period(), newest.runId(), pieces,
            summaries.stream().map(RollupSummary::firstDay).filter(Objects::nonNull).min(LocalDate::compareTo).orElse(null),
            summaries.stream().map(RollupSummary::lastDay).filter(Objects::nonNull).max(LocalDate::compareTo).orElse(null),
            fingerprint, newest.submittedAt(), source);
    long rows = summaries.stream().mapToLong(RollupSummary::rows).sum();
    return new Prepared(
        publication, receipt(source, rows, totals(sums), started, now), Breakdowns.of(engine, rollups), file);
  }

  /** The parts read now and those kept, in the order of the plan. */
  private List<PublishedSource.Part> sources() {
    List<PublishedSource.Part> sources = new ArrayList<>();
    List<PublishedSource.Part> kept =
        before == null ? List.of() : before.publication().source().on(refresh.days()).parts();
    for (Slice slice : plan.slices()) {
      String owner = Fingerprints.ofSlice(connection, slice);
      for (Slice.PlannedPart part : slice.parts()) {
        kept.stream().filter(k -> k.owner().equals(owner) && k.object().path().equals(part.object().path())).forEach(sources::add);
        read.stream().filter(r -> r.part() == part).forEach(r -> sources.add(source(owner, r)));
      }
    }
    return sources;
  }

  private static PublishedSource.Part source(String owner, ReadPart part) {
    Map<String, String> columns = new HashMap<>();
    part.binding().columns().forEach((model, column) -> columns.put(model, column.name()));
    return new PublishedSource.Part(
        owner, part.part().object(), part.part().format(), part.slice().days(), part.slice().billingPeriodOnly(),
        part.rows(), columns,
        new PublishedSource.Findings(
            part.version().text(), List.copyOf(part.binding().unknown()), part.findings().counts(),
            part.findings().examples()));
  }

  /** Sums of what was read and of what is kept; a metric without any value is none, as it was before. */
  private List<MetricTotal> totals(List<MetricTotal> sums) {
    List<List<MetricTotal>> all = new ArrayList<>(List.of(sums));
    for (Refresh.Kept kept : refresh.kept()) {
      all.add(kept.summary().totals().stream().filter(t -> t.value().signum() != 0 || wasTotal(t)).toList());
    }
    return Totals.sum(all);
  }

  private boolean wasTotal(MetricTotal total) {
    return before != null
        && before.receipt().totals().stream()
            .anyMatch(t -> t.metric() == total.metric() && Objects.equals(t.unit(), total.unit()));
  }

  private Receipt receipt(PublishedSource source, long rows, List<MetricTotal> totals, Instant started, Instant now) {
    Map<String, Receipt.Part> parts = new LinkedHashMap<>();
    Map<DataQualityCode, Long> repaired = new EnumMap<>(DataQualityCode.class);
    List<Receipt.PartExample> examples = new ArrayList<>();
    Map<String, String> columns = new LinkedHashMap<>();
    Set<String> unknown = new TreeSet<>();
    for (PublishedSource.Part part : source.parts()) {
      String path = part.object().path();
      parts.put(path, new Receipt.Part(path, part.object().size(), part.object().etag(), part.rows()));
      part.findings().repaired().forEach((code, times) -> repaired.merge(code, times, Long::sum));
      part.findings().examples().stream()
          .filter(e -> examples.stream().filter(x -> x.example().code() == e.code()).count() < PartReport.EXAMPLES_PER_CODE)
          .forEach(e -> examples.add(new Receipt.PartExample(path, e)));
      part.columns().forEach((model, column) -> columns.put(column, model));
      unknown.addAll(part.findings().unknownColumns());
    }
    return new Receipt(
        run(source, parts.size(), rows, now), List.copyOf(parts.values()),
        parts.values().stream().mapToLong(Receipt.Part::bytes).sum(), rows, totals,
        !repaired.containsKey(DataQualityCode.NUMBER_ROUNDED), repaired, examples, columns, List.copyOf(unknown), now,
        Duration.between(started, now));
  }

  private Run run(PublishedSource source, int parts, long rows, Instant now) {
    Slice newest = plan.slices().get(0);
    Set<String> earlier = new HashSet<>();
    plan.slices().stream().filter(s -> !s.days().areNone()).forEach(s -> earlier.add(s.runId()));
    earlier.remove(newest.runId());
    String versions =
        source.parts().stream().map(p -> p.findings().focusVersion()).distinct().sorted().collect(Collectors.joining(", "));
    return new Run(
        connection.name(), plan.export(), plan.scope(), plan.period(), newest.runId(), newest.submittedAt(), versions,
        Run.State.PUBLISHED, parts, rows,
        earlier.isEmpty() ? "" : "Days that this run does not cover come from " + earlier.size() + " earlier one(s).", "",
        now);
  }
}
