package io.plimsoll.cli;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer to a question about cost. Other programs rely on the shape of its JSON. */
record CostsView(CostResult result, String organisation) implements View {
  @Override
  public void page(Page page) {
    if (result.rows().isEmpty()) {
      page.sentence("", whenEmpty());
    } else {
      page.table(table());
      page.line(page.terminal().faint(footnote()));
    }
    if (!result.complete()) {
      page.sentence("", "  ", besideGrid());
    }
  }

  @Override
  public String besideGrid() {
    if (result.complete()) {
      return "";
    }
    return "Not complete" + (result.missing().isEmpty() ? "." : ": " + String.join("; ", result.missing()));
  }

  private String whenEmpty() {
    String days = "No costs " + Periods.inWords(query().period()) + ": ";
    if (result.asOf() == null) {
      return days + "nothing is collected yet. Try plimsoll collect " + organisation + ".";
    }
    return days + (query().filter().equals(Filter.all()) ? "no charge falls on these days." : "no charge meets the filter.");
  }

  private String footnote() {
    return query().metric().column() + " " + Periods.inWords(query().period())
        + (result.asOf() == null ? "" : ", as of " + Figures.time(result.asOf()))
        + ", from the " + Exact.name(result.source());
  }

  private TextTable table() {
    TextTable table = new TextTable();
    if (cut()) {
      table.text(query().granularity() == Granularity.DAY ? "Day" : query().granularity() == Granularity.MONTH ? "Month" : "Billing period");
    }
    query().by().forEach(d -> table.text(d.name()));
    table.number(query().metric().column()).text(query().metric().isCost() ? "Currency" : "Unit");
    if (compared()) {
      table.number("Before").number("Change");
    }
    int digits =
        Figures.digits(
            Stream.concat(result.rows().stream().map(CostRow::value), result.totals().stream().map(CostResult.Total::value))
                .toList());
    result.rows().forEach(row -> table.row(cells(row, digits)));
    result.totals().forEach(total -> table.total(cells(total, digits)));
    return table;
  }

  private List<String> cells(CostRow row, int digits) {
    List<String> cells = new ArrayList<>();
    if (cut()) {
      cells.add(start(row));
    }
    for (int i = 0; i < query().by().size(); i++) {
      String key = row.keys().get(i);
      cells.add(key != null ? key : query().by().get(i) instanceof Dimension.Tag ? "(untagged)" : "(none)");
    }
    return numbers(cells, row.value(), row.unit(), row.compared(), digits);
  }

  private List<String> cells(CostResult.Total total, int digits) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < query().by().size() + (cut() ? 1 : 0); i++) {
      cells.add(i == 0 ? "Total" : "");
    }
    return numbers(cells, total.value(), total.unit(), total.compared(), digits);
  }

  private List<String> numbers(
      List<String> cells, BigDecimal value, @Nullable String unit, @Nullable BigDecimal compared, int digits) {
    cells.add(Figures.amount(value, digits));
    cells.add(unit == null ? "(none)" : unit);
    if (compared()) {
      cells.add(compared == null ? "" : Figures.amount(compared, digits));
      cells.add(Figures.change(value, compared));
    }
    return cells;
  }

  private String start(CostRow row) {
    String day = String.valueOf(row.start());
    return query().granularity() == Granularity.DAY ? day : day.substring(0, 7);
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "metric", query().metric().column(),
        "from", query().period().from(),
        "to", query().period().to(),
        "rows", result.rows().stream().map(this::json).toList(),
        "totals", result.totals().stream().map(this::json).toList(),
        "complete", result.complete(),
        "missing", result.missing(),
        "asOf", result.asOf(),
        "source", result.source());
  }

  private Map<String, @Nullable Object> json(CostRow row) {
    Map<String, @Nullable Object> json = cut() ? Exact.object("start", row.start()) : Exact.object();
    for (int i = 0; i < query().by().size(); i++) {
      json.put(query().by().get(i).name(), row.keys().get(i));
    }
    return sums(json, row.unit(), row.value(), row.compared());
  }

  private Map<String, @Nullable Object> json(CostResult.Total total) {
    return sums(Exact.object(), total.unit(), total.value(), total.compared());
  }

  private Map<String, @Nullable Object> sums(
      Map<String, @Nullable Object> json, @Nullable String unit, BigDecimal value, @Nullable BigDecimal compared) {
    json.put(unitName(), unit);
    json.put("value", Exact.number(value));
    if (compared()) {
      json.put("compared", Exact.numberOrNull(compared));
    }
    return json;
  }

  @Override
  public Grid grid() {
    List<String> header = new ArrayList<>(cut() ? List.of("start") : List.of());
    query().by().forEach(d -> header.add(d.name()));
    header.add(unitName());
    header.add("value");
    if (compared()) {
      header.add("compared");
    }
    Grid grid = new Grid(header);
    for (CostRow row : result.rows()) {
      List<@Nullable Object> values = new ArrayList<>();
      if (cut()) {
        values.add(Objects.requireNonNull(row.start()));
      }
      values.addAll(row.keys());
      values.add(row.unit());
      values.add(row.value());
      if (compared()) {
        values.add(row.compared());
      }
      grid.row(values);
    }
    return grid;
  }

  private CostQuery query() {
    return result.query();
  }

  private String unitName() {
    return query().metric().isCost() ? "currency" : "unit";
  }

  private boolean cut() {
    return query().granularity() != Granularity.NONE;
  }

  private boolean compared() {
    return query().compare() != CostQuery.Comparison.NONE;
  }
}
