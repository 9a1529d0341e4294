package io.plimsoll.console.page;

import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes filters in the text form that {@link io.plimsoll.api.cost.FilterParser} reads. */
final class FilterText {
  private FilterText() {}

  /** The whole filter; empty when it lets everything through. */
  static String of(Filter filter) {
    return parts(filter).stream().map(part -> part instanceof Filter.Or ? "(" + text(part) + ")" : text(part)).collect(Collectors.joining(" and "));
  }

  /** The tests that must all hold. */
  static List<Filter> parts(Filter filter) {
    if (filter instanceof Filter.And and) {
      List<Filter> parts = new ArrayList<>();
      and.of().forEach(each -> parts.addAll(parts(each)));
      return parts;
    }
    return List.of(filter);
  }

  /** Another filter that also asks for this value; {@code null} asks for none. */
  static Filter and(Filter filter, Dimension dimension, @Nullable String value) {
    List<Filter> parts = new ArrayList<>(parts(filter));
    Filter test = value == null ? new Filter.Absent(dimension) : new Filter.In(dimension, List.of(value));
    if (!parts.contains(test)) {
      parts.add(test);
    }
    return new Filter.And(parts);
  }

  private static String text(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.of().isEmpty() ? "" : "(" + and.of().stream().map(FilterText::text).collect(Collectors.joining(" and ")) + ")";
    }
    if (filter instanceof Filter.Or or) {
      return or.of().stream().map(each -> each instanceof Filter.Or ? "(" + text(each) + ")" : text(each)).collect(Collectors.joining(" or "));
    }
    if (filter instanceof Filter.Not not) {
      return not.of() instanceof Filter.Absent absent ? name(absent.dimension()) + " present" : "not (" + text(not.of()) + ")";
    }
    if (filter instanceof Filter.In in) {
      return in.values().size() == 1
          ? name(in.dimension()) + " = " + value(in.values().get(0))
          : name(in.dimension()) + " in (" + in.values().stream().map(FilterText::value).collect(Collectors.joining(", ")) + ")";
    }
    if (filter instanceof Filter.Like like) {
      return name(like.dimension()) + " like " + value(like.pattern());
    }
    if (filter instanceof Filter.Range range) {
      if (range.from() != null && range.fromInclusive() && range.to() != null && range.toInclusive()) {
        return name(range.dimension()) + " between " + value(range.from()) + " and " + value(range.to());
      }
      List<String> bounds = new ArrayList<>();
      if (range.from() != null) {
        bounds.add(name(range.dimension()) + (range.fromInclusive() ? " >= " : " > ") + value(range.from()));
      }
      if (range.to() != null) {
        bounds.add(name(range.dimension()) + (range.toInclusive() ? " <= " : " < ") + value(range.to()));
      }
      return String.join(" and ", bounds);
    }
    return name(((Filter.Absent) filter).dimension()) + " absent";
  }

  private static String name(Dimension dimension) {
    String name = dimension.name();
    return name.matches("[A-Za-z0-9_:.-]+") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String value(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
