package io.plimsoll.testkit.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.focus.FocusTags;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers questions the slow and plain way, from rows: what an engine must come to. */
public final class PlainAnswer {
  private record Group(@Nullable LocalDate start, List<@Nullable String> keys, @Nullable String unit) {}

  private PlainAnswer() {}

  /** The rows of the answer, in their order. */
  public static List<CostRow> answer(CostQuery query, List<Row> rows) {
    Map<Group, BigDecimal> whole = new HashMap<>();
    List<Row> counted = new ArrayList<>();
    for (Row row : rows) {
      if (query.period().contains(row.day()) && passes(query.filter(), row)) {
        counted.add(row);
        add(whole, new Group(null, keys(query, row), unit(query, row)), query, row);
      }
    }
    Set<Group> kept = new HashSet<>();
    Map<@Nullable String, Integer> taken = new HashMap<>();
    for (CostRow row : sorted(whole)) {
      if (query.top() == 0 || query.by().isEmpty() || taken.merge(row.unit(), 1, Integer::sum) <= query.top()) {
        kept.add(new Group(null, row.keys(), row.unit()));
      }
    }
    Map<Group, BigDecimal> sums = new HashMap<>();
    for (Row row : counted) {
      List<@Nullable String> keys = keys(query, row);
      if (!kept.contains(new Group(null, keys, unit(query, row)))) {
        keys = Collections.nCopies(keys.size(), CostQuery.OTHER);
      }
      add(sums, new Group(start(query, row), keys, unit(query, row)), query, row);
    }
    return sorted(sums);
  }

  /** The rows that sums in columns stand for, in the order of an answer; a sum that is there twice is two rows. */
  public static List<CostRow> rows(DailySums sums) {
    List<CostRow> rows = new ArrayList<>();
    for (DailySums.Day day : sums.days()) {
      for (int place = 0; place < day.size(); place++) {
        DailySums.Group group = sums.groups().get(day.groups()[place]);
        rows.add(new CostRow(day.day(), group.keys(), group.unit(), plain(day.value(place)), null));
      }
    }
    return inOrder(rows);
  }

  private static void add(Map<Group, BigDecimal> sums, Group group, CostQuery query, Row row) {
    BigDecimal value = row.metrics().get(query.metric().column());
    sums.merge(group, value == null ? BigDecimal.ZERO : value, BigDecimal::add);
  }

  private static List<CostRow> sorted(Map<Group, BigDecimal> sums) {
    List<CostRow> rows = new ArrayList<>();
    sums.forEach((group, value) -> rows.add(new CostRow(group.start, group.keys, group.unit, plain(value), null)));
    return inOrder(rows);
  }

  private static List<CostRow> inOrder(List<CostRow> rows) {
    Comparator<String> text =
        Comparator.nullsLast((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
    rows.sort(
        Comparator.comparing(CostRow::start, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(CostRow::value, Comparator.reverseOrder())
            .thenComparing((a, b) -> {
              for (int i = 0; i < a.keys().size(); i++) {
                int order = text.compare(a.keys().get(i), b.keys().get(i));
                if (order != 0) {
                  return order;
                }
              }
              return text.compare(a.unit(), b.unit());
            }));
    return rows;
  }

  /** A number without zeros at its end. */
  public static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static @Nullable LocalDate start(CostQuery query, Row row) {
    return switch (query.granularity()) {
      case NONE -> null;
      case DAY -> row.day();
      case MONTH -> row.day().withDayOfMonth(1);
      case BILLING_PERIOD -> {
        String text = row.keys().get("BillingPeriodStart");
        yield text == null ? null : LocalDate.parse(text.substring(0, 10));
      }
    };
  }

  private static @Nullable String unit(CostQuery query, Row row) {
    return row.keys().get(query.metric().unitColumn());
  }

  private static List<@Nullable String> keys(CostQuery query, Row row) {
    List<@Nullable String> keys = new ArrayList<>();
    query.by().forEach(dimension -> keys.add(value(dimension, row)));
    return keys;
  }

  private static @Nullable String value(Dimension dimension, Row row) {
    if (dimension.name().equals("ChargePeriodStart")) {
      return row.day().toString();
    }
    if (dimension instanceof Dimension.Tag tag) {
      String text = row.keys().get("Tags");
      return text == null ? null : FocusTags.parse(text).values().get(tag.key());
    }
    return row.keys().get(dimension.name());
  }

  /** Whether the row counts. */
  public static boolean passes(Filter filter, Row row) {
    if (filter instanceof Filter.And and) {
      return and.of().stream().allMatch(f -> passes(f, row));
    } else if (filter instanceof Filter.Or or) {
      return or.of().stream().anyMatch(f -> passes(f, row));
    } else if (filter instanceof Filter.Not not) {
      return !passes(not.of(), row);
    } else if (filter instanceof Filter.In in) {
      return new ArrayList<>(in.values()).contains(value(in.dimension(), row));
    } else if (filter instanceof Filter.Like like) {
      String value = value(like.dimension(), row);
      StringBuilder pattern = new StringBuilder();
      like.pattern().codePoints()
          .forEach(c -> pattern.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
      return value != null && Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(value).matches();
    } else if (filter instanceof Filter.Absent absent) {
      return value(absent.dimension(), row) == null;
    }
    Filter.Range range = (Filter.Range) filter;
    String value = value(range.dimension(), row);
    if (value == null) {
      return false;
    }
    boolean numbers =
        isNumber(value)
            && (range.from() == null || isNumber(range.from()))
            && (range.to() == null || isNumber(range.to()));
    int from = range.from() == null ? 1 : compare(value, range.from(), numbers);
    int to = range.to() == null ? -1 : compare(value, range.to(), numbers);
    return (from > 0 || from == 0 && range.fromInclusive()) && (to < 0 || to == 0 && range.toInclusive());
  }

  private static int compare(String a, String b, boolean numbers) {
    return numbers ? new BigDecimal(a).compareTo(new BigDecimal(b)) : a.compareTo(b);
  }

  private static boolean isNumber(String text) {
    try {
      new BigDecimal(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
