package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A test of a filter on one dimension, as a predicate on its values; a null value meets no test but Absent. */
record ValueTest(Dimension dimension, Predicate<@Nullable String> passes) {
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,6})?");

  /** The predicate of a leaf: anything but And, Or and Not. */
  static ValueTest of(Filter leaf) {
    if (leaf instanceof Filter.In in) {
      Set<String> wanted = new HashSet<>(in.values());
      return new ValueTest(in.dimension(), value -> value != null && wanted.contains(value));
    }
    if (leaf instanceof Filter.Like like) {
      int[] pattern = like.pattern().codePoints().toArray();
      return new ValueTest(
          like.dimension(), value -> value != null && matches(pattern, value.codePoints().toArray()));
    }
    if (leaf instanceof Filter.Range range) {
      return new ValueTest(range.dimension(), inRange(range));
    }
    if (leaf instanceof Filter.Absent absent) {
      return new ValueTest(absent.dimension(), value -> value == null);
    }
    throw new IllegalArgumentException("not a test of one dimension: " + leaf);
  }

  private static Predicate<@Nullable String> inRange(Filter.Range range) {
    BigDecimal from = number(range.from());
    BigDecimal to = number(range.to());
    boolean numeric = (range.from() == null || from != null) && (range.to() == null || to != null);
    return value -> {
      if (value == null) {
        return false;
      }
      BigDecimal number = numeric ? number(value) : null;
      int above = 1;
      int below = -1;
      if (range.from() != null) {
        above = number != null && from != null ? number.compareTo(from) : compare(value, range.from());
      }
      if (range.to() != null) {
        below = number != null && to != null ? number.compareTo(to) : compare(value, range.to());
      }
      return (above > 0 || above == 0 && range.fromInclusive()) && (below < 0 || below == 0 && range.toInclusive());
    };
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** Orders text by code point, as its UTF-8 bytes are ordered. */
  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) || Character.isSurrogate(y);
        return surrogates ? Integer.compare(a.codePointAt(i), b.codePointAt(i)) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Whether text matches a pattern of % and _; each % is tried as short as possible first. */
  private static boolean matches(int[] pattern, int[] text) {
    int p = 0;
    int star = -1;
    int resume = 0;
    int t = 0;
    while (t < text.length) {
      if (p < pattern.length && pattern[p] == '%') {
        star = p++;
        resume = t;
      } else if (p < pattern.length && (pattern[p] == '_' || pattern[p] == text[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '%') {
      p++;
    }
    return p == pattern.length;
  }
}
