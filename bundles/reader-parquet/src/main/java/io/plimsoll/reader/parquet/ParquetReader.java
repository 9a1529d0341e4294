package io.plimsoll.reader.parquet;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.plugin.Plugin;
import java.util.Set;

/** Reads Parquet parts as Azure, AWS, Spark, DuckDB and Arrow write them. */
@Plugin(name = "parquet", type = ExportReader.class)
public final class ParquetReader implements ExportReader {
  private static final String FORMAT = "parquet";

  @Override
  public Set<String> formats() {
    return Set.of(FORMAT);
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    if (!format.equals(FORMAT)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "Export part " + name + " is asked for as " + format + ".",
          "This reader knows the format parquet.");
    }
    PartErrors errors = new PartErrors(name);
    return new ParquetPart(FooterReader.read(part, errors), new PartBytes(part, errors), errors);
  }
}
