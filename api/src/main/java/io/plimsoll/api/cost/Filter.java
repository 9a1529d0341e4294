package io.plimsoll.api.cost;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which charges count. Text is compared exactly; a null value meets no test but {@link Absent}.
 *
 * <p>{@link FilterParser} reads the text form that the command line and the API share.
 */
public sealed interface Filter {
  /** All of them hold; an empty list always holds. */
  record And(List<Filter> of) implements Filter {
    /** Keeps its own copy. */
    public And {
      of = List.copyOf(of);
    }
  }

  /** At least one holds. */
  record Or(List<Filter> of) implements Filter {
    /** Keeps its own copy. */
    public Or {
      of = List.copyOf(of);
    }
  }

  /** It does not hold; a null value makes {@code Not(In)} hold. */
  record Not(Filter of) implements Filter {}

  /** The value is one of these. */
  record In(Dimension dimension, List<String> values) implements Filter {
    /** Keeps its own copy. */
    public In {
      values = List.copyOf(values);
    }
  }

  /** The value matches a pattern in which {@code %} is any text and {@code _} any one character. */
  record Like(Dimension dimension, String pattern) implements Filter {}

  /**
   * The value lies between two bounds: as numbers when the value and both bounds are numbers, as text
   * otherwise, which orders ISO dates rightly.
   *
   * @param from inclusive, or {@code null} for no lower bound
   * @param to inclusive or not as said, or {@code null} for no upper bound
   */
  record Range(
      Dimension dimension, @Nullable String from, boolean fromInclusive, @Nullable String to, boolean toInclusive)
      implements Filter {}

  /** There is no value; for a tag: the key is not present. */
  record Absent(Dimension dimension) implements Filter {}

  /** Holds for every charge. */
  static Filter all() {
    return new And(List.of());
  }

  /** Every dimension the filter looks at, in order of appearance. */
  default Set<Dimension> dimensions() {
    Set<Dimension> found = new LinkedHashSet<>();
    collect(this, found);
    return found;
  }

  private static void collect(Filter filter, Set<Dimension> found) {
    if (filter instanceof And and) {
      and.of().forEach(f -> collect(f, found));
    } else if (filter instanceof Or or) {
      or.of().forEach(f -> collect(f, found));
    } else if (filter instanceof Not not) {
      collect(not.of(), found);
    } else if (filter instanceof In in) {
      found.add(in.dimension());
    } else if (filter instanceof Like like) {
      found.add(like.dimension());
    } else if (filter instanceof Range range) {
      found.add(range.dimension());
    } else if (filter instanceof Absent absent) {
      found.add(absent.dimension());
    }
  }
}
