package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.CostRow;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of the rows of one time: value descending, then keys and unit, null last. */
final class RowOrder {
  static final Comparator<CostRow> BY_VALUE =
      Comparator.comparing(CostRow::value).reversed()
          .thenComparing(CostRow::keys, RowOrder::compare)
          .thenComparing(CostRow::unit, RowOrder::compare);

  private RowOrder() {}

  static int compare(List<@Nullable String> a, List<@Nullable String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return ValueTest.compare(a, b);
  }
}
