package io.plimsoll.generator.file;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;

/**
 * How Parquet files are written; {@link #azure()} is what Azure does.
 *
 * @param rowGroupRows rows of a row group at most
 * @param numbers the physical type of costs, prices and quantities
 * @param times the physical type of dates
 * @param emptyForNull whether a null text is an empty text, as in many columns of Azure's files
 * @param dictionaries whether repeated values go to a dictionary
 * @param tagsAsMap whether Tags is a MAP
 */
public record ParquetOptions(
    Compression compression,
    int rowGroupRows,
    Numbers numbers,
    Times times,
    boolean emptyForNull,
    boolean dictionaries,
    boolean tagsAsMap) {

  /** Refuses a row group without rows. */
  public ParquetOptions {
    if (rowGroupRows < 1) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "a row group of " + rowGroupRows + " rows is none", "Ask for at least one row.");
    }
  }

  /** As Azure writes: snappy, 125,000 rows a group, DECIMAL(38,18) in 16 bytes, INT96. */
  public static ParquetOptions azure() {
    return new ParquetOptions(
        Compression.SNAPPY, 125_000, Numbers.DECIMAL, Times.INT96, false, true, false);
  }

  /** The same with another compression. */
  public ParquetOptions compression(Compression other) {
    return new ParquetOptions(other, rowGroupRows, numbers, times, emptyForNull, dictionaries, tagsAsMap);
  }

  /** The same with row groups of another size. */
  public ParquetOptions rowGroupRows(int other) {
    return new ParquetOptions(compression, other, numbers, times, emptyForNull, dictionaries, tagsAsMap);
  }

  /** The same with other number types. */
  public ParquetOptions numbers(Numbers other) {
    return new ParquetOptions(compression, rowGroupRows, other, times, emptyForNull, dictionaries, tagsAsMap);
  }

  /** The same with other date types. */
  public ParquetOptions times(Times other) {
    return new ParquetOptions(compression, rowGroupRows, numbers, other, emptyForNull, dictionaries, tagsAsMap);
  }

  /** The same with {@code ''} where a text is null. */
  public ParquetOptions emptyForNull(boolean other) {
    return new ParquetOptions(compression, rowGroupRows, numbers, times, other, dictionaries, tagsAsMap);
  }

  /** The same with or without dictionaries. */
  public ParquetOptions dictionaries(boolean other) {
    return new ParquetOptions(compression, rowGroupRows, numbers, times, emptyForNull, other, tagsAsMap);
  }

  /** The same with Tags as a MAP or as text. */
  public ParquetOptions tagsAsMap(boolean other) {
    return new ParquetOptions(compression, rowGroupRows, numbers, times, emptyForNull, dictionaries, other);
  }

  /** Fraction digits that a cost can have in these files. */
  public int costScale() {
    return switch (numbers) {
      case DECIMAL -> 18;
      case DOUBLE -> 9;
      case INTEGER -> 0;
    };
  }

  /** The codecs that FOCUS writers use. */
  public enum Compression {
    /** None. */
    NONE(0, ""),
    /** Snappy. */
    SNAPPY(1, ".snappy"),
    /** Gzip. */
    GZIP(2, ".gz"),
    /** Zstandard. */
    ZSTD(6, ".zstd");

    private final int code;
    private final String suffix;

    Compression(int code, String suffix) {
      this.code = code;
      this.suffix = suffix;
    }

    int code() {
      return code;
    }

    /** What stands in a file name before {@code .parquet}. */
    public String suffix() {
      return suffix;
    }
  }

  /** Physical types of numbers. */
  public enum Numbers {
    /** DECIMAL(38,18) in 16 fixed bytes. */
    DECIMAL,
    /** DOUBLE. */
    DOUBLE,
    /** INT64 for costs, DOUBLE for prices and quantities. */
    INTEGER
  }

  /** Physical types of dates. */
  public enum Times {
    /** INT96: nanoseconds of a Julian day. */
    INT96,
    /** INT64 in microseconds. */
    MICROS,
    /** INT64 in milliseconds. */
    MILLIS
  }
}
