package io.plimsoll.api.collect;

import io.plimsoll.api.focus.FocusVersion;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a loose file is FOCUS: which version, which columns, and every rule that it breaks.
 *
 * @param format the format it was read as, such as {@code csv.gz}
 * @param version the version checked against: the one asked for, otherwise the one its columns fit best; {@code
 *     null} when they fit none
 * @param rows data rows read
 * @param columns columns bound to the model, by the name in the file, in its order
 * @param unknownColumns columns that no FOCUS version names
 * @param findings by severity, then by column
 */
public record ConformanceReport(
    Path file,
    String format,
    @Nullable FocusVersion version,
    long rows,
    Map<String, String> columns,
    List<String> unknownColumns,
    List<Finding> findings) {
  /** Keeps its own copies. */
  public ConformanceReport {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    unknownColumns = List.copyOf(unknownColumns);
    findings = List.copyOf(findings);
  }

  /** Whether it is FOCUS of some version and breaks no rule that matters. */
  public boolean conforms() {
    return version != null && findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
  }

  /** How much a broken rule matters. */
  public enum Severity {
    /** The file is not what the version asks for. */
    ERROR,
    /** It is read rightly, yet not as the version asks for. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }

  /**
   * One rule that is broken.
   *
   * @param code stable, such as {@code COLUMN_MISSING} or the name of a {@link
   *     io.plimsoll.api.focus.DataQualityCode}
   * @param column the column concerned; empty when it concerns the file
   * @param count rows or values concerned; 1 when it concerns the column or the file
   * @param message one sentence: what is wrong with what
   * @param examples the first few, in the order met
   */
  public record Finding(
      String code, Severity severity, String column, long count, String message, List<Example> examples) {
    /** Keeps its own copy. */
    public Finding {
      examples = List.copyOf(examples);
    }
  }

  /**
   * One place where a rule is broken.
   *
   * @param row the data row, counted from 1
   * @param text the offending text, cut at 200 characters
   */
  public record Example(long row, String text) {}
}
