package io.plimsoll.console.page;

import io.javalin.http.Context;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question as the address of a page holds it.
 *
 * @param from the first day
 * @param last the last day
 * @param by what to group by, in order
 * @param filter which charges count
 * @param top how many groups
 * @param unit the currency or unit drawn; {@code null} for the largest
 */
public record Question(
    Metric metric, LocalDate from, LocalDate last, List<Dimension> by, Filter filter, int top, CostQuery.Comparison compare, @Nullable String unit) {
  private static final int DEFAULT_DAYS = 30;
  private static final int DEFAULT_TOP = 12;
  private static final int MOST_GROUPS = 500;
  private static final int MOST_DIMENSIONS = 4;

  /** The way down: what a click on a group groups by next. */
  private static final List<String> DOWN = List.of("ServiceName", "SubAccountName", "x_ResourceGroupName", "ResourceName", "ChargeCategory");

  /**
   * The question of an address.
   *
   * @throws IllegalArgumentException saying what cannot be read
   */
  static Question of(Context context, LocalDate today) {
    LocalDate last = day(context.queryParam("to"), "to", today);
    LocalDate from = day(context.queryParam("from"), "from", last.minusDays(DEFAULT_DAYS - 1L));
    if (last.isBefore(from)) {
      throw new IllegalArgumentException("the last day, " + last + ", is before the first, " + from);
    }
    String metric = text(context.queryParam("metric"), Metric.EFFECTIVE_COST.column());
    String where = text(context.queryParam("where"), "");
    String unit = text(context.queryParam("unit"), "");
    return new Question(
        Metric.ofColumn(metric).orElseThrow(() -> new IllegalArgumentException("there is no metric '" + metric + "'")),
        from,
        last,
        dimensions(context.queryParam("by")),
        where.isEmpty() ? Filter.all() : FilterParser.parse(where),
        top(context.queryParam("top")),
        comparison(text(context.queryParam("compare"), "previous")),
        unit.isEmpty() ? null : unit);
  }

  private static List<Dimension> dimensions(@Nullable String by) {
    List<Dimension> dimensions =
        by == null
            ? List.of(Dimension.parse("ServiceName"))
            : Arrays.stream(by.split(",")).map(String::strip).filter(n -> !n.isEmpty()).map(Dimension::parse).distinct().toList();
    if (dimensions.size() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException("at most " + MOST_DIMENSIONS + " columns can be grouped by at a time");
    }
    return dimensions;
  }

  private static int top(@Nullable String text) {
    try {
      int top = text == null || text.isBlank() ? DEFAULT_TOP : Integer.parseInt(text.strip());
      if (top >= 1 && top <= MOST_GROUPS) {
        return top;
      }
    } catch (NumberFormatException e) {
      // Told below, with the number that is out of bounds.
    }
    throw new IllegalArgumentException("the number of groups is from 1 to " + MOST_GROUPS + " but was '" + text + "'");
  }

  private static CostQuery.Comparison comparison(String text) {
    return switch (text) {
      case "none" -> CostQuery.Comparison.NONE;
      case "previous" -> CostQuery.Comparison.PREVIOUS;
      case "year" -> CostQuery.Comparison.YEAR;
      default -> throw new IllegalArgumentException("compare is none, previous or year but was '" + text + "'");
    };
  }

  private static LocalDate day(@Nullable String text, String name, LocalDate otherwise) {
    try {
      return text == null || text.isBlank() ? otherwise : LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + name + "' is a day such as " + otherwise + " but was '" + text + "'", e);
    }
  }

  private static String text(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text.strip();
  }

  /** The days, half open. */
  Period period() {
    return new Period(from, last.plusDays(1));
  }

  /** One row for each group. */
  CostQuery groups() {
    return new CostQuery(metric, period(), by, Granularity.NONE, filter, top, compare);
  }

  /** One row for each day and group, as many groups as there are colours. */
  CostQuery days(int colours) {
    return new CostQuery(metric, period(), by, Granularity.DAY, filter, Math.min(top, colours), CostQuery.Comparison.NONE);
  }

  /** The filter as text. */
  public String where() {
    return FilterText.of(filter);
  }

  /** What is grouped by, as text. */
  public String byText() {
    return by.stream().map(Dimension::name).collect(Collectors.joining(","));
  }

  /** How the comparison is written. */
  public String compareText() {
    return compare.name().toLowerCase(Locale.ROOT);
  }

  /** A test of the filter, and the address without it. */
  public record Chip(String text, String without) {}

  /** The tests that all hold, each with the address of the question without it. */
  public List<Chip> chips() {
    List<Filter> parts = FilterText.parts(filter);
    List<Chip> chips = new ArrayList<>();
    for (Filter part : parts) {
      List<Filter> others = new ArrayList<>(parts);
      others.remove(part);
      chips.add(new Chip(FilterText.of(part), with(new Filter.And(others), by).address()));
    }
    return chips;
  }

  /** The question one step further down: this group alone, by what comes next; {@code null} where there is no further. */
  @Nullable Question into(List<@Nullable String> keys) {
    if (by.isEmpty() || keys.size() != by.size() || keys.contains(CostQuery.OTHER)) {
      return null;
    }
    Filter narrower = narrowed(keys);
    List<String> used = narrower.dimensions().stream().map(Dimension::name).toList();
    return DOWN.stream()
        .filter(name -> !used.contains(name))
        .findFirst()
        .map(next -> with(narrower, List.of(Dimension.parse(next))))
        .orElse(null);
  }

  private Filter narrowed(List<@Nullable String> keys) {
    Filter narrower = filter;
    for (int i = 0; i < keys.size(); i++) {
      narrower = FilterText.and(narrower, by.get(i), keys.get(i));
    }
    return narrower;
  }

  private Question with(Filter other, List<Dimension> dimensions) {
    return new Question(metric, from, last, dimensions, other, top, compare, unit);
  }

  /** The same question in another currency. */
  public Question in(String other) {
    return new Question(metric, from, last, by, filter, top, compare, other);
  }

  /** What stands behind the path of the page. */
  public String address() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("metric", metric.column());
    values.put("from", from.toString());
    values.put("to", last.toString());
    values.put("by", byText());
    values.put("where", where());
    values.put("top", Integer.toString(top));
    values.put("compare", compareText());
    if (unit != null) {
      values.put("unit", unit);
    }
    return values.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty() || e.getKey().equals("by"))
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** The same on the command line. */
  public String command(String organisation) {
    StringBuilder command = new StringBuilder("plimsoll costs ").append(organisation).append(" --metric ").append(metric.column());
    if (!by.isEmpty()) {
      command.append(" --by ").append(quoted(byText()));
    }
    command.append(" --from ").append(from).append(" --to ").append(last.plusDays(1)).append(" --top ").append(top);
    if (compare != CostQuery.Comparison.NONE) {
      command.append(" --compare ").append(compareText());
    }
    if (!where().isEmpty()) {
      command.append(" --filter ").append(quoted(where()));
    }
    return command.toString();
  }

  /** The same in a program. */
  public String program() {
    StringBuilder program = new StringBuilder("organisation.costs(\n    CostQuery.of(Metric.").append(metric.name());
    program.append(", new Period(LocalDate.parse(\"").append(from).append("\"), LocalDate.parse(\"").append(last.plusDays(1)).append("\")))");
    if (!by.isEmpty()) {
      program.append("\n        .by(").append(by.stream().map(d -> literal(d.name())).collect(Collectors.joining(", "))).append(')');
    }
    if (!where().isEmpty()) {
      program.append("\n        .where(FilterParser.parse(").append(literal(where())).append("))");
    }
    program.append("\n        .top(").append(top).append(')');
    if (compare != CostQuery.Comparison.NONE) {
      program.append("\n        .compare(CostQuery.Comparison.").append(compare.name()).append(')');
    }
    return program.append(");").toString();
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_,.:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
