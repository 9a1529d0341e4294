package io.plimsoll.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How answers are written. */
enum Format {
  /** For people: aligned and rounded. */
  TABLE,
  /** For programs: exact. */
  JSON,
  /** For spreadsheets: exact. */
  CSV;

  /** Reads the lower-case name. */
  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      for (Format format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + text + "' is none of table, json and csv");
    }
  }
}
