package io.plimsoll.host.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests of Azure Cost Management exports, of version 2024-04-01 and those before it.
 *
 * <p>Dates come with a Z, an offset or nothing behind them; blob names may carry stray blanks.
 */
final class ManifestParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RANGE = Pattern.compile("(?:^|/)(\\d{8})-(\\d{8})(?:/|$)");

  private ManifestParser() {}

  /** @throws PlimsollException {@code INPUT_INVALID} naming what is wrong with it */
  static Manifest parse(String path, byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(withoutByteOrderMark(bytes));
    } catch (JsonProcessingException e) {
      throw invalid(path, "is not JSON (line " + e.getLocation().getLineNr() + ")", e);
    } catch (java.io.IOException e) {
      throw invalid(path, "cannot be read", e);
    }
    if (!root.isObject() || !root.path("blobs").isArray()) {
      throw invalid(path, "is not the manifest of an export: it has no list of blobs", null);
    }
    JsonNode config = root.path("exportConfig");
    JsonNode run = root.path("runInfo");
    List<Manifest.Blob> blobs = new ArrayList<>();
    for (JsonNode blob : root.path("blobs")) {
      String name = text(blob, "blobName");
      if (name == null) {
        throw invalid(path, "lists a blob without a name", null);
      }
      blobs.add(new Manifest.Blob(compact(name), number(blob, "byteCount"), number(blob, "dataRowCount")));
    }
    long count = number(root, "blobCount");
    if (count >= 0 && count != blobs.size()) {
      throw invalid(path, "says " + count + " blobs but lists " + blobs.size(), null);
    }
    LocalDate[] range = range(path, run, blobs);
    String resourceId = text(config, "resourceId");
    String name = text(config, "exportName");
    return new Manifest(
        path,
        name == null ? folderName(path) : name,
        resourceId == null ? null : resourceId.toLowerCase(Locale.ROOT),
        text(config, "type"),
        text(config, "dataVersion"),
        runId(path, run),
        instant(path, text(run, "submittedTime")),
        range[0],
        range[1],
        number(root, "dataRowCount"),
        blobs);
  }

  private static String runId(String path, JsonNode run) {
    String id = text(run, "runId");
    if (id != null) {
      return id;
    }
    String[] folders = path.split("/");
    return folders.length > 1 ? folders[folders.length - 2] : path;
  }

  /** The range of days, from the run or, in older manifests, from the folder named after it. */
  private static LocalDate[] range(String path, JsonNode run, List<Manifest.Blob> blobs) {
    LocalDate first = day(path, text(run, "startDate"));
    LocalDate last = day(path, text(run, "endDate"));
    if (first == null) {
      Matcher folder = RANGE.matcher(path);
      boolean found = folder.find();
      if (!found && !blobs.isEmpty()) {
        folder = RANGE.matcher(blobs.get(0).name());
        found = folder.find();
      }
      if (!found) {
        throw invalid(path, "names no startDate, and no folder of it is named after a range of days", null);
      }
      first = day(path, folder.group(1));
      last = day(path, folder.group(2));
    }
    if (first == null) {
      throw invalid(path, "names no startDate", null);
    }
    if (last == null || last.isBefore(first)) {
      last = YearMonth.from(first).atEndOfMonth();
    }
    // The last day is inclusive; a whole month written with the first of the next one is not two months.
    if (first.getDayOfMonth() == 1 && last.getDayOfMonth() == 1 && last.isAfter(first)) {
      last = last.minusDays(1);
    }
    return new LocalDate[] {first, last};
  }

  private static @Nullable LocalDate day(String path, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.length() == 8
          ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
          : LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    } catch (DateTimeException e) {
      throw invalid(path, "has the date '" + text + "'", e);
    }
  }

  private static @Nullable Instant instant(String path, @Nullable String text) {
    if (text == null) {
      return null;
    }
    String zoned = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$") ? text : text + "Z";
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(zoned, Instant::from);
    } catch (DateTimeException e) {
      throw invalid(path, "has the time '" + text + "'", e);
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() || value.asText().isBlank() ? null : value.asText().strip();
  }

  private static long number(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || !value.isNumber() ? -1 : value.asLong();
  }

  /** Microsoft's own sample has blanks before the folder names. */
  private static String compact(String blobName) {
    return blobName.strip().replaceAll("\\s*/\\s*", "/");
  }

  private static String folderName(String path) {
    Matcher range = RANGE.matcher(path);
    String before = range.find() ? path.substring(0, range.start()) : path;
    int slash = before.lastIndexOf('/');
    return before.isEmpty() ? "export" : before.substring(slash + 1);
  }

  private static String withoutByteOrderMark(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static PlimsollException invalid(String path, String what, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID,
        "The manifest " + path + " " + what + ".",
        "Run the export again in Azure Cost Management, or remove the folder if it is not an export.",
        cause);
  }
}
