package io.plimsoll.api.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param query the question
 * @param totals the exact sum of all rows, one for each currency or unit
 * @param complete whether every billing period that the question touches is published, final or not
 * @param missing what is not there, in words; empty when complete
 * @param asOf when the youngest run used was submitted; {@code null} without any data
 * @param source what it was answered from
 * @param rowsScanned rollup facts or export rows read
 */
public record CostResult(
    CostQuery query,
    List<CostRow> rows,
    List<Total> totals,
    boolean complete,
    List<String> missing,
    @Nullable Instant asOf,
    Source source,
    long rowsScanned) {
  /** Keeps its own copies. */
  public CostResult {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
    missing = List.copyOf(missing);
  }

  /** What an answer comes from. */
  public enum Source {
    /** The daily rollup. */
    ROLLUP,
    /** The export in place. */
    EXPORT
  }

  /**
   * A total of one currency or unit.
   *
   * @param compared the total of the compared period; {@code null} when there is none
   */
  public record Total(@Nullable String unit, BigDecimal value, @Nullable BigDecimal compared) {}
}
