package io.plimsoll.reader.parquet;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** One part: its row groups in turn, the columns asked for in step, a batch at a time. */
final class ParquetPart implements PartReader {
  private final Footer footer;
  private final PartBytes bytes;
  private final PartErrors errors;
  private final Repairs repairs = new Repairs();
  private final List<BatchColumn> columns = new ArrayList<>();
  private final List<ColumnRead> reads = new ArrayList<>();
  private Map<String, TextOutput> texts = Map.of();
  private @Nullable Scratch scratch;
  private @Nullable VectorSchemaRoot root;
  private boolean projected;
  private int group;
  private long leftInGroup;
  private long rows;

  ParquetPart(Footer footer, PartBytes bytes, PartErrors errors) {
    this.footer = footer;
    this.bytes = bytes;
    this.errors = errors;
  }

  @Override
  public List<PartColumn> columns() {
    return footer.columns().stream().map(c -> new PartColumn(c.name(), c.type(), c.physical())).toList();
  }

  @Override
  public void project(List<ColumnRead> wanted, BufferAllocator allocator) {
    project(wanted, allocator, new Scratch(), name -> null);
  }

  @Override
  public void project(List<ColumnRead> wanted, BufferAllocator allocator, PartReader before) {
    Map<String, TextOutput> known = before instanceof ParquetPart part ? part.texts : Map.of();
    Scratch shared = before instanceof ParquetPart part ? part.scratch : null;
    project(
        wanted,
        allocator,
        shared == null ? new Scratch() : shared,
        name -> {
          TextOutput output = known.get(name);
          return output == null ? null : output.release();
        });
  }

  private void project(
      List<ColumnRead> wanted,
      BufferAllocator allocator,
      Scratch shared,
      Function<String, @Nullable TextDictionary> known) {
    if (projected) {
      throw new IllegalStateException("The columns of this part were already chosen");
    }
    projected = true;
    scratch = shared;
    Map<String, SchemaColumn> byName = new HashMap<>();
    footer.columns().forEach(c -> byName.putIfAbsent(c.name(), c));
    ColumnFactory factory = new ColumnFactory(allocator, shared, bytes, errors, repairs, known);
    texts = factory.texts();
    for (ColumnRead read : wanted) {
      SchemaColumn column = byName.get(read.source());
      if (column == null) {
        throw errors.noColumn(
            read.source(), footer.columns().stream().map(SchemaColumn::name).collect(Collectors.joining(", ")));
      }
      columns.add(factory.column(column, read));
      reads.add(read);
    }
  }

  @Override
  public @Nullable Batch next() {
    if (!projected) {
      throw new IllegalStateException("Choose the columns of this part first");
    }
    while (leftInGroup == 0) {
      if (group == footer.groups().size()) {
        return null;
      }
      open(footer.groups().get(group++));
    }
    int count = (int) Math.min(Scratch.ROWS, leftInGroup);
    List<FieldVector> vectors = new ArrayList<>(columns.size());
    Map<String, VarCharVector> dictionaries = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      BatchColumn column = columns.get(i);
      vectors.add(guarded(reads.get(i), () -> column.read(count, rows + 1)));
      VarCharVector dictionary = column.dictionary();
      if (dictionary != null) {
        dictionaries.put(reads.get(i).name(), dictionary);
      }
    }
    rows += count;
    leftInGroup -= count;
    VectorSchemaRoot current = root;
    if (current == null || !isSame(current.getFieldVectors(), vectors)) {
      current = new VectorSchemaRoot(vectors);
      root = current;
    }
    current.setRowCount(count);
    return new Batch(current, dictionaries);
  }

  private void open(Footer.RowGroup next) {
    List<ChunkInput> inputs = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      BatchColumn column = columns.get(i);
      inputs.addAll(guarded(reads.get(i), () -> column.open(next)));
    }
    bytes.open(inputs, Objects.requireNonNull(scratch).buffers);
    leftInGroup = next.rows();
  }

  /**
   * Bulk loops over damaged bytes end in whatever exception the JVM has for them; here, where part, column and
   * row are known, they become a message.
   */
  private <T> T guarded(ColumnRead read, Supplier<T> work) {
    try {
      return work.get();
    } catch (PlimsollException e) {
      throw e;
    } catch (OutOfMemoryException e) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "Export part " + errors.part() + ", column " + read.source() + " needs more memory than it may use.",
          "Raise the memory limit of the host.",
          e);
    } catch (RuntimeException e) {
      throw errors.damaged(read.source(), rows, e);
    }
  }

  private static boolean isSame(List<FieldVector> some, List<FieldVector> others) {
    for (int i = 0; i < others.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public PartReport report() {
    return repairs.report(rows);
  }

  @Override
  public void close() {
    columns.forEach(BatchColumn::close);
    columns.clear();
    if (scratch != null) {
      bytes.release(scratch.buffers);
    }
  }
}
