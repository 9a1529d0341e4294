package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionStep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out by reading whether a request that was sent took effect. */
final class ReadBack {
  private static final Pattern EXPORT =
      Pattern.compile("/(.+)/providers/Microsoft\\.CostManagement/exports/([^/]+?)(/run)?");

  /** A run is not in the history at once. */
  private static final Duration UNSEEN = Duration.ofMinutes(15);

  /** How far the clocks of Azure and of this machine may be apart. */
  private static final Duration APART = Duration.ofMinutes(2);

  private final Management management;
  private final Exports exports;

  ReadBack(Management management, Exports exports) {
    this.management = management;
    this.exports = exports;
  }

  ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
    Matcher export = EXPORT.matcher(step.url().getPath());
    if (export.matches() && export.group(3) != null) {
      return run(step, export.group(1), export.group(2), sentAt, context.now());
    }
    String version = step.url().getQuery().replaceFirst(".*api-version=", "");
    Answer answer = management.get(step.url().getPath(), version);
    if (answer.status() == 404) {
      return step.method().equals("DELETE")
          ? ActionOutcome.done("It is not there any more.")
          : ActionOutcome.notDone("It is not there.", "");
    }
    if (!answer.ok()) {
      return ActionOutcome.unknown("Reading it back, Azure said " + answer.told(), "");
    }
    if (step.method().equals("DELETE")) {
      return ActionOutcome.notDone("It is still there.", "");
    }
    return Json.covers(answer.json(), Exports.shown(Json.read(step.body())))
        ? ActionOutcome.done("It is there as it was sent.")
        : ActionOutcome.notDone("What is there is not what was sent.", "");
  }

  private ActionOutcome run(ActionStep step, String scope, String name, Instant sentAt, Instant now) {
    JsonNode period = Json.read(step.body()).path("timePeriod");
    List<ExportRun> candidates =
        exports.runs(scope, name).stream()
            .filter(ExportRun::isOnDemand)
            .filter(r -> r.submitted() != null && !r.submitted().isBefore(sentAt.minus(APART)))
            .filter(r -> period.isMissingNode() || r.isAbout(days(period)))
            .sorted(Comparator.comparing(r -> Objects.requireNonNull(r.submitted())))
            .toList();
    if (!candidates.isEmpty()) {
      return ActionOutcome.done(candidates.get(0).told());
    }
    return now.isBefore(sentAt.plus(UNSEEN))
        ? ActionOutcome.unknown("The history of export " + name + " does not show the run yet.", "")
        : ActionOutcome.notDone("The history of export " + name + " shows no such run.", "");
  }

  private static Days days(JsonNode period) {
    return new Days(day(period.path("from").asText()), day(period.path("to").asText()));
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text.substring(0, 10));
  }

  /** The role that lets a request pass. */
  static String role(ActionStep step) {
    String path = step.url().getPath();
    Matcher export = EXPORT.matcher(path);
    if (export.matches()) {
      return CostScope.role(export.group(1));
    }
    int at = path.toLowerCase(Locale.ROOT).indexOf("/managementpolicies/");
    return Policies.role(at < 0 ? path : path.substring(0, at));
  }
}
