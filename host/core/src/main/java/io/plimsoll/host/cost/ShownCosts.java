package io.plimsoll.host.cost;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.host.anomaly.PublishedCosts;
import io.plimsoll.host.cost.OpenRollups.Shown;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is shown now, as detectors and the search for causes ask for it. */
public final class ShownCosts implements PublishedCosts {
  private final Supplier<CostEngine> engine;
  private final OpenRollups rollups;

  /** @param engine with the abilities of the version that is called now */
  public ShownCosts(Supplier<CostEngine> engine, OpenRollups rollups) {
    this.engine = engine;
    this.rollups = rollups;
  }

  @Override
  public List<CostRow> rows(CostQuery question, @Nullable String connection) {
    return rollups.ask(shown -> engine.get().answer(question, touched(shown, question.period(), connection)).rows());
  }

  @Override
  public DailySums daily(CostQuery question, @Nullable String connection) {
    return rollups.ask(
        shown -> DailyAnswers.of(engine.get(), question, touched(shown, question.period(), connection)));
  }

  /** The rollups that have days of the period. */
  private static List<Rollup> touched(Shown shown, Period period, @Nullable String connection) {
    return shown.periods().stream()
        .filter(p -> connection == null || p.publication().connection().equals(connection))
        .filter(p -> p.publication().touches(period))
        .flatMap(p -> p.rollups().stream())
        .toList();
  }
}
