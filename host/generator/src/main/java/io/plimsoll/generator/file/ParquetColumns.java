package io.plimsoll.generator.file;

import io.plimsoll.generator.table.Batch;
import io.plimsoll.generator.table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a Parquet file and the values made for them so far. Not for use by several threads.
 *
 * <p>Every column is OPTIONAL, as in Azure's files.
 */
public final class ParquetColumns {
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;
  private static final int REQUIRED = 0;

  private final ParquetOptions options;
  private final Map<String, ParquetType> types = new LinkedHashMap<>();
  private final List<Encoder> encoders = new ArrayList<>();

  /**
   * These columns under these options.
   *
   * @param blankIsInt32 whether CommitmentDiscountName, then without values, is INT32
   */
  public ParquetColumns(List<Column> columns, int[] axisSizes, ParquetOptions options, boolean blankIsInt32) {
    this.options = options;
    for (Column column : columns) {
      ParquetType type = ParquetType.of(column, options, blankIsInt32);
      types.put(column.name(), type);
      encoders.add(encoder(column, type, axisSizes));
    }
  }

  private Encoder encoder(Column column, ParquetType type, int[] axisSizes) {
    if (column instanceof Column.Measured measured) {
      MeasuredChunk chunk = new MeasuredChunk(measured.name(), measured.measure(), type);
      return (batch, compressor) -> List.of(chunk.write(batch, compressor));
    }
    Column.Coded coded = (Column.Coded) column;
    if (type == ParquetType.MAP) {
      return new TagsMapChunks(coded)::write;
    }
    ParquetValues values =
        new ParquetValues(coded, type, axisSizes[coded.axis().ordinal()], options.emptyForNull());
    CodedChunk chunk = new CodedChunk(coded.name(), values, type, options.dictionaries());
    return (batch, compressor) -> List.of(chunk.write(batch, compressor));
  }

  /** Makes the chunks of a column from the rows of a group. */
  private interface Encoder {
    List<ColumnChunk> write(Batch batch, PageCompressor compressor) throws IOException;
  }

  ParquetOptions options() {
    return options;
  }

  int encoders() {
    return encoders.size();
  }

  List<ColumnChunk> encode(int column, Batch batch, PageCompressor compressor) throws IOException {
    return encoders.get(column).write(batch, compressor);
  }

  /** Writes the schema into the footer. */
  void describe(CompactThrift thrift) {
    int leaves = types.size();
    int elements = 1 + leaves + 3 * (int) types.values().stream().filter(t -> t == ParquetType.MAP).count();
    thrift.structs(2, elements).open().text(4, "schema").number(5, leaves).close();
    types.forEach((name, type) -> {
      if (type == ParquetType.MAP) {
        thrift.open().number(3, OPTIONAL).text(4, name).number(5, 1).number(6, 1)
            .open(10).open(2).close().close().close();
        thrift.open().number(3, REPEATED).text(4, "key_value").number(5, 2).close();
        leaf(thrift, "key", ParquetType.TEXT, REQUIRED);
        leaf(thrift, "value", ParquetType.TEXT, OPTIONAL);
      } else {
        leaf(thrift, name, type, OPTIONAL);
      }
    });
  }

  private static void leaf(CompactThrift thrift, String name, ParquetType type, int repetition) {
    thrift.open().number(1, type.physical());
    if (type.length() > 0) {
      thrift.number(2, type.length());
    }
    thrift.number(3, repetition).text(4, name);
    switch (type) {
      case TEXT -> thrift.number(6, 0).open(10).open(1).close().close();
      case DECIMAL -> thrift.number(6, 5).number(7, 18).number(8, 38)
          .open(10).open(5).number(1, 18).number(2, 38).close().close();
      case MICROS -> time(thrift.number(6, 10), 2);
      case MILLIS -> time(thrift.number(6, 9), 1);
      default -> { }
    }
    thrift.close();
  }

  private static void time(CompactThrift thrift, int unit) {
    thrift.open(10).open(8).flag(1, true).open(2).open(unit).close().close().close().close();
  }
}
