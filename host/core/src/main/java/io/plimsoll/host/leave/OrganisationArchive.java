package io.plimsoll.host.leave;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.Totals;
import io.plimsoll.host.cost.OpenRollups.Shown;
import io.plimsoll.host.cost.OpenRollups.ShownPeriod;
import io.plimsoll.host.json.Json;
import io.plimsoll.host.sql.RollupTable;
import io.plimsoll.host.state.WorkspaceState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes everything of an organisation in open formats: the rollup as Parquet, receipts and state as JSON,
 * totals as CSV, the audit chain as JSON lines.
 */
public final class OrganisationArchive {
  private final Path folder;

  private OrganisationArchive(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder.
   *
   * @throws PlimsollException {@code REFUSED} when something lies there already
   */
  public static OrganisationArchive in(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> content = Files.list(folder)) {
          if (content.findAny().isPresent()) {
            throw new PlimsollException(
                ErrorCode.REFUSED, folder + " is not empty.", "Name a new or empty folder; nothing is overwritten.");
          }
        }
      }
      Files.createDirectories(folder);
      return new OrganisationArchive(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** Writes it all. */
  public void write(
      OrganisationProfile profile, WorkspaceState state, Shown shown, TableWriter parquet, List<AuditEntry> audit) {
    try {
      Files.writeString(folder.resolve("organisation.json"), Json.writePretty(profile) + "\n");
      Files.createDirectories(folder.resolve("state"));
      for (Map.Entry<String, List<Map<String, Object>>> table : state.dump().entrySet()) {
        Files.writeString(
            folder.resolve("state").resolve(table.getKey() + ".json"), Json.writePretty(readable(table.getValue())) + "\n");
      }
      SqlTable rollup = new RollupTable(shown.rollups());
      parquet.write(rollup, folder.resolve("rollup." + parquet.format()));
      totals(shown);
      try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve("audit.jsonl"))) {
        for (AuditEntry entry : audit) {
          lines.write(Json.write(entry));
          lines.newLine();
        }
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private void totals(Shown shown) throws IOException {
    try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve("totals.csv"))) {
      csv.write("BillingPeriodStart,Connection,Export,RunId,Metric,Unit,Total\n");
      for (ShownPeriod period : shown.periods()) {
        Publication p = period.publication();
        for (MetricTotal total : Totals.sum(period.rollups().stream().map(r -> r.summary().totals()).toList())) {
          csv.write(
              String.join(
                  ",", p.period().toString(), quoted(p.connection()), quoted(p.export()), quoted(p.runId()),
                  total.metric().column(), total.unit() == null ? "" : quoted(total.unit()), total.value().toPlainString()));
          csv.write("\n");
        }
      }
    }
  }

  /** Documents stand in the database as text; in an archive they are what they are, and other texts stay texts. */
  private static List<Map<String, Object>> readable(List<Map<String, Object>> rows) {
    List<Map<String, Object>> readable = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> copy = new LinkedHashMap<>();
      row.forEach(
          (name, value) ->
              copy.put(
                  name,
                  value instanceof String text && WorkspaceState.DOCUMENTS.contains(name)
                      ? Json.read(text, com.fasterxml.jackson.databind.JsonNode.class)
                      : value));
      readable.add(copy);
    }
    return readable;
  }

  private static String quoted(String text) {
    return text.matches("[\\w.:/-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static PlimsollException unwritable(Path folder, IOException e) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "The archive " + folder + " could not be written: " + e.getMessage() + ".",
        "Check its permissions and the space of the disk, remove what was written and try again.", e);
  }
}
