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
  private byte[] buffer = new byte[BUFFER];
  private int at;
  private long rows;

  /** Starts a part on a stream, which it closes. */
  public CsvPart(CsvPieces pieces, OutputStream out) throws IOException {
    this.pieces = pieces;
    this.order = pieces.pieces().toArray(new CsvPieces.Piece[0]);
    this.out = out;
    out.write(BYTE_ORDER_MARK);
    out.write(pieces.header());
    if (pieces.style().doubleMark()) {
      out.write(BYTE_ORDER_MARK);
    }
  }

  @Override
  public void write(Batch batch) throws IOException {
    int[][] codes = new int[order.length][];
    Amounts[] amounts = new Amounts[order.length];
    for (int i = 0; i < order.length; i++) {
      if (order[i] instanceof CsvPieces.Text text) {
        codes[i] = batch.codes(text.axis());
      } else if (order[i] instanceof CsvPieces.Number number) {
        amounts[i] = batch.amounts(number.measure());
      }
    }
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < order.length; i++) {
        if (codes[i] != null) {
          text(pieces.text((CsvPieces.Text) order[i], codes[i][row]));
        } else {
          number(amounts[i], row);
        }
        buffer[at++] = ',';
      }
      buffer[at - 1] = '\n';
      if (pieces.style().blankLines() && rows % 50 == 49) {
        text(new byte[] {'\n'});
      }
      rows++;
    }
    flush();
  }

  private void text(byte[] bytes) throws IOException {
    room(bytes.length + 1);
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    at += bytes.length;
  }

  private void number(Amounts amounts, int row) throws IOException {
    int scale = amounts.scale(row);
    room(DecimalText.MOST + 1);
    if (scale >= 0 && !pieces.style().exponents()) {
      at = decimals.write(buffer, at, amounts.high(row), amounts.low(row), scale);
    } else if (scale != Amounts.NULL) {
      text(pieces.style().number(amounts.value(row)).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void room(int bytes) throws IOException {
    if (at + bytes > buffer.length) {
      flush();
      if (bytes > buffer.length) {
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
