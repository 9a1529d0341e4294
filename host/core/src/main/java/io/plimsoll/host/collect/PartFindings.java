package io.plimsoll.host.collect;

import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.export.PartReport.Example;
import io.plimsoll.api.focus.DataQualityCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was repaired or missed in one part and keeps the first examples of each. */
final class PartFindings {
  private static final int EXAMPLE_LENGTH = 200;

  private final Map<DataQualityCode, Long> counts = new EnumMap<>(DataQualityCode.class);
  private final List<Example> examples = new ArrayList<>();

  /** Counts a code; the row is 0 when it concerns the whole part. */
  void add(DataQualityCode code, long times, long row, String column, String text) {
    long before = counts.merge(code, times, Long::sum) - times;
    if (before < PartReport.EXAMPLES_PER_CODE
        && examples.stream().filter(e -> e.code() == code).count() < PartReport.EXAMPLES_PER_CODE) {
      examples.add(
          new Example(code, row, column, text.length() > EXAMPLE_LENGTH ? text.substring(0, EXAMPLE_LENGTH) + "…" : text));
    }
  }

  /** Takes over what a reader counted. */
  void add(PartReport report) {
    report.repaired().forEach((code, times) -> counts.merge(code, times, Long::sum));
    examples.addAll(report.examples());
  }

  Map<DataQualityCode, Long> counts() {
    return counts;
  }

  List<Example> examples() {
    return examples;
  }
}
