package io.plimsoll.api.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a statement.
 *
 * @param columns names in order
 * @param types the engine's type names in order
 * @param rows values: {@code String}, {@code BigDecimal}, {@code Long}, {@code Double}, {@code Boolean}, {@code
 *     LocalDate}, {@code LocalDateTime} or {@code null}
 * @param cut whether there were more rows than the limit
 */
public record SqlAnswer(List<String> columns, List<String> types, List<List<@Nullable Object>> rows, boolean cut) {
  /** Keeps its own copies. */
  public SqlAnswer {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }
}
