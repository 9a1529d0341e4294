package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlTable.Column;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A Parquet file as batches in every form the contract allows: odd text columns coded, scales changing by batch. */
final class JdbcBatches implements Batches {
  private static final int ROWS = 700;

  private final List<Column> columns;
  private final BufferAllocator allocator;
  private final Runnable onClose;
  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final Map<String, Map<String, Integer>> codes = new HashMap<>();
  private final Map<String, VarCharVector> dictionaries = new LinkedHashMap<>();
  private VectorSchemaRoot batch;

  JdbcBatches(
      Path file, List<Column> columns, Map<String, String> sources, BufferAllocator allocator, Runnable onClose) {
    this.columns = columns;
    this.allocator = allocator;
    this.onClose = onClose;
    String list =
        columns.stream()
            .map(column -> sources.containsKey(column.name()) ? '"' + sources.get(column.name()) + '"' : "NULL")
            .collect(Collectors.joining(", "));
    try {
      connection = ParquetTable.connect();
      statement = connection.createStatement();
      rows = statement.executeQuery("SELECT " + (list.isEmpty() ? "1" : list) + " FROM read_parquet('" + file + "')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (isText(column) && i % 2 == 1) {
        dictionaries.put(column.name(), new VarCharVector(column.name(), allocator));
        codes.put(column.name(), new HashMap<>());
      }
    }
  }

  @Override
  public Batch next() {
    try {
      closeBatch();
      List<List<Object>> values = new ArrayList<>();
      while (values.size() < ROWS && rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          row.add(value(columns.get(i), i + 1));
        }
        values.add(row);
      }
      if (values.isEmpty()) {
        return null;
      }
      List<FieldVector> vectors = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        vectors.add(vector(columns.get(i), values.stream().map(row -> row.get(column)).collect(Collectors.toList())));
      }
      batch = new VectorSchemaRoot(vectors.stream().map(FieldVector::getField).toList(), vectors, values.size());
      return new Batch(batch, dictionaries);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(Column column, int index) throws SQLException {
    if (rows.getObject(index) == null) {
      return null;
    }
    return switch (column.type()) {
      case STRING, JSON -> rows.getString(index).isEmpty() ? null : rows.getString(index);
      case DECIMAL -> new BigDecimal(rows.getString(index));
      case BOOLEAN -> rows.getBoolean(index);
      case DATE_TIME -> rows.getObject(index, LocalDateTime.class);
    };
  }

  private FieldVector vector(Column column, List<Object> values) {
    FieldVector vector =
        switch (column.type()) {
          case STRING, JSON -> dictionaries.containsKey(column.name()) ? codes(column, values) : texts(column, values);
          case DECIMAL -> decimals(column, values);
          case BOOLEAN -> booleans(column, values);
          case DATE_TIME -> instants(column, values);
        };
    vector.setValueCount(values.size());
    return vector;
  }

  private FieldVector texts(Column column, List<Object> values) {
    VarCharVector vector = new VarCharVector(column.name(), allocator);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        vector.setSafe(i, values.get(i).toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return vector;
  }

  private FieldVector codes(Column column, List<Object> values) {
    IntVector vector = new IntVector(column.name(), allocator);
    VarCharVector dictionary = dictionaries.get(column.name());
    Map<String, Integer> known = codes.get(column.name());
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) {
        vector.setSafe(i, -1);
        vector.setNull(i);
      } else {
        String text = values.get(i).toString();
        int code = known.computeIfAbsent(text, t -> {
          dictionary.setSafe(known.size(), t.getBytes(StandardCharsets.UTF_8));
          return known.size();
        });
        dictionary.setValueCount(known.size());
        vector.setSafe(i, code);
      }
    }
    return vector;
  }

  private FieldVector decimals(Column column, List<Object> values) {
    int scale = values.stream().mapToInt(v -> v == null ? 0 : Math.max(0, strip(v).scale())).max().orElse(0);
    int digits = values.stream().mapToInt(v -> v == null ? 1 : strip(v).setScale(scale).precision()).max().orElse(1);
    if (digits <= 38) {
      DecimalVector vector = new DecimalVector(column.name(), allocator, 38, scale);
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) != null) {
          vector.setSafe(i, strip(values.get(i)).setScale(scale));
        }
      }
      return vector;
    }
    Decimal256Vector vector = new Decimal256Vector(column.name(), allocator, 76, scale);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        vector.setSafe(i, strip(values.get(i)).setScale(scale));
      }
    }
    return vector;
  }

  private static BigDecimal strip(Object value) {
    return ((BigDecimal) value).stripTrailingZeros();
  }

  private FieldVector booleans(Column column, List<Object> values) {
    BitVector vector = new BitVector(column.name(), allocator);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        vector.setSafe(i, (Boolean) values.get(i) ? 1 : 0);
      }
    }
    return vector;
  }

  private FieldVector instants(Column column, List<Object> values) {
    TimeStampMicroVector vector = new TimeStampMicroVector(column.name(), allocator);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        vector.setSafe(i, ChronoUnit.MICROS.between(
            LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), (LocalDateTime) values.get(i)));
      }
    }
    return vector;
  }

  private static boolean isText(Column column) {
    return column.type() == FocusType.STRING || column.type() == FocusType.JSON;
  }

  private void closeBatch() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }

  @Override
  public void close() {
    closeBatch();
    dictionaries.values().forEach(VarCharVector::close);
    onClose.run();
    try {
      rows.close();
      statement.close();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
