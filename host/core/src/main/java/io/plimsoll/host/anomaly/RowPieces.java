package io.plimsoll.host.anomaly;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a question by days a few days at a time, so that the rows of an answer are never there all at once: 50,000 series
 * of 400 days are twenty million rows. Pure.
 */
final class RowPieces {
  /** How many rows an answer should have at most; about 200 bytes each. */
  private static final int ROWS = 100_000;

  /** How many days the first question asks for, before it is known how many rows a day has. */
  private static final int FIRST_DAYS = 3;

  private RowPieces() {}

  /**
   * Hands on the rows of the whole period, the latest days first: there are most series.
   *
   * @param question without top-N, which would be another one for each piece
   */
  static void each(CostRows costs, CostQuery question, @Nullable String connection, Consumer<List<CostRow>> rows) {
    LocalDate first = question.period().from();
    int days = FIRST_DAYS;
    for (LocalDate to = question.period().to(); to.isAfter(first); ) {
      LocalDate from = to.minusDays(days).isBefore(first) ? first : to.minusDays(days);
      List<CostRow> piece = costs.of(of(question, new Period(from, to)), connection);
      rows.accept(piece);
      int perDay = Math.max(1, piece.size() / (int) (to.toEpochDay() - from.toEpochDay()));
      days = Math.max(1, ROWS / perDay);
      to = from;
    }
  }

  private static CostQuery of(CostQuery question, Period days) {
    return new CostQuery(
        question.metric(), days, question.by(), question.granularity(), question.filter(), question.top(),
        question.compare());
  }
}
