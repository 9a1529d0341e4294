package io.plimsoll.acceptance;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Path;
import java.time.YearMonth;

/** What an embedder writes. */
final class FiveLines {
  private FiveLines() {}

  /** Expects a home with the organisation acme, the folder of bundles and a month. */
  public static void main(String[] arguments) {
    Period month = Period.month(YearMonth.parse(arguments[2]));
    try (Plimsoll plimsoll = Plimsoll.builder().home(Path.of(arguments[0])).bundles(Path.of(arguments[1])).build()) {
      Organisation acme = plimsoll.organisation("acme", Caller.system("billing-ui"));
      acme.collect(CollectRequest.all()).await();
      CostResult costs = acme.costs(CostQuery.of(Metric.BILLED_COST, month));
      System.out.println(costs.totals().get(0).value().toPlainString());
    }
  }
}
