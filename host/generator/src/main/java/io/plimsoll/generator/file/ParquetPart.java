package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Batch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A Parquet part; each batch becomes a row group. */
public final class ParquetPart implements PartFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final ParquetColumns columns;
  private final PageCompressor compressor;
  private final OutputStream out;
  private final Bytes groups = new Bytes(1 << 12);
  private long position = MAGIC.length;
  private long rows;
  private int groupCount;

  /** Starts a part on a stream, which it closes. */
  public ParquetPart(ParquetColumns columns, OutputStream out) throws IOException {
    this.columns = columns;
    this.out = out;
    compressor = new PageCompressor(columns.options().compression());
    out.write(MAGIC);
  }

  @Override
  public void write(Batch batch) throws IOException {
    if (batch.rows() == 0) {
      return;
    }
    Bytes described = new Bytes(1 << 12);
    CompactThrift chunks = new CompactThrift(described);
    long unpacked = 0;
    int count = 0;
    for (int column = 0; column < columns.encoders(); column++) {
      for (ColumnChunk chunk : columns.encode(column, batch, compressor)) {
        chunk.describe(chunks, position);
        out.write(chunk.pages().array(), 0, chunk.pages().size());
        position += chunk.pages().size();
        unpacked += chunk.unpackedSize();
        count++;
      }
    }
    new CompactThrift(groups).open().structs(1, count).raw(described).number(2, unpacked)
        .number(3, (long) batch.rows()).close();
    rows += batch.rows();
    groupCount++;
  }

  @Override
  public void close() throws IOException {
    Bytes footer = new Bytes(1 << 14);
    CompactThrift thrift = new CompactThrift(footer).open().number(1, 1);
    columns.describe(thrift);
    thrift.number(3, rows).structs(4, groupCount).raw(groups).text(6, "plimsoll generator").close();
    int length = footer.size();
    footer.putInt(length);
    footer.put(MAGIC);
    out.write(footer.array(), 0, footer.size());
    out.close();
  }
}
