package io.plimsoll.api.engine;

import io.plimsoll.api.cost.CostRow;
import java.util.List;

/**
 * What an engine answers: rows in the order {@link io.plimsoll.api.cost.CostQuery} states, nothing compared.
 *
 * @param factsScanned how many facts were looked at
 */
public record CostAnswer(List<CostRow> rows, long factsScanned) {
  /** Keeps its own copy. */
  public CostAnswer {
    rows = List.copyOf(rows);
  }
}
