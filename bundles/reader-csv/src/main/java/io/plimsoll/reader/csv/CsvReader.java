package io.plimsoll.reader.csv;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.plugin.Plugin;
import java.util.Set;

/** Reads CSV parts, plain and gzip compressed. */
@Plugin(name = "csv", type = ExportReader.class)
public final class CsvReader implements ExportReader {
  private static final String CSV = "csv";
  private static final String CSV_GZ = "csv.gz";

  @Override
  public Set<String> formats() {
    return Set.of(CSV, CSV_GZ);
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    PartProblems problems = new PartProblems(name);
    return switch (format) {
      case CSV -> new CsvPart(new PlainBytes(part), problems, TextDictionary.Limits.STANDARD);
      case CSV_GZ -> {
        requireGzip(part, problems);
        yield new CsvPart(new GzipBytes(part), problems, TextDictionary.Limits.STANDARD);
      }
      default -> throw new IllegalArgumentException(format + " is none of " + formats());
    };
  }

  private static void requireGzip(ObjectReader part, PartProblems problems) {
    byte[] start = new byte[1024 + Long.BYTES];
    int length = part.read(0, start, 0, 1024);
    if (length > 0 && Signature.of(start, length) != Signature.GZIP) {
      throw problems.notGzip(start, length);
    }
  }
}
