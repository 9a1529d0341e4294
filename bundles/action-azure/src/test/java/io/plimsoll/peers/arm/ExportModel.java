package io.plimsoll.peers.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The requests of Cost Management's exports, REST API 2025-03-01, as the service publishes them: which members there
 * are, of which kind, which words they may have, and which must be there.
 */
final class ExportModel {
  private static final String TEXT = "text";
  private static final String TRUTH = "truth";
  private static final String INSTANT = "instant";
  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

  /** By path: {@code text}, {@code truth}, {@code instant}, or the words there are. */
  private static final Map<String, String> EXPORT = new TreeMap<>();

  static {
    EXPORT.put("/eTag", TEXT);
    EXPORT.put("/location", TEXT);
    EXPORT.put("/identity/type", "None|SystemAssigned");
    String p = "/properties";
    EXPORT.put(p + "/format", "Csv|Parquet");
    EXPORT.put(p + "/partitionData", TRUTH);
    EXPORT.put(p + "/dataOverwriteBehavior", "OverwritePreviousReport|CreateNewReport");
    EXPORT.put(p + "/compressionMode", "gzip|snappy|none");
    EXPORT.put(p + "/exportDescription", TEXT);
    EXPORT.put(p + "/schedule/status", "Active|Inactive");
    EXPORT.put(p + "/schedule/recurrence", "Daily|Weekly|Monthly|Annually");
    EXPORT.put(p + "/schedule/recurrencePeriod/from", INSTANT);
    EXPORT.put(p + "/schedule/recurrencePeriod/to", INSTANT);
    String destination = p + "/deliveryInfo/destination";
    EXPORT.put(destination + "/type", "AzureBlob");
    EXPORT.put(destination + "/resourceId", TEXT);
    EXPORT.put(destination + "/container", TEXT);
    EXPORT.put(destination + "/rootFolderPath", TEXT);
    EXPORT.put(destination + "/sasToken", TEXT);
    EXPORT.put(destination + "/storageAccount", TEXT);
    EXPORT.put(
        p + "/definition/type",
        "Usage|ActualCost|AmortizedCost|FocusCost|PriceSheet|ReservationTransactions|ReservationRecommendations|ReservationDetails");
    EXPORT.put(
        p + "/definition/timeframe",
        "MonthToDate|BillingMonthToDate|TheLastMonth|TheLastBillingMonth|WeekToDate|Custom|TheCurrentMonth");
    EXPORT.put(p + "/definition/timePeriod/from", INSTANT);
    EXPORT.put(p + "/definition/timePeriod/to", INSTANT);
    EXPORT.put(p + "/definition/dataSet/granularity", "Daily|Monthly");
    EXPORT.put(p + "/definition/dataSet/configuration/dataVersion", TEXT);
  }

  private static final Set<String> NEEDED =
      Set.of(
          "/properties/definition/type", "/properties/definition/timeframe",
          "/properties/deliveryInfo/destination/container");

  private static final Map<String, String> RUN = Map.of("/timePeriod/from", INSTANT, "/timePeriod/to", INSTANT);

  private ExportModel() {}

  /** What is wrong with an export that is to be made; nothing when all is well. */
  static List<String> problems(JsonNode export) {
    List<String> problems = new ArrayList<>();
    members("", export, EXPORT, problems);
    for (String path : NEEDED) {
      if (export.at(path).isMissingNode()) {
        problems.add(path + " is missing");
      }
    }
    JsonNode properties = export.path("properties");
    String format = properties.path("format").asText("Csv");
    String compression = properties.path("compressionMode").asText("none");
    if (compression.equals("gzip") && format.equals("Parquet") || compression.equals("snappy") && format.equals("Csv")) {
      problems.add("/properties/compressionMode " + compression + " is not for " + format);
    }
    if (properties.at("/deliveryInfo/destination/rootFolderPath").asText().startsWith("/")) {
      problems.add("rootFolderPath begins with a slash");
    }
    JsonNode definition = properties.path("definition");
    if (definition.path("timeframe").asText().equals("Custom") != definition.has("timePeriod")) {
      problems.add("timePeriod goes with the timeframe Custom, and with no other");
    }
    month(definition.path("timePeriod"), problems);
    JsonNode period = properties.at("/schedule/recurrencePeriod");
    if (period.isObject()) {
      if (!period.has("from")) {
        problems.add("recurrencePeriod has no from");
      } else if (period.has("to") && period.path("to").asText().compareTo(period.path("from").asText()) <= 0) {
        problems.add("recurrencePeriod ends before it begins");
      }
    }
    return problems;
  }

  /** What is wrong with what a run is to be about. */
  static List<String> problemsOfRun(JsonNode run) {
    List<String> problems = new ArrayList<>();
    members("", run, RUN, problems);
    month(run.path("timePeriod"), problems);
    return problems;
  }

  private static void month(JsonNode period, List<String> problems) {
    if (!period.isObject()) {
      return;
    }
    String from = period.path("from").asText();
    String to = period.path("to").asText();
    if (from.length() < 7 || to.length() < 7 || !from.substring(0, 7).equals(to.substring(0, 7)) || to.compareTo(from) < 0) {
      problems.add("timePeriod " + from + " to " + to + " is more than a calendar month, or none");
    }
  }

  private static void members(String path, JsonNode node, Map<String, String> known, List<String> problems) {
    node.properties()
        .forEach(
            member -> {
              String inner = path + "/" + member.getKey();
              JsonNode value = member.getValue();
              if (value.isObject()) {
                if (known.keySet().stream().noneMatch(k -> k.startsWith(inner + "/"))) {
                  problems.add(inner + " is unknown");
                }
                members(inner, value, known, problems);
              } else if (!known.containsKey(inner)) {
                problems.add(inner + " is unknown");
              } else if (!fits(value, known.get(inner))) {
                problems.add(inner + " is " + value + ", not " + known.get(inner));
              }
            });
  }

  private static boolean fits(JsonNode value, String kind) {
    return switch (kind) {
      case TEXT -> value.isTextual() && !value.asText().isEmpty();
      case TRUTH -> value.isBoolean();
      case INSTANT -> ISO.matcher(value.asText()).matches();
      default -> value.isTextual() && List.of(kind.split("\\|")).contains(value.asText());
    };
  }
}
