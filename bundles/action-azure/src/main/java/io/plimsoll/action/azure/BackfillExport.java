package io.plimsoll.action.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs an export for months that have passed, one run a month, the newest first: who wants few is served first, and what
 * Azure no longer has is met last.
 */
final class BackfillExport implements Kind {
  /** What REST gives at most, in months; the portal gives 13. */
  private static final int MOST = 84;

  private static final String USUAL = "13";
  private static final String MONTH = "\\d{4}-(0[1-9]|1[0-2])";

  private final Exports exports;
  private final Defaults defaults;

  BackfillExport(Exports exports, Defaults defaults) {
    this.exports = exports;
    this.defaults = defaults;
  }

  @Override
  public ActionPlan plan(Map<String, String> given, ActionContext context) {
    Parameters p = new Parameters("backfill", given);
    String name = Defaults.export(p);
    String scope = defaults.scope(p);
    String text =
        p.text(
            "months", USUAL, Pattern.compile("\\d{1,2}|" + MONTH + "(," + MONTH + ")*|" + MONTH + "\\.\\." + MONTH),
            "a number up to " + MOST + ", months such as 2025-09,2025-10, or a span such as 2024-01..2025-10");
    boolean again = p.word("again", "false", List.of("true", "false")).equals("true");
    YearMonth current = YearMonth.from(context.now().atOffset(ZoneOffset.UTC));
    List<YearMonth> months = months(p, text, current);
    p.validate();

    exports.focus(scope, name);
    // Months that are named one by one are wanted, also those that are there.
    boolean named = text.length() > 2 && !text.contains("..");
    List<YearMonth> left = named || again ? months : withoutCompleted(scope, name, months);
    if (left.isEmpty()) {
      throw Defaults.refused(
          ErrorCode.ALREADY_EXISTS,
          "Export " + name + " of " + scope + " has a completed run for each of the " + months.size() + " months.",
          "Ask for them all the same with again=true, or name months one by one.");
    }
    p.spell("months", left.stream().map(YearMonth::toString).collect(Collectors.joining(",")));
    List<ActionStep> steps = new ArrayList<>();
    left.forEach(m -> steps.add(exports.run("run export " + name + " for " + m, scope, name, Days.of(m))));
    return new ActionPlan(
        "Runs the export " + name + " of " + scope + " for " + left.size() + (left.size() == 1 ? " month, " : " months, from ")
            + (left.size() == 1 ? left.get(0) : left.get(left.size() - 1) + " to " + left.get(0))
            + (left.size() < months.size() ? "; of others, " + (months.size() - left.size()) + ", there is a completed run already" : "") + ".",
        p.spelledOut(), steps, List.of(CostScope.role(scope)), RunExport.notTakenBack(), false, "");
  }

  @Override
  public ActionPlan reversal(ActionPlan done, ActionContext context) {
    throw RunExport.cannotBeTakenBack();
  }

  private List<YearMonth> withoutCompleted(String scope, String name, List<YearMonth> months) {
    List<ExportRun> runs = exports.runs(scope, name);
    return months.stream().filter(m -> runs.stream().noneMatch(r -> r.isCompleted() && r.covers(Days.of(m)))).toList();
  }

  /** The newest first; none when the text cannot be read, which is told then. */
  private static List<YearMonth> months(Parameters p, String text, YearMonth current) {
    List<YearMonth> months = new ArrayList<>();
    if (text.matches("\\d{1,2}")) {
      int count = Integer.parseInt(text);
      for (int back = 1; back <= count; back++) {
        months.add(current.minusMonths(back));
      }
    } else if (text.matches(MONTH + "\\.\\." + MONTH)) {
      YearMonth first = YearMonth.parse(text.substring(0, 7));
      for (YearMonth m = YearMonth.parse(text.substring(9)); !m.isBefore(first) && months.size() <= MOST; m = m.minusMonths(1)) {
        months.add(m);
      }
    } else if (text.matches(MONTH + "(," + MONTH + ")*")) {
      List.of(text.split(",")).stream().map(YearMonth::parse).distinct().sorted(java.util.Comparator.reverseOrder()).forEach(months::add);
    } else {
      return months;
    }
    if (months.isEmpty()) {
      p.refuse("months is '" + text + "', which is no month");
    } else if (!months.get(0).isBefore(current)) {
      p.refuse("months has " + months.get(0) + ", and only months that are over can be filled; " + current + " is run by the schedule");
    } else if (months.size() > MOST || months.get(months.size() - 1).isBefore(current.minusMonths(MOST))) {
      p.refuse("months goes back further than " + current.minusMonths(MOST) + ", the seven years that Azure gives");
    }
    return months;
  }
}
