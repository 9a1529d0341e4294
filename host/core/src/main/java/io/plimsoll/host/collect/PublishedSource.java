package io.plimsoll.host.collect;

import io.plimsoll.api.export.StoredObject;
import io.plimsoll.host.export.DayWindow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a published period lie, so that a question about the export reads exactly what was
 * published.
 *
 * @param billingPeriod the only billing period that counts, or {@code null} for any
 */
public record PublishedSource(List<Part> parts, @Nullable LocalDate billingPeriod) {
  /** Keeps its own copy. */
  public PublishedSource {
    parts = List.copyOf(parts);
  }

  /**
   * A part as published.
   *
   * @param rows data rows it holds, before any window
   * @param columns by the model's name, the column of the file
   */
  public record Part(
      StoredObject object, String format, DayWindow window, boolean billingPeriodOnly, long rows, Map<String, String> columns) {
    /** Keeps its own copy. */
    public Part {
      columns = Map.copyOf(columns);
    }
  }

  /** The same source without the days before this one. */
  public PublishedSource notBefore(LocalDate day) {
    List<Part> trimmed = new ArrayList<>();
    for (Part p : parts) {
      trimmed.add(
          new Part(p.object(), p.format(), p.window().notBefore(day), p.billingPeriodOnly(), p.rows(), p.columns()));
    }
    return new PublishedSource(trimmed, billingPeriod);
  }
}
