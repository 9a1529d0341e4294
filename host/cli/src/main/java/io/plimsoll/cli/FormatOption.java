package io.plimsoll.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the answer is written. Apart from the other options because {@code generate} has a format of its own. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description = "table, json or csv (default: table). json and csv are exact.")
  @Nullable Format format;
}
