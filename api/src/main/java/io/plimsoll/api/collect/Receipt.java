package io.plimsoll.api.collect;

import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.export.PartReport.Example;
import io.plimsoll.api.focus.DataQualityCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proof of what was read and published for one export, scope and billing period.
 *
 * @param run the run as published
 * @param parts in the order read
 * @param bytes of all parts
 * @param totals exact sum of each metric and currency or unit; the same from parts and rollup
 * @param exact whether every total holds every digit of the export
 * @param repaired rows or values repaired, by code
 * @param examples the first few of each code
 * @param columns columns of the export that were bound to the model, by the name in the file
 * @param unknownColumns columns that no FOCUS version names; still reachable by their own name
 */
public record Receipt(
    Run run,
    List<Part> parts,
    long bytes,
    long rows,
    List<MetricTotal> totals,
    boolean exact,
    Map<DataQualityCode, Long> repaired,
    List<PartExample> examples,
    Map<String, String> columns,
    List<String> unknownColumns,
    Instant publishedAt,
    Duration duration) {
  /** Keeps its own copies. */
  public Receipt {
    parts = List.copyOf(parts);
    totals = List.copyOf(totals);
    repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
    examples = List.copyOf(examples);
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    unknownColumns = List.copyOf(unknownColumns);
  }

  /** A part as it was read. */
  public record Part(String path, long bytes, String etag, long rows) {}

  /** An example and the part it stands in. */
  public record PartExample(String part, Example example) {}
}
