package io.plimsoll.console.api;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.jspecify.annotations.Nullable;

/** Answers as tables for programs: CSV, and Arrow's stream format. */
final class CostTables {
  static final String CSV = "text/csv";
  static final String ARROW = "application/vnd.apache.arrow.stream";

  /** What an ordinary decimal vector holds. */
  private static final int DIGITS = 38;

  private static final int MOST_DIGITS = 76;

  private CostTables() {}

  static byte[] csv(CostResult result) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (CostRow row : result.rows()) {
      List<@Nullable String> cells = new ArrayList<>();
      if (row.start() != null) {
        cells.add(row.start().toString());
      }
      row.keys().forEach(key -> cells.add(text(key)));
      cells.add(text(row.unit()));
      cells.add(Json.number(row.value()));
      if (compares(result)) {
        cells.add(row.compared() == null ? null : Json.number(row.compared()));
      }
      rows.add(cells);
    }
    return csv(header(result), rows);
  }

  static byte[] csv(List<String> header, List<List<@Nullable String>> rows) {
    StringBuilder out = new StringBuilder();
    line(out, header);
    rows.forEach(row -> line(out, row));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder out, List<? extends @Nullable String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      out.append(i == 0 ? "" : ",");
      if (cell != null) {
        boolean quoted = cell.isEmpty() || cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        out.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      }
    }
    out.append("\r\n");
  }

  /** Names come from files of others: one that a spreadsheet would run as a formula gets an apostrophe in front. */
  static @Nullable String text(@Nullable String cell) {
    return cell == null || cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
  }

  private static List<String> header(CostResult result) {
    List<String> header = new ArrayList<>();
    if (hasStart(result)) {
      header.add("start");
    }
    result.query().by().forEach(d -> header.add(text(d.name())));
    header.add(result.query().metric().unitColumn());
    header.add(result.query().metric().column());
    if (compares(result)) {
      header.add("compared");
    }
    return header;
  }

  private static boolean hasStart(CostResult result) {
    return !result.query().granularity().name().equals("NONE");
  }

  private static boolean compares(CostResult result) {
    return result.query().comparedPeriod() != null;
  }

  /** One batch; exact decimals, of 128 bits where they fit and of 256 otherwise. */
  static byte[] arrow(CostResult result, BufferAllocator allocator) {
    List<FieldVector> vectors = new ArrayList<>();
    List<CostRow> rows = result.rows();
    try {
      if (hasStart(result)) {
        DateDayVector start = new DateDayVector("start", allocator);
        vectors.add(start);
        for (int i = 0; i < rows.size(); i++) {
          var day = rows.get(i).start();
          if (day != null) {
            start.setSafe(i, (int) day.toEpochDay());
          }
        }
      }
      for (int k = 0; k < result.query().by().size(); k++) {
        int key = k;
        texts(vectors, result.query().by().get(k).name(), allocator, rows, row -> row.keys().get(key));
      }
      texts(vectors, result.query().metric().unitColumn(), allocator, rows, CostRow::unit);
      decimals(vectors, result.query().metric().column(), allocator, rows, CostRow::value);
      if (compares(result)) {
        decimals(vectors, "compared", allocator, rows, CostRow::compared);
      }
      vectors.forEach(v -> v.setValueCount(rows.size()));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
          ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
        root.setRowCount(rows.size());
        writer.start();
        writer.writeBatch();
        writer.end();
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedOperationException e) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "Arrow cannot be written: Java was started without --add-opens=java.base/java.nio=ALL-UNNAMED.",
          "Start the host by plimsoll serve, which sets it, or ask for JSON or CSV.",
          e);
    } finally {
      vectors.forEach(FieldVector::close);
    }
  }

  private interface Cell<T> {
    @Nullable T of(CostRow row);
  }

  private static void texts(List<FieldVector> vectors, String name, BufferAllocator allocator, List<CostRow> rows, Cell<String> cell) {
    VarCharVector vector = new VarCharVector(name, allocator);
    vectors.add(vector);
    for (int i = 0; i < rows.size(); i++) {
      String text = cell.of(rows.get(i));
      if (text == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void decimals(List<FieldVector> vectors, String name, BufferAllocator allocator, List<CostRow> rows, Cell<BigDecimal> cell) {
    int scale = 0;
    int whole = 1;
    for (CostRow row : rows) {
      BigDecimal value = cell.of(row);
      if (value != null && value.signum() != 0) {
        BigDecimal plain = value.stripTrailingZeros();
        scale = Math.max(scale, plain.scale());
        whole = Math.max(whole, plain.precision() - plain.scale());
      }
    }
    boolean fits = whole + scale <= DIGITS;
    BaseFixedWidthVector vector =
        fits ? new DecimalVector(name, allocator, DIGITS, scale) : new Decimal256Vector(name, allocator, MOST_DIGITS, scale);
    vectors.add(vector);
    for (int i = 0; i < rows.size(); i++) {
      BigDecimal value = cell.of(rows.get(i));
      if (value == null) {
        continue;
      }
      if (vector instanceof DecimalVector ordinary) {
        ordinary.setSafe(i, value.setScale(scale));
      } else if (vector instanceof Decimal256Vector wide) {
        wide.setSafe(i, value.setScale(scale));
      }
    }
  }
}
