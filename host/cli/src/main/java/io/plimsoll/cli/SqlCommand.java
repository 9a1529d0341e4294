package io.plimsoll.cli;

import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sql}. */
@Command(
    name = "sql",
    description = "Run read-only SQL over the tables focus (the exports in place) and rollup of one organisation.",
    footer = {
      "",
      "Example:",
      "  plimsoll sql acme \"SELECT BillingCurrency, ServiceName, sum(BilledCost) FROM focus GROUP BY 1, 2 ORDER BY 3 DESC\""
    })
final class SqlCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "SQL", description = "One SELECT statement.")
  private String sql = "";

  SqlCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    invocation.print(new Answer(invocation.organisation(organisation).sql(sql, SqlLimits.DEFAULT)));
    return ExitCode.OK.number();
  }

  private record Answer(SqlAnswer answer) implements View {
    @Override
    public void page(Page page) {
      TextTable table = new TextTable();
      for (int i = 0; i < answer.columns().size(); i++) {
        boolean number = isNumber(i);
        String name = answer.columns().get(i);
        table = number ? table.number(name) : table.text(name);
      }
      for (List<@Nullable Object> row : answer.rows()) {
        table.row(row.stream().map(value -> value == null ? "null" : shown(value)).toList());
      }
      page.table(table);
      page.line(page.terminal().faint(Figures.count(answer.rows().size(), "row")));
      if (answer.cut()) {
        page.sentence("", besideGrid());
      }
    }

    @Override
    public String besideGrid() {
      return answer.cut() ? "There are more rows than these; add a LIMIT or group the rows." : "";
    }

    /** Numbers as they are: whoever writes SQL says himself how to round. */
    private static String shown(Object value) {
      return value instanceof BigDecimal number ? Figures.exact(number) : Exact.text(value);
    }

    private boolean isNumber(int column) {
      return answer.rows().stream().map(row -> row.get(column)).anyMatch(Number.class::isInstance);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      List<String> names = distinctNames();
      List<Object> columns = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        columns.add(Exact.object("name", names.get(i), "type", answer.types().get(i)));
      }
      return Exact.object(
          "columns", columns, "rows", answer.rows().stream().map(row -> json(names, row)).toList(), "cut", answer.cut());
    }

    private static Map<String, @Nullable Object> json(List<String> names, List<@Nullable Object> row) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        json.put(names.get(i), row.get(i));
      }
      return json;
    }

    /** SQL may answer two columns of one name; an object cannot hold both. */
    private List<String> distinctNames() {
      List<String> names = new ArrayList<>();
      for (String name : answer.columns()) {
        String distinct = name;
        for (int i = 1; names.contains(distinct); i++) {
          distinct = name + "_" + i;
        }
        names.add(distinct);
      }
      return names;
    }

    @Override
    public Grid grid() {
      Grid grid = new Grid(answer.columns());
      answer.rows().forEach(grid::row);
      return grid;
    }
  }
}
