package io.plimsoll.api.export;

import io.plimsoll.api.focus.DataQualityCode;
import java.util.List;
import java.util.Map;

/**
 * What a reader met in one part.
 *
 * @param rows data rows read
 * @param repaired how often each code was met
 * @param examples the first few of each code
 */
public record PartReport(long rows, Map<DataQualityCode, Long> repaired, List<Example> examples) {
  /** How many examples of one code a report keeps. */
  public static final int EXAMPLES_PER_CODE = 5;

  /** Keeps its own copies. */
  public PartReport {
    repaired = Map.copyOf(repaired);
    examples = List.copyOf(examples);
  }

  /**
   * One place where something was met.
   *
   * @param row the data row, counted from 1; 0 when it concerns the whole part
   * @param column the column as the part names it, or empty
   * @param text the offending text, cut at 200 characters
   */
  public record Example(DataQualityCode code, long row, String column, String text) {}
}
