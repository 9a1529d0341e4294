package io.plimsoll.generator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The file formats of an export. */
public enum ExportFormat {
  /** Plain CSV. */
  CSV("csv"),
  /** CSV in gzip. */
  CSV_GZ("csv.gz"),
  /** Parquet. */
  PARQUET("parquet");

  private final String text;

  ExportFormat(String text) {
    this.text = text;
  }

  /** The name on the command line, which also ends file names. */
  public String text() {
    return text;
  }

  /** The format of this name. */
  public static Optional<ExportFormat> parse(String text) {
    return Arrays.stream(values()).filter(f -> f.text.equals(text.toLowerCase(Locale.ROOT))).findFirst();
  }
}
