package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.DailySums;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for sums by day a few days at a time, so that those of an answer are never there all at once: 50,000 series of 400
 * days are twenty million. Pure.
 */
final class DayPieces {
  /** What the sums of an answer may take, of the heap. */
  private static final int PART_OF_HEAP = 8;

  private static final int BYTES = 20;
  private static final long MOST = 8_000_000;

  /** How many sums an answer should have at most. */
  private static final int SUMS = (int) Math.min(MOST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / BYTES);

  /** How many days the first question asks for, before it is known how many sums a day has. */
  private static final int FIRST_DAYS = 3;

  /** How many times as many days the next question asks for at most: the latest days may not have come in yet. */
  private static final int GROWTH = 8;

  private DayPieces() {}

  /** Hands on the sums of the whole period, the latest days first: there are most series. */
  static void each(PublishedCosts costs, CostQuery question, @Nullable String connection, Consumer<DailySums> sums) {
    each(costs, question, connection, SUMS, sums);
  }

  static void each(
      PublishedCosts costs, CostQuery question, @Nullable String connection, int mostSums, Consumer<DailySums> sums) {
    LocalDate first = question.period().from();
    int days = FIRST_DAYS;
    int most = 1;
    for (LocalDate to = question.period().to(); to.isAfter(first); ) {
      LocalDate from = to.minusDays(days).isBefore(first) ? first : to.minusDays(days);
      DailySums piece = costs.daily(question.during(new Period(from, to)), connection);
      sums.accept(piece);
      most = piece.days().stream().mapToInt(DailySums.Day::size).reduce(most, Math::max);
      days = Math.max(1, Math.min(days * GROWTH, mostSums / most));
      to = from;
    }
  }
}
