package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import io.plimsoll.generator.table.Measure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file, neighbours of one axis joined to one piece of text.
 *
 * <p>A row of a hundred columns is some forty pieces, and most are bytes made once and copied. Not for use
 * by several threads.
 */
public final class CsvPieces {
  private final List<Piece> pieces = new ArrayList<>();
  private final CsvStyle style;
  private final byte[] header;

  /** Pieces of these columns. */
  public CsvPieces(List<Column> columns, int[] axisSizes, CsvStyle style) {
    this.style = style;
    List<String> names = new ArrayList<>();
    List<Column.Coded> joined = new ArrayList<>();
    Axis axis = Axis.CONSTANT;
    for (Column column : columns) {
      names.add(quoted(column.name()));
      if (column instanceof Column.Coded coded) {
        boolean fits = coded.axis() == Axis.CONSTANT || axis == Axis.CONSTANT || axis == coded.axis();
        if (!fits) {
          joined = join(joined, axis, axisSizes);
          axis = Axis.CONSTANT;
        }
        axis = coded.axis() == Axis.CONSTANT ? axis : coded.axis();
        joined.add(coded);
      } else if (column instanceof Column.Measured measured) {
        joined = join(joined, axis, axisSizes);
        axis = Axis.CONSTANT;
        pieces.add(new Number(measured.measure()));
      }
    }
    join(joined, axis, axisSizes);
    header = (String.join(",", names) + '\n').getBytes(StandardCharsets.UTF_8);
  }

  private List<Column.Coded> join(List<Column.Coded> columns, Axis axis, int[] axisSizes) {
    if (!columns.isEmpty()) {
      pieces.add(new Text(axis, List.copyOf(columns), new byte[axisSizes[axis.ordinal()]][]));
    }
    return new ArrayList<>();
  }

  /** The header line, without a byte order mark. */
  public byte[] header() {
    return header;
  }

  List<Piece> pieces() {
    return pieces;
  }

  CsvStyle style() {
    return style;
  }

  /** A part of a line. */
  sealed interface Piece {}

  /** Columns of one axis. */
  record Text(Axis axis, List<Column.Coded> columns, byte[][] made) implements Piece {}

  /** A number of each row. */
  record Number(Measure measure) implements Piece {}

  /** Makes the text of a piece for a code, each value followed by a comma, and keeps it. */
  byte[] make(Text piece, int code) {
    StringBuilder line = new StringBuilder(256);
    for (Column.Coded column : piece.columns) {
      line.append(value(column.values().apply(column.axis() == Axis.CONSTANT ? 0 : code))).append(',');
    }
    byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
    piece.made[code] = bytes;
    return bytes;
  }

  private String value(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text.isEmpty() ? "\"\"" : quoted(text);
    }
    if (value instanceof BigDecimal number) {
      return style.number(number);
    }
    if (value instanceof LocalDate day) {
      return style.date(day);
    }
    return Boolean.TRUE.equals(value) ? "True" : "False";
  }

  private static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ',' || c == '\n' || c == '\r') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }
}
