package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.host.export.Locations;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The rows of a part exactly as they were published: same part, same days, same forms of values. */
public final class PublishedRows implements Batches {
  private static final String BILLING_PERIOD = "BillingPeriodStart";

  private final OpenPart part;
  private final BatchWindow window;
  private final ValueRules rules;
  private final AbsentColumns absent;
  private final boolean windowed;

  private PublishedRows(
      OpenPart part, BatchWindow window, ValueRules rules, AbsentColumns absent, boolean windowed) {
    this.part = part;
    this.window = window;
    this.rules = rules;
    this.absent = absent;
    this.windowed = windowed;
  }

  /**
   * Opens a published part. Columns the part does not have are null in every row.
   *
   * @param columns by the model's names
   * @throws PlimsollException {@code INPUT_CHANGED} when the part is no longer the published one
   */
  public static PublishedRows open(
      Locations locations,
      ExportLocation location,
      Publication publication,
      PublishedSource.Part source,
      List<String> columns,
      BufferAllocator allocator) {
    boolean windowed = !source.days().areAll() || source.billingPeriodOnly();
    List<String> needed = new ArrayList<>(columns);
    if (windowed) {
      List.of(AggregationSpec.DAY, BILLING_PERIOD).stream().filter(c -> !needed.contains(c)).forEach(needed::add);
    }
    OpenPart part;
    try {
      part = OpenPart.open(locations, location, source.object(), source.format());
    } catch (PlimsollException e) {
      throw e.code() == ErrorCode.INPUT_CHANGED ? changed(e) : e;
    }
    try {
      // A part that has none of the columns still has rows.
      List<String> present = needed.stream().filter(part.binding().columns()::containsKey).toList();
      part.project(present, allocator);
      return new PublishedRows(
          part,
          new BatchWindow(source.days(), source.billingPeriodOnly() ? publication.period() : null, allocator),
          new ValueRules(allocator),
          new AbsentColumns(needed.stream().filter(c -> !present.contains(c)).toList(), allocator),
          windowed);
    } catch (RuntimeException e) {
      part.close();
      throw e;
    }
  }

  @Override
  public @Nullable Batch next() {
    try {
      for (Batch batch = part.next(); batch != null; batch = part.next()) {
        Batch kept = windowed ? window.apply(batch) : batch;
        if (kept != null) {
          return absent.complete(rules.apply(kept));
        }
      }
      return null;
    } catch (PlimsollException e) {
      throw e.code() == ErrorCode.INPUT_CHANGED ? changed(e) : e;
    }
  }

  @Override
  public void close() {
    try {
      absent.close();
      rules.close();
      window.close();
    } finally {
      part.close();
    }
  }

  private static PlimsollException changed(PlimsollException e) {
    return new PlimsollException(
        ErrorCode.INPUT_CHANGED,
        "The export changed since it was published: " + e.getMessage(),
        "Collect again, then ask again; questions the rollup can answer still work.",
        e);
  }
}
