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
    plainOnly = !pieces.style().exponents();
    out.write(BYTE_ORDER_MARK);
    out.write(pieces.header());
    if (pieces.style().doubleMark()) {
      out.write(BYTE_ORDER_MARK);
    }
  }

  @Override
  public void write(Batch batch) throws IOException {
    int[][] codes = new int[order.length][];
    byte[][][] made = new byte[order.length][][];
    Amounts[] amounts = new Amounts[order.length];
    for (int i = 0; i < order.length; i++) {
      if (order[i] instanceof CsvPieces.Text text) {
        codes[i] = batch.codes(text.axis());
        made[i] = text.made();
      } else if (order[i] instanceof CsvPieces.Number number) {
        amounts[i] = batch.amounts(number.measure());
      }
    }
    for (int row = 0; row < batch.rows(); row++) {
      line(row, codes, made, amounts);
      if (pieces.style().blankLines() && rows % 50 == 49) {
        room(1);
        buffer[at++] = '\n';
      }
      rows++;
    }
    flush();
  }

  private void line(int row, int[][] codes, byte[][][] made, Amounts[] amounts) throws IOException {
    for (int i = 0; i < made.length; i++) {
      if (made[i] == null) {
        number(amounts[i], row);
        continue;
      }
      int code = codes[i][row];
      byte[] text = made[i][code];
      if (text == null) {
        text = pieces.make((CsvPieces.Text) order[i], code);
      }
      text(text);
    }
    // every piece ends with a comma; the last one's is the end of the line
    buffer[at - 1] = '\n';
  }

  private void text(byte[] bytes) throws IOException {
    int length = bytes.length;
    if (at + length > buffer.length) {
      room(length);
    }
    if (length == 1) {
      buffer[at] = bytes[0];
    } else {
      System.arraycopy(bytes, 0, buffer, at, length);
    }
    at += length;
  }

  private void number(Amounts amounts, int row) throws IOException {
    int scale = amounts.scale(row);
    room(DecimalText.MOST + 1);
    if (scale >= 0 && !plainOnly) {
      text(pieces.style().number(amounts.value(row)).getBytes(StandardCharsets.US_ASCII));
    } else if (scale >= 0) {
      at = decimals.write(buffer, at, amounts.high(row), amounts.low(row), scale);
    } else if (scale == Amounts.WIDE) {
      text(pieces.style().number(amounts.value(row)).getBytes(StandardCharsets.US_ASCII));
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
