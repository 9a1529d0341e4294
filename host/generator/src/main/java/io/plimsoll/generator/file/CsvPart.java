package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Amounts;
import io.plimsoll.generator.table.Batch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A CSV part as Azure writes it: byte order mark, header, line feeds, quotes only where they are needed. */
public final class CsvPart implements PartFile {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int BUFFER = 1 << 18;

  private final CsvPieces pieces;
  private final CsvPieces.Piece[] order;
  private final OutputStream out;
  private final AxisTexts[] axes;
  private final int[] axisOf;
  private final int[] slotOf;
  private final int[][] codes;
  private final byte[][] current;
  private final Amounts[] amounts;
  private final DecimalText decimals = new DecimalText();
  private final boolean plainOnly;
  private byte[] buffer = new byte[BUFFER];
  private int at;
  private long rows;

  /** Starts a part on a stream, which it closes. */
  public CsvPart(CsvPieces pieces, OutputStream out) throws IOException {
    this.pieces = pieces;
    this.order = pieces.pieces().toArray(new CsvPieces.Piece[0]);
    this.out = out;
    axes = pieces.texts().toArray(new AxisTexts[0]);
    codes = new int[axes.length][];
    current = new byte[axes.length][];
    axisOf = new int[order.length];
    slotOf = new int[order.length];
    amounts = new Amounts[order.length];
    for (int i = 0; i < order.length; i++) {
      if (order[i] instanceof CsvPieces.Text text) {
        axisOf[i] = pieces.texts().indexOf(text.texts());
        slotOf[i] = text.slot();
      }
    }
    plainOnly = !pieces.style().exponents();
    out.write(BYTE_ORDER_MARK);
    out.write(pieces.header());
    if (pieces.style().doubleMark()) {
      out.write(BYTE_ORDER_MARK);
    }
  }

  @Override
  public void write(Batch batch) throws IOException {
    for (int i = 0; i < order.length; i++) {
      amounts[i] = order[i] instanceof CsvPieces.Number number ? batch.amounts(number.measure()) : null;
    }
    for (int axis = 0; axis < axes.length; axis++) {
      codes[axis] = batch.codes(axes[axis].axis());
    }
    for (int row = 0; row < batch.rows(); row++) {
      line(row);
      if (pieces.style().blankLines() && rows % 50 == 49) {
        room(1);
        buffer[at++] = '\n';
      }
      rows++;
    }
    flush();
  }

  private void line(int row) throws IOException {
    for (int axis = 0; axis < axes.length; axis++) {
      current[axis] = axes[axis].texts(codes[axis][row]);
    }
    for (int i = 0; i < order.length; i++) {
      Amounts numbers = amounts[i];
      if (numbers != null) {
        number(numbers, row);
      } else {
        int axis = axisOf[i];
        int code = codes[axis][row];
        int start = axes[axis].start(code, slotOf[i]);
        text(current[axis], start, axes[axis].end(code, slotOf[i]) - start);
      }
    }
    // every piece ends with a comma; the last one's is the end of the line
    buffer[at - 1] = '\n';
  }

  private void text(byte[] bytes, int from, int length) throws IOException {
    if (at + length > buffer.length) {
      room(length);
    }
    System.arraycopy(bytes, from, buffer, at, length);
    at += length;
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    text(bytes, 0, bytes.length);
  }

  private void number(Amounts numbers, int row) throws IOException {
    int scale = numbers.scale(row);
    room(DecimalText.MOST + 1);
    if (scale >= 0 && !plainOnly) {
      text(pieces.style().number(numbers.value(row)));
    } else if (scale >= 0) {
      at = decimals.write(buffer, at, numbers.high(row), numbers.low(row), scale);
    } else if (scale == Amounts.WIDE) {
      text(pieces.style().number(numbers.value(row)));
    }
    room(1);
    buffer[at++] = ',';
  }

  private void room(int bytes) throws IOException {
    if (at + bytes > buffer.length) {
      // the last byte stays, as the end of a line is written over it
      int kept = Math.min(1, at);
      out.write(buffer, 0, at - kept);
      buffer[0] = buffer[Math.max(0, at - 1)];
      at = kept;
      if (bytes + 1 > buffer.length) {
        buffer = Arrays.copyOf(buffer, bytes * 2);
      }
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, at);
    at = 0;
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
