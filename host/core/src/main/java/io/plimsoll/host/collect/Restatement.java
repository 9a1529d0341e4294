package io.plimsoll.host.collect;

import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says in a sentence how the costs of a billing period changed from one run to another. Pure. */
final class Restatement {
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final List<String> METRICS = List.of(Metric.BILLED_COST.column(), Metric.EFFECTIVE_COST.column());

  private Restatement() {}

  /**
   * What changed between two runs of a period, such as {@code August 2025 changed by +23,114.20 USD in 4 services between
   * run A and run B.}; the effective cost where what is billed stayed. Empty when neither changed.
   */
  static String between(Receipt before, Breakdown a, Receipt after, Breakdown b) {
    for (String metric : METRICS) {
      List<String> changes = changes(metric, a, b);
      if (!changes.isEmpty()) {
        return month(after.run().period()) + " changed by " + String.join(" and ", changes) + " between run "
            + before.run().id() + " and run " + after.run().id() + ".";
      }
    }
    return "";
  }

  /** The same period with the sentence before what else its run says, when there is one. */
  static PeriodCollection.Prepared told(Shown before, PeriodCollection.Prepared now) {
    String sentence = between(before.receipt(), before.breakdown(), now.receipt(), now.breakdown());
    if (sentence.isEmpty()) {
      return now;
    }
    Run run = now.receipt().run();
    String advice =
        "See which: plimsoll receipt ORG " + run.period().toString().substring(0, 7) + " --diff " + before.receipt().run().id() + " "
            + run.id() + ".";
    return new PeriodCollection.Prepared(now.publication(), with(now.receipt(), (sentence + " " + run.message()).strip(), advice), now.breakdown(), now.rollup());
  }

  private static Receipt with(Receipt receipt, String message, String advice) {
    Run r = receipt.run();
    Run run =
        new Run(
            r.connection(), r.export(), r.scope(), r.period(), r.id(), r.submittedAt(), r.focusVersion(), r.state(), r.parts(),
            r.rows(), message, advice, r.changedAt());
    return new Receipt(
        run, receipt.parts(), receipt.bytes(), receipt.rows(), receipt.totals(), receipt.exact(), receipt.repaired(),
        receipt.examples(), receipt.columns(), receipt.unknownColumns(), receipt.publishedAt(), receipt.duration());
  }

  /** Of each currency, in its order, the sum of what changed and in how many services. */
  private static List<String> changes(String metric, Breakdown a, Breakdown b) {
    Map<String, Map<@Nullable String, BigDecimal>> byUnit = new TreeMap<>();
    a.services().forEach(s -> add(byUnit, metric, s, s.value().negate()));
    b.services().forEach(s -> add(byUnit, metric, s, s.value()));
    List<String> changes = new ArrayList<>();
    byUnit.forEach(
        (unit, services) -> {
          long changed = services.values().stream().filter(change -> change.signum() != 0).count();
          if (changed > 0) {
            BigDecimal sum = services.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            String of = metric.equals(METRICS.get(0)) ? "" : " of " + metric;
            changes.add((amount(sum) + " " + unit).strip() + of + " in " + changed + (changed == 1 ? " service" : " services"));
          }
        });
    return changes;
  }

  private static void add(
      Map<String, Map<@Nullable String, BigDecimal>> byUnit, String metric, Breakdown.Service service, BigDecimal value) {
    if (service.metric().equals(metric)) {
      byUnit
          .computeIfAbsent(Objects.requireNonNullElse(service.unit(), ""), unit -> new HashMap<>())
          .merge(service.service(), value, BigDecimal::add);
    }
  }

  private static String month(LocalDate period) {
    return MONTH.format(period);
  }

  /** With its sign and two digits, or all digits when it is too small for these. */
  private static String amount(BigDecimal value) {
    BigDecimal rounded = value.setScale(2, RoundingMode.HALF_UP);
    String sign = value.signum() < 0 ? "-" : "+";
    return value.signum() != 0 && rounded.signum() == 0
        ? sign + value.abs().stripTrailingZeros().toPlainString()
        : sign + new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(rounded.abs());
  }
}
