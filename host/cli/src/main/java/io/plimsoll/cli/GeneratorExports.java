package io.plimsoll.cli;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import io.plimsoll.generator.DemoTenant;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
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
    GeneratorSpec spec =
        GeneratorSpec.builder(wish.today())
            .seed(wish.seed())
            .months(wish.months())
            .rowsPerMonth(wish.rows())
            .version(wish.focus())
            .format(ExportFormat.parse(wish.format()).orElseThrow())
            .faults(Faults.parse(wish.faults()))
            .build();
    Generated generated = ExportGenerator.generate(spec, wish.folder(), progress::rows);
    List<GeneratedRun.Part> parts = generated.runs().stream().flatMap(run -> run.parts().stream()).toList();
    return new Made(
        parts.size(),
        parts.stream().mapToLong(GeneratedRun.Part::rows).sum(),
        parts.stream().mapToLong(GeneratedRun.Part::bytes).sum());
  }

  @Override
  public List<Connection> makeDemo(Path folder, LocalDate today, Progress progress) {
    List<Path> containers =
        new DemoFolder(folder)
            .madeFor(
                today,
                () -> DemoTenant.write(folder, today).exports().stream().map(made -> folderOf(made, folder)).toList());
    List<Connection> connections = new ArrayList<>();
    for (Path container : containers) {
      String name = container.equals(folder) ? "azure" : String.valueOf(container.getFileName());
      connections.add(new Connection(name, container.toUri(), Layout.AZURE, "none", Map.of()));
    }
    return connections;
  }

  /** The folder an export has to itself, which a connection of its own reads. */
  private static Path folderOf(Generated made, Path container) {
    String export = made.exports().get(0);
    Path folder = made.runs().get(0).folder();
    while (!folder.equals(container) && !String.valueOf(folder.getFileName()).equals(export)) {
      folder = folder.getParent();
    }
    return folder;
  }
}
