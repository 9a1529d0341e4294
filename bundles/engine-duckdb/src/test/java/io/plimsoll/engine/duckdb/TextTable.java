package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A table of one text whose one split repeats the same batch for ever, or until reading it fails. */
final class TextTable implements SqlTable {
  final AtomicInteger open = new AtomicInteger();
  private final int length;
  private final Runnable onNext;

  /**
   * @param length of the text
   * @param onNext done before every batch
   */
  TextTable(int length, Runnable onNext) {
    this.length = length;
    this.onNext = onNext;
  }

  @Override
  public String name() {
    return "focus";
  }

  @Override
  public List<Column> columns() {
    return List.of(ParquetTable.text("x"));
  }

  @Override
  public List<Split> splits() {
    return List.of(this::open);
  }

  private Batches open(List<String> columns, BufferAllocator allocator) {
    VarCharVector text = new VarCharVector("x", allocator);
    try {
      text.setSafe(0, new byte[length]);
    } catch (OutOfMemoryException e) {
      text.close();
      throw e;
    }
    text.setValueCount(1);
    open.incrementAndGet();
    VectorSchemaRoot batch = VectorSchemaRoot.of(text);
    return new Batches() {
      @Override
      public Batch next() {
        onNext.run();
        return new Batch(batch, Map.of());
      }

      @Override
      public void close() {
        batch.close();
        open.decrementAndGet();
      }
    };
  }
}
