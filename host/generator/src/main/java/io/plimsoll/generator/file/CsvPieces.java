package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import io.plimsoll.generator.table.Measure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file, neighbours of one axis joined to one piece of text.
 *
 * <p>A row of a hundred columns is some forty pieces, and most are bytes made once and copied. Not for use
 * by several threads.
 */
public final class CsvPieces {
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Axis, AxisTexts> texts = new EnumMap<>(Axis.class);
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
      AxisTexts of = texts.computeIfAbsent(axis, a -> new AxisTexts(a, axisSizes[a.ordinal()]));
      pieces.add(new Text(of, of.add(code -> make(columns, code))));
    }
    return new ArrayList<>();
  }

  /** The header line, without a byte order mark. */
  public byte[] header() {
    return header;
  }

  List<AxisTexts> texts() {
    return List.copyOf(texts.values());
  }

  List<Piece> pieces() {
    return pieces;
  }

  CsvStyle style() {
    return style;
  }

  /** A part of a line. */
  sealed interface Piece {}

  /** Columns of one axis: a piece of its texts. */
  record Text(AxisTexts texts, int slot) implements Piece {}

  /** A number of each row. */
  record Number(Measure measure) implements Piece {}

  /** Each value of a piece followed by a comma. */
  private byte[] make(List<Column.Coded> columns, int code) {
    StringBuilder line = new StringBuilder(256);
    for (Column.Coded column : columns) {
      line.append(value(column.values().apply(column.axis() == Axis.CONSTANT ? 0 : code))).append(',');
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
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
