package io.plimsoll.generator;

import io.plimsoll.generator.estate.Hash;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import io.plimsoll.generator.table.Tally;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one run: its parts first, its manifest last, as Azure is taken to do. */
final class RunWriter {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final GeneratorSpec spec;
  private final Path container;
  private final PartWorkers workers;
  private final LongConsumer progress;

  RunWriter(GeneratorSpec spec, Path container, PartWorkers workers, LongConsumer progress) {
    this.spec = spec;
    this.container = container;
    this.workers = workers;
    this.progress = progress;
  }

  GeneratedRun write(ExportPlan export, RunPlan run) throws IOException {
    String runId = Hash.guid(spec.seed() + export.name().hashCode(), run.submitted().getEpochSecond(), 202);
    boolean loose = isLoose(run);
    Path folder = loose ? looseFolder(export, run) : folder(export, run, runId);
    Files.createDirectories(folder);
    Map<Tally.Key, BigDecimal> sums = new TreeMap<>(Tally.ORDER);
    List<GeneratedRun.Part> parts = new ArrayList<>();
    List<Total> totals = new ArrayList<>();
    if (export.type().equals(ExportPlan.PRICES)) {
      parts.add(PriceSheet.write(folder.resolve("part_0_0001.csv"), export.estate()));
    } else if (!run.faults().has(Fault.EMPTY_RUN)) {
      for (YearMonth month : run.months()) {
        sums.clear();
        parts(export, run, month, folder, parts, sums);
        sums.forEach((key, amount) -> totals.add(new Total(
            export.name(), month, key.metric(), key.unit(), key.serviceName(), key.day(), amount)));
      }
    }
    List<GeneratedRun.Part> counted = FileFaults.damage(parts, run.faults());
    Path manifest = loose ? null : manifest(export, run, runId, folder, counted);
    return new GeneratedRun(
        export.name(), export.scope(), run.month(), run.from(), run.to(), runId, run.submitted(), folder, manifest,
        List.copyOf(parts), parts.stream().mapToLong(GeneratedRun.Part::rows).sum(),
        FileFaults.intact(run.faults()), false, new Totals(totals));
  }

  /** Writes a manifest alone, as it would be for a run whose parts are somewhere else. */
  GeneratedRun writeForeign(ExportPlan export, RunPlan run) throws IOException {
    String runId = Hash.guid(spec.seed() + export.name().hashCode(), run.submitted().getEpochSecond(), 203);
    Path folder = folder(export, run, runId);
    Files.createDirectories(folder);
    Path elsewhere = container.resolve("another-container").resolve(runId).resolve(partName(export, run, 0));
    GeneratedRun.Part part = new GeneratedRun.Part(elsewhere, 100, 4_096);
    Path manifest = manifest(export, run, runId, folder, List.of(part));
    return new GeneratedRun(
        export.name(), export.scope(), run.month(), run.from(), run.to(), runId, run.submitted(), folder, manifest,
        List.of(part), 0, false, false, new Totals(List.of()));
  }

  private void parts(
      ExportPlan export, RunPlan run, YearMonth month, Path folder, List<GeneratedRun.Part> parts,
      Map<Tally.Key, BigDecimal> sums) throws IOException {
    int count = spec.partsPerRun();
    Path[] files = new Path[count];
    for (int i = 0; i < count; i++) {
      files[i] = folder.resolve(partName(export, run, parts.size() + i));
    }
    GeneratedRun.Part[] written = new GeneratedRun.Part[count];
    int threads = Math.min(workers.threads(), count);
    List<Callable<PartWriter>> tasks = new ArrayList<>();
    for (int first = 0; first < threads; first++) {
      int start = first;
      tasks.add(() -> {
        PartWriter writer = new PartWriter(spec, export, run, month);
        for (int i = start; i < count; i += threads) {
          written[i] = writer.write(files[i], i, count, progress);
        }
        return writer;
      });
    }
    List<PartWriter> writers = workers.all(tasks);
    parts.addAll(List.of(written));
    if (run.faults().has(Fault.EMPTY_PART)) {
      parts.add(writers.get(0).writeEmpty(folder.resolve(partName(export, run, parts.size()))));
    }
    for (PartWriter writer : writers) {
      writer.collect(sums);
    }
  }

  private boolean isLoose(RunPlan run) {
    return spec.layout().manifests() == RunLayout.Manifests.NONE || run.faults().has(Fault.HIVE_FOLDERS);
  }

  private Path root(ExportPlan export) {
    String root = spec.layout().rootFolder();
    return (root.isEmpty() ? container : container.resolve(root)).resolve(export.name());
  }

  private Path looseFolder(ExportPlan export, RunPlan run) {
    return run.faults().has(Fault.HIVE_FOLDERS)
        ? root(export).resolve("BILLING_PERIOD=" + run.month())
        : root(export).resolve(run.month().toString());
  }

  private Path folder(ExportPlan export, RunPlan run, String runId) {
    Path range = root(export).resolve(DAY.format(run.from()) + '-' + DAY.format(run.rangeEnd()));
    return (run.timeFolder() ? range.resolve(MINUTE.format(run.submitted())) : range).resolve(runId);
  }

  private String partName(ExportPlan export, RunPlan run, int number) {
    String suffix = export.format() == ExportFormat.PARQUET ? spec.parquet().compression().suffix() : "";
    String name = run.faults().has(Fault.ODD_PART_NAMES) ? "data__" + (number + 1) : "part_" + number + "_0001";
    return name + suffix + '.' + export.format().text();
  }

  private @Nullable Path manifest(
      ExportPlan export, RunPlan run, String runId, Path folder, List<GeneratedRun.Part> parts) throws IOException {
    Faults faults = run.faults();
    if (faults.has(Fault.NO_MANIFEST)) {
      return null;
    }
    boolean old = spec.layout().manifests() == RunLayout.Manifests.OLD || faults.has(Fault.OLD_MANIFEST);
    boolean underscore =
        spec.layout().manifests() == RunLayout.Manifests.UNDERSCORE || faults.has(Fault.UNDERSCORE_MANIFEST);
    List<Manifest.Blob> blobs = parts.stream()
        .map(p -> new Manifest.Blob(
            container.relativize(p.file()).toString().replace('\\', '/'), p.bytes(), p.rows()))
        .toList();
    String version = faults.has(Fault.UNKNOWN_VERSION) ? "9.9" : export.dataVersion();
    String text = new Manifest(spec, export, run, runId).text(blobs, version, old);
    Path file = folder.resolve(underscore ? "_manifest.json" : "manifest.json");
    Files.write(file, FileFaults.damage(text, faults).getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
