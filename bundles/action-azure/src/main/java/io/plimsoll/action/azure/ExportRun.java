package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run in an export's history.
 *
 * @param id the last part of its resource id
 * @param submitted when it was queued; {@code null} when the history does not say
 * @param first its first day; {@code null} when the history does not say
 * @param last its last day, inclusive; {@code null} when the history does not say
 */
record ExportRun(
    String id,
    String execution,
    String status,
    @Nullable Instant submitted,
    @Nullable LocalDate first,
    @Nullable LocalDate last,
    String error) {
  private static final Set<String> ENDED_BADLY = Set.of("failed", "timeout");

  static ExportRun of(JsonNode run) {
    JsonNode properties = run.path("properties");
    String id = run.path("id").asText();
    JsonNode error = properties.path("error");
    return new ExportRun(
        id.substring(id.lastIndexOf('/') + 1), properties.path("executionType").asText(), properties.path("status").asText(),
        Instants.parse(properties.path("submittedTime").asText()), day(properties.path("startDate").asText()),
        day(properties.path("endDate").asText()),
        error.isObject() ? (error.path("code").asText() + " " + error.path("message").asText()).strip() : "");
  }

  private static @Nullable LocalDate day(String text) {
    Instant instant = Instants.parse(text);
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  boolean isCompleted() {
    return status.equalsIgnoreCase("Completed");
  }

  boolean isOnDemand() {
    return execution.equalsIgnoreCase("OnDemand");
  }

  /** Whether it is about these days, or a few more. */
  boolean covers(Days days) {
    return first != null && last != null && !first.isAfter(days.first()) && !last.isBefore(days.last());
  }

  boolean isAbout(Days days) {
    return days.first().equals(first) && days.last().equals(last);
  }

  /** Such as {@code run 1e25… is Completed}. */
  String told() {
    boolean bad = ENDED_BADLY.contains(status.toLowerCase(java.util.Locale.ROOT));
    return "Run " + id + " is " + (status.isEmpty() ? "of no known status" : status) + (bad && !error.isEmpty() ? ": " + error : "")
        + ".";
  }
}
