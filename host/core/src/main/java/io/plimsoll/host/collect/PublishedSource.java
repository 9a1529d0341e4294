package io.plimsoll.host.collect;

import io.plimsoll.api.export.PartReport.Example;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.host.export.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a published period lie, so that a question about the export reads exactly what was
 * published, and what was noted when they were read, so that what is kept needs no second reading.
 *
 * @param billingPeriod the only billing period that counts, or {@code null} for any
 */
public record PublishedSource(List<Part> parts, @Nullable LocalDate billingPeriod) {
  /** Keeps its own copy; parts with the same columns share them. */
  public PublishedSource {
    Map<Map<String, String>, Map<String, String>> known = new HashMap<>();
    parts = parts.stream().map(part -> part.with(known.computeIfAbsent(part.columns(), columns -> columns))).toList();
  }

  /**
   * A part as it was read for some days. A part stands here twice when it was read twice, each time for other
   * days.
   *
   * @param owner the run it was read for, as {@link Fingerprints#ofSlice} names it
   * @param days those published from this reading that are still shown
   * @param rows data rows the part holds, on whichever day
   * @param columns by the model's name, the column of the file; none in a file without content
   */
  public record Part(
      String owner,
      StoredObject object,
      String format,
      Days days,
      boolean billingPeriodOnly,
      long rows,
      Map<String, String> columns,
      Findings findings) {
    /** Keeps its own copy. */
    public Part {
      columns = Map.copyOf(columns);
    }

    /** The same with columns that are equal to its own. */
    private Part with(Map<String, String> shared) {
      return shared == columns
          ? this
          : new Part(owner, object, format, days, billingPeriodOnly, rows, shared, findings);
    }

    /** The same with other days. */
    public Part on(Days other) {
      return new Part(owner, object, format, other, billingPeriodOnly, rows, columns, findings);
    }
  }

  /**
   * What a reading of a part noted. It stays as noted when some of its days are replaced later.
   *
   * @param repaired rows or values repaired, by code
   */
  public record Findings(
      String focusVersion, List<String> unknownColumns, Map<DataQualityCode, Long> repaired, List<Example> examples) {
    /** Keeps its own copies. */
    public Findings {
      unknownColumns = List.copyOf(unknownColumns);
      repaired = Map.copyOf(repaired);
      examples = List.copyOf(examples);
    }
  }

  /** The parts that can hold rows. */
  public List<Part> readable() {
    return parts.stream().filter(part -> !part.columns().isEmpty()).toList();
  }

  /** The days that are shown from this run. */
  public Days daysOf(String owner) {
    Days days = Days.NONE;
    for (Part part : parts) {
      days = part.owner().equals(owner) ? days.or(part.days()) : days;
    }
    return days;
  }

  /** The same source with these days alone; parts left without any are gone. */
  public PublishedSource on(Days days) {
    List<Part> left = new ArrayList<>();
    for (Part part : parts) {
      Days common = part.days().and(days);
      if (!common.areNone()) {
        left.add(part.on(common));
      }
    }
    return new PublishedSource(left, billingPeriod);
  }
}
