package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs an export once, for what it is about or for days of one month. */
final class RunExport implements Kind {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Exports exports;
  private final Defaults defaults;

  RunExport(Exports exports, Defaults defaults) {
    this.exports = exports;
    this.defaults = defaults;
  }

  @Override
  public ActionPlan plan(Map<String, String> given, ActionContext context) {
    Parameters p = new Parameters("run", given);
    String name = Defaults.export(p);
    String scope = defaults.scope(p);
    String from = p.optional("from", DAY, "a day such as 2025-10-01");
    String to = p.optional("to", DAY, "a day such as 2025-10-31");
    Days days = null;
    if (from.isEmpty() != to.isEmpty()) {
      p.refuse("from and to go together");
    } else if (DAY.matcher(from).matches() && DAY.matcher(to).matches()) {
      days = days(p, from, to);
    }
    p.validate();
    exports.focus(scope, name);
    return new ActionPlan(
        "Runs the export " + name + " of " + scope + " once" + (days == null ? "" : " for " + days) + ".", p.spelledOut(),
        List.of(exports.run("run export " + name + (days == null ? "" : " for " + days), scope, name, days)),
        List.of(CostScope.role(scope)), notTakenBack(), false, "");
  }

  @Override
  public ActionPlan reversal(ActionPlan done, ActionContext context) {
    throw cannotBeTakenBack();
  }

  static String notTakenBack() {
    return "Nothing: Azure has no request that undoes a run. Its files can be deleted in the storage account.";
  }

  static io.plimsoll.api.PlimsollException cannotBeTakenBack() {
    return Defaults.refused(
        ErrorCode.REFUSED, "A run of an export cannot be taken back: Azure has no request for it.",
        "Delete its files in the storage account, where Plimsoll itself never deletes anything.");
  }

  private static Days days(Parameters p, String from, String to) {
    try {
      Days days = new Days(LocalDate.parse(from), LocalDate.parse(to));
      if (!days.valid()) {
        p.refuse("from and to are not days of one calendar month, the most that one run covers");
      }
      return days;
    } catch (DateTimeException e) {
      p.refuse("from or to is a day that is in no calendar");
      return new Days(LocalDate.EPOCH, LocalDate.EPOCH);
    }
  }
}
