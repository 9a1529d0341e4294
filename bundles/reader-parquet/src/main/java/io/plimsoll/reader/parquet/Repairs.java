package io.plimsoll.reader.parquet;

import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.DataQualityCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was repaired in a part and keeps the first few examples. */
final class Repairs {
  private static final int TEXT = 200;

  private final Map<DataQualityCode, Long> counts = new EnumMap<>(DataQualityCode.class);
  private final List<PartReport.Example> examples = new ArrayList<>();

  void count(DataQualityCode code, long row, String column, Object text) {
    long count = counts.merge(code, 1L, Long::sum);
    if (count <= PartReport.EXAMPLES_PER_CODE) {
      String whole = text.toString();
      examples.add(new PartReport.Example(code, row, column, whole.substring(0, Math.min(TEXT, whole.length()))));
    }
  }

  PartReport report(long rows) {
    return new PartReport(rows, counts, examples);
  }
}
