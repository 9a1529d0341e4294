package io.plimsoll.host.collect;

import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.export.Batch;
import io.plimsoll.host.export.DayWindow;
import io.plimsoll.host.export.Days;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a batch that count: those of some days, those of one billing period, or both.
 *
 * <p>Only runs that share a month with another one, and loose files of several months, need it.
 */
final class BatchWindow implements AutoCloseable {
  private static final String BILLING_PERIOD = "BillingPeriodStart";
  private static final int NULL_CODE = -1;

  private final long[] fromMicros;
  private final long[] toMicros;
  private final long periodFrom;
  private final long periodTo;
  private final BufferAllocator allocator;
  private @Nullable VectorSchemaRoot kept;

  /**
   * @param billingPeriod the first day of the only billing period that counts, or {@code null} for any
   */
  BatchWindow(Days days, @Nullable LocalDate billingPeriod, BufferAllocator allocator) {
    this.fromMicros =
        days.windows().stream().map(DayWindow::from).mapToLong(d -> d == null ? Long.MIN_VALUE : micros(d)).toArray();
    this.toMicros =
        days.windows().stream().map(DayWindow::to).mapToLong(d -> d == null ? Long.MAX_VALUE : micros(d)).toArray();
    this.periodFrom = billingPeriod == null ? Long.MIN_VALUE : micros(billingPeriod);
    this.periodTo = billingPeriod == null ? Long.MAX_VALUE : micros(billingPeriod.plusMonths(1));
    this.allocator = allocator;
  }

  /** The rows that count, or {@code null} when none does; valid until the next call. */
  @Nullable Batch apply(Batch batch) {
    TimeStampMicroVector day = (TimeStampMicroVector) batch.columns().getVector(AggregationSpec.DAY);
    TimeStampMicroVector period =
        periodFrom == Long.MIN_VALUE ? null : (TimeStampMicroVector) batch.columns().getVector(BILLING_PERIOD);
    int rows = batch.columns().getRowCount();
    int[] selected = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      long at = day.isNull(row) ? Long.MIN_VALUE : day.get(row);
      long billed = period == null || period.isNull(row) ? at : period.get(row);
      if (counts(at) && billed >= periodFrom && billed < periodTo) {
        selected[count++] = row;
      }
    }
    if (count == rows) {
      return batch;
    }
    close();
    if (count == 0) {
      return null;
    }
    List<FieldVector> vectors = new ArrayList<>();
    for (FieldVector source : batch.columns().getFieldVectors()) {
      FieldVector target = source.getField().createVector(allocator);
      target.setInitialCapacity(count);
      target.allocateNew();
      for (int i = 0; i < count; i++) {
        target.copyFromSafe(selected[i], i, source);
        if (target instanceof IntVector codes && source.isNull(selected[i])) {
          // Arrow copies no value of a null; who reads the codes at once must find that of a null.
          codes.getDataBuffer().setInt(i * (long) IntVector.TYPE_WIDTH, NULL_CODE);
        }
      }
      target.setValueCount(count);
      vectors.add(target);
    }
    kept = new VectorSchemaRoot(batch.columns().getSchema().getFields(), vectors, count);
    return new Batch(kept, batch.dictionaries());
  }

  private boolean counts(long at) {
    for (int i = 0; i < fromMicros.length; i++) {
      if (at >= fromMicros[i] && at < toMicros[i]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private static long micros(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }
}
