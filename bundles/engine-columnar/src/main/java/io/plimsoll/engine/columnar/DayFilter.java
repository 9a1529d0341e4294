package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.engine.AggregationSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a filter on one day, when its tests of {@code ChargePeriodStart} are decided.
 *
 * <p>A rollup knows the days of charges, not their hours, so such a test may name days only.
 */
final class DayFilter {
  private static final Dimension DAY = new Dimension.Column(AggregationSpec.DAY);
  private static final Filter NEVER = new Filter.Or(List.of());
  private static final Pattern MIDNIGHT = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T ]00:00(?::00(?:\\.0+)?)?Z?)?");

  private DayFilter() {}

  /** The filter of a day; the filter itself when it does not look at days. */
  static Filter on(LocalDate day, Filter filter) {
    return filter.dimensions().contains(DAY) ? rest(day.toString(), filter) : filter;
  }

  private static Filter rest(String day, Filter filter) {
    if (filter instanceof Filter.And and) {
      List<Filter> of = new ArrayList<>();
      for (Filter part : and.of()) {
        Filter rest = rest(day, part);
        if (rest.equals(NEVER)) {
          return NEVER;
        }
        if (!rest.equals(Filter.all())) {
          of.add(rest);
        }
      }
      return of.size() == 1 ? of.get(0) : new Filter.And(of);
    }
    if (filter instanceof Filter.Or or) {
      List<Filter> of = new ArrayList<>();
      for (Filter part : or.of()) {
        Filter rest = rest(day, part);
        if (rest.equals(Filter.all())) {
          return rest;
        }
        if (!rest.equals(NEVER)) {
          of.add(rest);
        }
      }
      return of.size() == 1 ? of.get(0) : new Filter.Or(of);
    }
    if (filter instanceof Filter.Not not) {
      Filter rest = rest(day, not.of());
      return rest.equals(Filter.all()) ? NEVER : rest.equals(NEVER) ? Filter.all() : new Filter.Not(rest);
    }
    if (!filter.dimensions().contains(DAY)) {
      return filter;
    }
    return ValueTest.of(ofDays(filter)).passes().test(day) ? Filter.all() : NEVER;
  }

  private static Filter ofDays(Filter leaf) {
    if (leaf instanceof Filter.In in) {
      return new Filter.In(DAY, in.values().stream().map(DayFilter::day).toList());
    }
    if (leaf instanceof Filter.Range range) {
      return new Filter.Range(
          DAY, dayIfAny(range.from()), range.fromInclusive(), dayIfAny(range.to()), range.toInclusive());
    }
    return leaf;
  }

  private static @Nullable String dayIfAny(@Nullable String text) {
    return text == null ? null : day(text);
  }

  private static String day(String text) {
    var matcher = MIDNIGHT.matcher(text);
    if (!matcher.matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "A rollup knows the day of ChargePeriodStart, so it cannot be compared with '" + text + "'.",
          "Write a day such as 2025-10-01, or ask the export with SQL.");
    }
    return matcher.group(1);
  }
}
