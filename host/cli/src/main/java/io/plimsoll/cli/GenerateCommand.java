package io.plimsoll.cli;

import io.plimsoll.api.focus.FocusVersion;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code generate}. Its {@code --format} is that of the files, so it answers as a table only. */
@Command(
    name = "generate",
    description = "Write made-up exports as Azure writes them; the same seed writes the same bytes.",
    footer = {
      "",
      "Example:",
      "  plimsoll generate ./exports --seed 7 --months 3 --rows 100000 --focus 1.0r2 --format csv.gz"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final Set<String> FORMATS = Set.of("csv", "csv.gz", "parquet");

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The folder to write to.")
  private Path folder = Path.of("");

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "What chance begins with (default: 1).")
  private long seed;

  @Option(names = "--months", paramLabel = "N", defaultValue = "3", description = "Billing periods (default: 3).")
  private int months;

  @Option(names = "--rows", paramLabel = "N", defaultValue = "10000", description = "Rows of each month (default: 10000).")
  private long rows;

  @Option(
      names = "--focus",
      paramLabel = "VERSION",
      defaultValue = "1.0r2",
      converter = ValidateCommand.VersionConverter.class,
      description = "The FOCUS version (default: 1.0r2).")
  private FocusVersion focus = FocusVersion.V1_0R2;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "csv.gz", description = "csv, csv.gz or parquet (default: csv.gz).")
  private String files = "csv.gz";

  @Option(names = "--fault", paramLabel = "NAME", description = "Something to do wrong on purpose; may be repeated.")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--today", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day of the last export (default: today).")
  private @Nullable LocalDate today;

  GenerateCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
  }

  @Override
  public Integer call() {
    check(FORMATS.contains(files), "--format: '" + files + "' is none of csv, csv.gz and parquet");
    check(months > 0 && months <= 120, "--months is 1 to 120 but was " + months);
    check(rows > 0, "--rows is at least 1 but was " + rows);
    ExportMaker maker = invocation.surroundings().exports();
    Path target = folder.toAbsolutePath().normalize();
    StatusLine status = invocation.surroundings().statusLine();
    ExportMaker.Made made =
        maker.make(
            new ExportMaker.Wish(target, seed, months, rows, focus, files, faults, today == null ? invocation.today() : today),
            progress(status));
    status.end();
    invocation.print(
        new SentenceView(
            "Wrote " + Figures.count(made.rows(), "row") + " in " + Figures.count(made.files(), "file") + ", "
                + Figures.bytes(made.bytes()) + ", to " + target + ".",
            Exact.object("folder", target.toString(), "files", made.files(), "rows", made.rows(), "bytes", made.bytes())));
    return ExitCode.OK.number();
  }

  /** Shows how far the writing is. */
  static ExportMaker.Progress progress(StatusLine status) {
    return (written, expected) ->
        status.show(elapsed -> "Writing exports: " + Figures.count(written) + " of about " + Figures.count(expected, "row"));
  }

  private void check(boolean valid, String message) {
    if (!valid) {
      throw new CommandLine.ParameterException(spec.commandLine(), message);
    }
  }
}
