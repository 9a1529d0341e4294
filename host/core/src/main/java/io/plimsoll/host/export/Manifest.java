package io.plimsoll.host.export;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of one run. Older manifests leave counts out.
 *
 * @param path of the manifest in its location
 * @param resourceId of the export, lower case; {@code null} when it is not said
 * @param type such as {@code FocusCost}; {@code null} when it is not said
 * @param firstDay of the range asked for
 * @param lastDay of the range asked for, inclusive
 * @param rows of all parts; -1 when it is not said
 */
public record Manifest(
    String path,
    String exportName,
    @Nullable String resourceId,
    @Nullable String type,
    @Nullable String dataVersion,
    String runId,
    @Nullable Instant submittedAt,
    LocalDate firstDay,
    LocalDate lastDay,
    long rows,
    List<Blob> blobs) {
  /** Keeps its own copy. */
  public Manifest {
    blobs = List.copyOf(blobs);
  }

  /**
   * A part as the manifest has it.
   *
   * @param bytes -1 when it is not said
   * @param rows -1 when it is not said
   */
  public record Blob(String name, long bytes, long rows) {}

  /** What the export covers: its resource id without its own name, or what stands in for it. */
  public String scope() {
    if (resourceId == null) {
      return "unnamed";
    }
    int at = resourceId.indexOf("/providers/microsoft.costmanagement/exports/");
    return at < 0 ? resourceId : resourceId.substring(0, at);
  }
}
