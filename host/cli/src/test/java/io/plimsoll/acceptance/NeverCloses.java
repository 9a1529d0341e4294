package io.plimsoll.acceptance;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Path;
import java.time.YearMonth;

/** A program that forgets to close its host. */
final class NeverCloses {
  private NeverCloses() {}

  /** Expects a home with the organisation acme, the folder of bundles and a month. */
  public static void main(String[] arguments) {
    Plimsoll plimsoll = Plimsoll.builder().home(Path.of(arguments[0])).bundles(Path.of(arguments[1])).build();
    Organisation acme = plimsoll.organisation("acme", Caller.system("forgetful"));
    acme.collect(CollectRequest.all()).await();
    acme.costs(CostQuery.of(Metric.BILLED_COST, Period.month(YearMonth.parse(arguments[2]))));
    acme.sql("SELECT COUNT(*) FROM focus", SqlLimits.DEFAULT);
    System.out.println("done");
  }
}
