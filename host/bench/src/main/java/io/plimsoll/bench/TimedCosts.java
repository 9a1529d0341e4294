package io.plimsoll.bench;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.host.anomaly.PublishedCosts;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Costs with how long answers took. One thread. */
final class TimedCosts implements PublishedCosts {
  private final PublishedCosts costs;
  private long sums;
  private long nanosToAnswer;
  private long firstCauseAt;

  TimedCosts(PublishedCosts costs) {
    this.costs = costs;
  }

  @Override
  public List<CostRow> rows(CostQuery question, @Nullable String connection) {
    List<CostRow> rows = timed(question, () -> costs.rows(question, connection));
    sums += rows.size();
    return rows;
  }

  @Override
  public DailySums daily(CostQuery question, @Nullable String connection) {
    DailySums answer = timed(question, () -> costs.daily(question, connection));
    sums += answer.days().stream().mapToLong(DailySums.Day::size).sum();
    return answer;
  }

  private <T> T timed(CostQuery question, Supplier<T> answer) {
    long begun = System.nanoTime();
    if (firstCauseAt == 0 && question.by().stream().map(Dimension::name).anyMatch("ConsumedUnit"::equals)) {
      firstCauseAt = begun;
    }
    T result = answer.get();
    nanosToAnswer += System.nanoTime() - begun;
    return result;
  }

  /** How many sums and rows there were in the answers. */
  long sums() {
    return sums;
  }

  long nanosToAnswer() {
    return nanosToAnswer;
  }

  /** When the first question about causes came, on the clock of {@link System#nanoTime()}; 0 without one. */
  long firstCauseAt() {
    return firstCauseAt;
  }

  /** Counts and times anew. */
  void reset() {
    sums = 0;
    nanosToAnswer = 0;
    firstCauseAt = 0;
  }
}
