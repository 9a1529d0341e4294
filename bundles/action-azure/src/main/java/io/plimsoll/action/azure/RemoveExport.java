package io.plimsoll.action.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Removes an export; what it has written stays. */
final class RemoveExport implements Kind {
  private final Exports exports;
  private final Defaults defaults;

  RemoveExport(Exports exports, Defaults defaults) {
    this.exports = exports;
    this.defaults = defaults;
  }

  @Override
  public ActionPlan plan(Map<String, String> given, ActionContext context) {
    Parameters p = new Parameters("remove", given);
    String name = Defaults.export(p);
    String scope = defaults.scope(p);
    p.validate();
    JsonNode there = exports.focus(scope, name);
    return new ActionPlan(
        "Removes the export " + name + " of " + scope + "; the files that it has written stay.", p.spelledOut(),
        List.of(exports.delete(scope, name)), List.of(CostScope.role(scope)),
        "Creating it again as it is now; its run history does not come back.", false,
        Json.write(Exports.sendable(there)));
  }

  @Override
  public ActionPlan reversal(ActionPlan done, ActionContext context) {
    String scope = done.parameters().getOrDefault("scope", "");
    String name = done.parameters().getOrDefault("export", "");
    ObjectNode before = (ObjectNode) Json.read(done.before());
    if (before.at("/properties/deliveryInfo/destination").has("sasToken")) {
      throw Defaults.refused(
          ErrorCode.REFUSED, "Export " + name + " wrote with a shared access signature, which Azure does not show.",
          "Create it again in the Azure portal with a new signature.");
    }
    if (exports.find(scope, name).isPresent()) {
      throw Defaults.refused(
          ErrorCode.ALREADY_EXISTS, "There is an export " + name + " of " + scope + " again.", "Nothing needs to be taken back.");
    }
    String moved = beginLater(before, context.now());
    return new ActionPlan(
        "Creates the export " + name + " of " + scope + " again as it was" + moved + ".", Map.of(),
        List.of(exports.put("create export " + name + " again", scope, name, before)), List.of(CostScope.role(scope)),
        "Removing it.", false, "");
  }

  /** A schedule has to begin in the future; answers what was changed for that. */
  private static String beginLater(ObjectNode export, Instant now) {
    JsonNode period = export.at("/properties/schedule/recurrencePeriod");
    Instant from = Instants.parse(period.path("from").asText());
    if (from == null || from.isAfter(now)) {
      return "";
    }
    LocalDate later = now.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(2);
    ((ObjectNode) period).put("from", later + "T00:00:00Z");
    return ", its schedule beginning on " + later;
  }
}
