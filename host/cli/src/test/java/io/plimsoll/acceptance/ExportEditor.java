package io.plimsoll.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.plimsoll.generator.GeneratedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Changes generated CSV runs, parts and manifest alike. */
final class ExportEditor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExportEditor() {}

  /** Rewrites every row of a run and counts its parts anew in the manifest. */
  static void rewrite(GeneratedRun run, UnaryOperator<Map<String, String>> change) throws IOException {
    for (GeneratedRun.Part part : run.parts()) {
      List<List<String>> lines = new ArrayList<>();
      try (CsvReader<CsvRecord> reader = CsvReader.builder().detectBomHeader(true).ofCsvRecord(part.file())) {
        reader.forEach(line -> lines.add(line.getFields()));
      }
      List<String> header = lines.get(0);
      try (CsvWriter writer = CsvWriter.builder().build(part.file())) {
        writer.writeRecord(header);
        for (List<String> line : lines.subList(1, lines.size())) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), line.get(i));
          }
          writer.writeRecord(change.apply(row).values());
        }
      }
    }
    recount(run);
  }

  /** Copies a run beside itself, as one that was exported again: with another id and at another time. */
  static GeneratedRun again(GeneratedRun run, String runId, Instant submitted) throws IOException {
    Path folder = Files.createDirectories(run.folder().resolveSibling(runId));
    List<GeneratedRun.Part> parts = new ArrayList<>();
    for (GeneratedRun.Part part : run.parts()) {
      Path copy = Files.copy(part.file(), folder.resolve(part.file().getFileName()));
      parts.add(new GeneratedRun.Part(copy, part.rows(), part.bytes()));
    }
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(Objects.requireNonNull(run.manifest())));
    ((ObjectNode) manifest.get("runInfo")).put("runId", runId).put("submittedTime", submitted.toString());
    Path file = folder.resolve("manifest.json");
    Files.write(file, JSON.writeValueAsBytes(manifest));
    return new GeneratedRun(
        run.export(), run.scope(), run.month(), run.from(), run.to(), runId, submitted, folder, file, parts, run.rows(),
        true, true, run.totals());
  }

  /** Has the manifest say that a part has this many rows. */
  static void promise(GeneratedRun run, int part, long rows) throws IOException {
    Path file = Objects.requireNonNull(run.manifest());
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    ((ObjectNode) manifest.get("blobs").get(part)).put("dataRowCount", rows);
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }

  /** Has the manifest give its export another name. */
  static void rename(GeneratedRun run, String export) throws IOException {
    Path file = Objects.requireNonNull(run.manifest());
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    ((ObjectNode) manifest.get("exportConfig")).put("exportName", export);
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }

  private static void recount(GeneratedRun run) throws IOException {
    Path file = Objects.requireNonNull(run.manifest());
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    long all = 0;
    for (int i = 0; i < run.parts().size(); i++) {
      long bytes = Files.size(run.parts().get(i).file());
      ((ObjectNode) manifest.get("blobs").get(i)).put("byteCount", bytes);
      all += bytes;
    }
    manifest.put("byteCount", all);
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }
}
