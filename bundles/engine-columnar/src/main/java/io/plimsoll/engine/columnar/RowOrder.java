package io.plimsoll.engine.columnar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of keys and units: by code point, null last. */
final class RowOrder {
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

  static int compare(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return ValueTest.compare(a, b);
  }
}
