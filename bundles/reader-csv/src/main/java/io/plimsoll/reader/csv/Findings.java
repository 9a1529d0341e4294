package io.plimsoll.reader.csv;

import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.export.PartReport.Example;
import io.plimsoll.api.focus.DataQualityCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was repaired in one part and keeps the first examples of each. */
final class Findings {
  private static final int LONGEST_TEXT = 200;

  private final long[] counts = new long[DataQualityCode.values().length];
  private final List<Example> examples = new ArrayList<>();

  /** Counts one occurrence whose text is given. */
  void met(DataQualityCode code, long row, String column, String text) {
    if (counts[code.ordinal()]++ < PartReport.EXAMPLES_PER_CODE) {
      examples.add(new Example(code, row, column, cut(text)));
    }
  }

  /** Counts one occurrence; its text is only made when it becomes an example. */
  void met(DataQualityCode code, long row, String column, byte[] bytes, int from, int length) {
    if (counts[code.ordinal()] < PartReport.EXAMPLES_PER_CODE) {
      met(code, row, column, text(bytes, from, length));
    } else {
      counts[code.ordinal()]++;
    }
  }

  PartReport report(long rows) {
    Map<DataQualityCode, Long> repaired = new EnumMap<>(DataQualityCode.class);
    for (DataQualityCode code : DataQualityCode.values()) {
      if (counts[code.ordinal()] > 0) {
        repaired.put(code, counts[code.ordinal()]);
      }
    }
    return new PartReport(rows, repaired, examples);
  }

  /** The text at most 200 characters long. */
  static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  /** The text of these bytes, or enough of it to be cut. */
  static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, Math.min(length, 4 * LONGEST_TEXT + 4), StandardCharsets.UTF_8);
  }
}
