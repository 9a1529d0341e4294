package io.plimsoll.testkit.contract;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.api.plugin.Plugin;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** A sound reader of a format of its own: a line a row, a bar between values; wrong ones change one step of it. */
@Plugin(name = "lines", type = ExportReader.class)
public class LineReader implements ExportReader {
  private static final int ROWS_OF_A_BATCH = 4;

  /** As a host makes it. */
  public LineReader() {}

  @Override
  public Set<String> formats() {
    return Set.of("lines");
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    byte[] bytes = new byte[(int) part.size()];
    for (int at = 0; at < bytes.length; ) {
      at += part.read(at, bytes, at, Math.min(100, bytes.length - at));
    }
    List<String> lines = new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
    String end = lines.remove(lines.size() - 1);
    if (lines.isEmpty() || !end.equals("#" + Arrays.hashCode(String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1)))) {
      lines = damaged(name, lines);
    }
    return new Part(lines, name);
  }

  List<String> damaged(String name, List<String> lines) {
    throw new PlimsollException(ErrorCode.INPUT_INVALID, name + " is damaged.", "Export it again.");
  }

  void ended(VectorSchemaRoot batch) {
    batch.close();
  }

  BigDecimal amount(String text) {
    return new BigDecimal(text);
  }

  /** Sound: every row there is. */
  List<String> rows(List<String> all) {
    return all;
  }

  PlimsollException missing(String column) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, "There is no column " + column + ".", "Ask for another.");
  }

  private final class Part implements PartReader {
    private final List<String> header;
    private final List<String> rows;
    private List<ColumnRead> wanted = List.of();
    private @Nullable BufferAllocator allocator;
    private @Nullable VectorSchemaRoot last;
    private int next;

    Part(List<String> lines, String name) {
      this.header = lines.isEmpty() ? List.of() : List.of(lines.get(0).split("\\|", -1));
      this.rows = rows(lines.isEmpty() ? List.of() : lines.subList(1, lines.size()));
    }

    @Override
    public List<PartColumn> columns() {
      return header.stream().map(n -> new PartColumn(n, FocusType.STRING, "text")).toList();
    }

    @Override
    public void project(List<ColumnRead> columns, BufferAllocator memory) {
      for (ColumnRead column : columns) {
        if (!header.contains(column.source())) {
          throw missing(column.source());
        }
      }
      wanted = columns;
      allocator = memory;
    }

    @Override
    public @Nullable Batch next() {
      close();
      int count = Math.min(ROWS_OF_A_BATCH, rows.size() - next);
      if (count == 0) {
        return null;
      }
      List<FieldVector> vectors = new ArrayList<>();
      for (ColumnRead column : wanted) {
        vectors.add(vector(column, rows.subList(next, next + count)));
      }
      next += count;
      VectorSchemaRoot batch = new VectorSchemaRoot(vectors);
      batch.setRowCount(count);
      last = batch;
      return new Batch(batch, Map.of());
    }

    private FieldVector vector(ColumnRead column, List<String> some) {
      int at = header.indexOf(column.source());
      FieldVector vector =
          switch (column.type()) {
            case DECIMAL -> new Decimal256Vector(column.name(), allocator, 76, 28);
            case DATE_TIME -> new TimeStampMicroVector(column.name(), allocator);
            default -> new VarCharVector(column.name(), allocator);
          };
      vector.setInitialCapacity(some.size());
      vector.allocateNew();
      for (int row = 0; row < some.size(); row++) {
        String text = some.get(row).split("\\|", -1)[at];
        if (text.isEmpty()) {
          vector.setNull(row);
        } else if (vector instanceof Decimal256Vector decimals) {
          decimals.setSafe(row, amount(text).setScale(28));
        } else if (vector instanceof TimeStampMicroVector times) {
          times.setSafe(row, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text)));
        } else {
          ((VarCharVector) vector).setSafe(row, text.getBytes(StandardCharsets.UTF_8));
        }
      }
      vector.setValueCount(some.size());
      return vector;
    }

    @Override
    public PartReport report() {
      return new PartReport(next, Map.of(), List.of());
    }

    @Override
    public void close() {
      if (last != null) {
        ended(last);
        last = null;
      }
    }
  }
}
