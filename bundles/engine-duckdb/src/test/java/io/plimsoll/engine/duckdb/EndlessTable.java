package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A table whose one split never ends. */
final class EndlessTable implements SqlTable {
  final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch reading;

  EndlessTable(CountDownLatch reading) {
    this.reading = reading;
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
    open.incrementAndGet();
    VarCharVector text = new VarCharVector("x", allocator);
    text.setSafe(0, new byte[] {'a'});
    text.setValueCount(1);
    VectorSchemaRoot batch = VectorSchemaRoot.of(text);
    return new Batches() {
      @Override
      public Batch next() {
        reading.countDown();
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
