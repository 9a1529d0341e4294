package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import io.plimsoll.generator.DemoTenant;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.fault.Faults;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes exports with the generator. */
final class GeneratorExports implements ExportMaker {
  @Override
  public Made make(Wish wish, Progress progress) {
    ExportFormat format =
        ExportFormat.parse(wish.format())
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.INVALID_REQUEST, "'" + wish.format() + "' is no format of exports.",
                        "Choose csv, csv.gz or parquet."));
    Generated made =
        ExportGenerator.generate(
            GeneratorSpec.builder(wish.today())
                .seed(wish.seed())
                .months(wish.months())
                .rowsPerMonth(wish.rows())
                .version(wish.focus())
                .format(format)
                .faults(Faults.parse(wish.faults()))
                .build(),
            wish.folder(),
            progress::rows);
    long files = made.runs().stream().mapToLong(run -> run.parts().size()).sum();
    long rows = made.runs().stream().mapToLong(run -> run.rows()).sum();
    long bytes = made.runs().stream().flatMap(run -> run.parts().stream()).mapToLong(part -> part.bytes()).sum();
    return new Made(files, rows, bytes);
  }

  @Override
  public List<Connection> makeDemo(Path folder, LocalDate today, Progress progress) {
    DemoTenant.Demo demo = DemoTenant.write(folder, today);
    progress.rows(demo.rows(), demo.rows());
    List<Connection> connections = new ArrayList<>();
    for (Generated made : demo.exports()) {
      String export = made.exports().get(0);
      connections.add(new Connection(export, folderOf(export, made, folder).toUri(), Layout.AZURE, "none", Map.of()));
    }
    return connections;
  }

  /** The folder an export has to itself, which a connection of its own reads. */
  private static Path folderOf(String export, Generated made, Path container) {
    Path folder = made.runs().get(0).folder();
    while (!folder.equals(container) && !String.valueOf(folder.getFileName()).equals(export)) {
      folder = folder.getParent();
    }
    return folder;
  }
}
