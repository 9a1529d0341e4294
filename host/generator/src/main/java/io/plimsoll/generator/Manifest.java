package io.plimsoll.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.generator.file.ParquetOptions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The text of a {@code manifest.json} as Azure writes it, of version 2024-04-01 or of before. */
final class Manifest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final GeneratorSpec spec;
  private final ExportPlan export;
  private final RunPlan run;
  private final String runId;

  Manifest(GeneratorSpec spec, ExportPlan export, RunPlan run, String runId) {
    this.spec = spec;
    this.export = export;
    this.run = run;
    this.runId = runId;
  }

  /**
   * A part as the manifest names it.
   *
   * @param name the path from the container
   */
  record Blob(String name, long bytes, long rows) {}

  String text(List<Blob> blobs, String dataVersion, boolean old) throws JsonProcessingException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (!old) {
      root.put("manifestVersion", "2024-04-01");
      root.put("byteCount", blobs.stream().mapToLong(Blob::bytes).sum());
      root.put("blobCount", blobs.size());
      root.put("dataRowCount", blobs.stream().mapToLong(Blob::rows).sum());
    }
    ObjectNode config = root.putObject("exportConfig");
    config.put("exportName", export.name());
    config.put("resourceId", export.scope() + "/providers/Microsoft.CostManagement/exports/" + export.name());
    config.put("dataVersion", old ? dataVersion.replace("(v1)", " (v1)") : dataVersion);
    config.put("apiVersion", old ? "2023-07-01-preview" : "2025-03-01");
    config.put("type", export.type());
    config.put("timeFrame", run.scheduled() ? "MonthToDate" : "Custom");
    config.put("granularity", export.type().equals(ExportPlan.PRICES) ? null : "Daily");
    ObjectNode delivery = root.putObject("deliveryConfig");
    delivery.put("partitionData", true);
    delivery.put("dataOverwriteBehavior",
        spec.layout().overwrite() ? "OverwritePreviousReport" : "CreateNewReport");
    delivery.put("fileFormat", export.format() == ExportFormat.PARQUET ? "Parquet" : "Csv");
    if (!old) {
      delivery.put("compressionMode", compression());
    }
    delivery.put("containerUri", "/subscriptions/" + export.estate().subscriptionId(0)
        + "/resourceGroups/rg-finops/providers/Microsoft.Storage/storageAccounts/stcostexports");
    delivery.put("rootFolderPath", spec.layout().rootFolder());
    ObjectNode info = root.putObject("runInfo");
    info.put("executionType", run.scheduled() ? "Scheduled" : "OnDemand");
    info.put("submittedTime", time(run.submitted()));
    info.put("runId", runId);
    info.put("startDate", run.from() + "T00:00:00");
    info.put("endDate", (run.to().isAfter(run.from()) ? run.to().minusDays(1) : run.from()) + "T00:00:00Z");
    ArrayNode parts = root.putArray("blobs");
    for (Blob blob : blobs) {
      ObjectNode part = parts.addObject().put("blobName", blob.name());
      if (!old) {
        part.put("byteCount", blob.bytes()).put("dataRowCount", blob.rows());
      }
    }
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    return JSON.writer(printer.withObjectIndenter(indent).withArrayIndenter(indent)).writeValueAsString(root) + '\n';
  }

  private String compression() {
    if (export.format() == ExportFormat.PARQUET) {
      ParquetOptions.Compression compression = spec.parquet().compression();
      return compression == ParquetOptions.Compression.SNAPPY ? "Snappy" : compression.name().toLowerCase(Locale.ROOT);
    }
    return export.format() == ExportFormat.CSV_GZ ? "gzip" : "None";
  }

  private static String time(Instant instant) {
    String ticks = String.valueOf(10_000_000 + instant.getNano() / 100);
    return SECONDS.format(instant) + '.' + ticks.substring(1) + 'Z';
  }
}
