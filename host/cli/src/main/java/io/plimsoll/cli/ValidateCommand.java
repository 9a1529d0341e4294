package io.plimsoll.cli;

import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.focus.FocusVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code validate}. */
@Command(
    name = "validate",
    description = "Check loose files: which FOCUS version they are, and every rule of it that they break.",
    footer = {
      "",
      "Exits with 5 when a file does not conform.",
      "Examples:",
      "  plimsoll validate part_0_0001.csv.gz",
      "  plimsoll validate --focus 1.2 export/*.parquet"
    })
final class ValidateCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "csv, csv.gz or parquet files.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--focus",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Check against this version (default: the one the columns fit best).")
  private @Nullable FocusVersion version;

  ValidateCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    List<ConformanceReport> reports = new ArrayList<>();
    for (Path file : files) {
      reports.add(invocation.host().validate(file.toAbsolutePath().normalize(), version, invocation.caller()));
    }
    invocation.print(new ConformanceView(reports));
    return (reports.stream().allMatch(ConformanceReport::conforms) ? ExitCode.OK : ExitCode.INPUT).number();
  }

  /** Reads a FOCUS version. */
  static final class VersionConverter implements ITypeConverter<FocusVersion> {
    @Override
    public FocusVersion convert(String text) {
      return FocusVersion.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of "
                          + Arrays.stream(FocusVersion.values()).map(FocusVersion::text).collect(Collectors.joining(", "))));
    }
  }
}
