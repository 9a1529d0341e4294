package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates an export of FOCUS. */
final class CreateExport implements Kind {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{1,400}");
  private static final Pattern LOCATION = Pattern.compile("[a-z0-9]{2,30}");

  /** How long a schedule goes on when nobody says, in years. */
  private static final int YEARS = 10;

  private final Exports exports;
  private final Defaults defaults;

  CreateExport(Exports exports, Defaults defaults) {
    this.exports = exports;
    this.defaults = defaults;
  }

  @Override
  public ActionPlan plan(Map<String, String> given, ActionContext context) {
    Parameters p = new Parameters("create", given);
    String name = Defaults.export(p);
    String scope = defaults.scope(p);
    String account = defaults.account(p);
    String container = defaults.container(p);
    String folder = defaults.folder(p);
    String version =
        p.text("data-version", "1.0r2", Pattern.compile("[A-Za-z0-9][A-Za-z0-9.()-]{0,30}"), "a version such as 1.0r2 or 1.2-preview");
    String format = p.word("format", "parquet", List.of("parquet", "csv"));
    String compression =
        p.word("compression", format.equals("csv") ? "gzip" : "snappy", format.equals("csv") ? List.of("gzip", "none") : List.of("snappy", "none"));
    boolean overwrite = p.word("overwrite", "false", List.of("true", "false")).equals("true");
    boolean identity = p.word("identity", "true", List.of("true", "false")).equals("true");
    String location = p.text("location", "global", LOCATION, "a region in lower-case letters and digits, or global");
    String description = p.optional("description", LINE, "a line of at most 400 characters");
    String recurrence = p.word("recurrence", "daily", List.of("daily", "monthly", "billing-monthly", "once"));
    boolean once = recurrence.equals("once");
    LocalDate today = context.now().atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate from = day(p, "from", once ? null : today.plusDays(2));
    LocalDate to = day(p, "to", once ? null : (from == null ? today : from).plusYears(YEARS));
    if (from != null && to != null) {
      check(p, once, from, to, today);
    }
    p.validate();

    exports
        .find(scope, name)
        .ifPresent(
            there -> {
              throw Defaults.refused(
                  ErrorCode.ALREADY_EXISTS, "There is an export " + name + " of " + scope + " already.",
                  "Choose another name, or have that one removed first.");
            });
    ObjectNode body = body(name, version, format, compression, overwrite, description, folder, container, account);
    ObjectNode properties = (ObjectNode) body.get("properties");
    Days window = new Days(from, to);
    schedule(properties, recurrence, window);
    if (identity) {
      ObjectNode whole = Json.object();
      whole.set("identity", Json.object().put("type", "SystemAssigned"));
      whole.put("location", location);
      whole.setAll(body);
      body = whole;
    }
    return new ActionPlan(
        summary(name, scope, version, format, compression, overwrite, recurrence, window, container, folder, account),
        p.spelledOut(),
        List.of(exports.put("create export " + name, scope, name, body)),
        needs(scope, account),
        "Removing the export; files that it has written by then stay.",
        false,
        "");
  }

  @Override
  public ActionPlan reversal(ActionPlan done, ActionContext context) {
    String scope = done.parameters().getOrDefault("scope", "");
    String name = done.parameters().getOrDefault("export", "");
    exports.get(scope, name);
    ActionStep step = exports.delete(scope, name);
    return new ActionPlan(
        "Removes the export " + name + " of " + scope + " that was created; files that it has written stay.", Map.of(),
        List.of(step), List.of(CostScope.role(scope)), "Nothing: create it anew.", false, "");
  }

  private static @Nullable LocalDate day(Parameters p, String name, @Nullable LocalDate usual) {
    String text = p.text(name, usual == null ? "" : usual.toString(), DAY, "a day such as 2025-10-31");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      if (DAY.matcher(text).matches()) {
        p.refuse(name + " is '" + text + "', a day that is in no calendar");
      }
      return null;
    }
  }

  private static void check(Parameters p, boolean once, LocalDate from, LocalDate to, LocalDate today) {
    if (once && !new Days(from, to).valid()) {
      p.refuse("from and to are not days of one calendar month, the most that one run covers");
    }
    if (!once && !to.isAfter(from)) {
      p.refuse("to is not after from");
    }
    if (!once && !from.isAfter(today)) {
      p.refuse("from is " + from + ", and a schedule has to begin after today, " + today);
    }
  }

  private static ObjectNode body(
      String name, String version, String format, String compression, boolean overwrite, String description, String folder,
      String container, String account) {
    ObjectNode destination =
        Json.object().put("type", "AzureBlob").put("resourceId", account).put("container", container);
    if (!folder.isEmpty()) {
      destination.put("rootFolderPath", folder);
    }
    ObjectNode properties = Json.object();
    properties.set("schedule", Json.object());
    properties.put("format", format.equals("csv") ? "Csv" : "Parquet");
    properties.set("deliveryInfo", Json.object().set("destination", destination));
    ObjectNode definition = Json.object().put("type", "FocusCost").put("timeframe", "");
    JsonNode dataSet =
        Json.object().put("granularity", "Daily").set("configuration", Json.object().put("dataVersion", version));
    definition.set("dataSet", dataSet);
    properties.set("definition", definition);
    properties.put("partitionData", true);
    properties.put("dataOverwriteBehavior", overwrite ? "OverwritePreviousReport" : "CreateNewReport");
    properties.put("compressionMode", compression);
    properties.put("exportDescription", description.isEmpty() ? "FOCUS costs " + name : description);
    return Json.object().set("properties", properties);
  }

  private static void schedule(ObjectNode properties, String recurrence, Days window) {
    ObjectNode schedule = (ObjectNode) properties.get("schedule");
    ObjectNode definition = (ObjectNode) properties.get("definition");
    if (recurrence.equals("once")) {
      schedule.put("status", "Inactive");
      definition.put("timeframe", "Custom");
      JsonNode dataSet = definition.remove("dataSet");
      definition.set("timePeriod", window.json());
      definition.set("dataSet", dataSet);
      return;
    }
    schedule.put("status", "Active").put("recurrence", recurrence.equals("daily") ? "Daily" : "Monthly");
    schedule.set("recurrencePeriod", window.json());
    definition.put(
        "timeframe",
        switch (recurrence) {
          case "daily" -> "MonthToDate";
          case "monthly" -> "TheLastMonth";
          default -> "TheLastBillingMonth";
        });
  }

  private static String summary(
      String name, String scope, String version, String format, String compression, boolean overwrite, String recurrence,
      Days window, String container, String folder, String account) {
    String when =
        switch (recurrence) {
          case "daily" -> "daily, the month to date, from " + window.first();
          case "monthly" -> "monthly, the last month, from " + window.first();
          case "billing-monthly" -> "monthly, the last billing month, from " + window.first();
          default -> "when it is run, " + window;
        };
    return "Creates the export " + name + " of " + scope + ": FOCUS " + version + ", " + when + ", as "
        + (format.equals("csv") ? "CSV" : "Parquet") + " (" + compression.toLowerCase(Locale.ROOT) + ", "
        + (overwrite ? "each run replaces the one before" : "each run beside the ones before") + ") to " + container
        + (folder.isEmpty() ? "" : "/" + folder) + " of " + account.substring(account.lastIndexOf('/') + 1) + ".";
  }

  private static List<String> needs(String scope, String account) {
    List<String> needs = new ArrayList<>();
    needs.add(CostScope.role(scope));
    needs.add("Contributor on " + account + "; Owner where a firewall stands before it");
    needs.add("the resource provider Microsoft.CostManagementExports registered in the account's subscription");
    return needs;
  }
}
