package io.plimsoll.host.sql;

import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.host.collect.StandardRollup;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** The daily sums of an organisation as a table: one row a day and combination of keys. */
public final class RollupTable implements SqlTable {
  /** Fraction digits of its metrics: as many as Azure's CSV exports carry. */
  private static final int SCALE = 28;

  private final List<Rollup> rollups;

  /** The table over these rollups. */
  public RollupTable(List<Rollup> rollups) {
    this.rollups = List.copyOf(rollups);
  }

  @Override
  public String name() {
    return "rollup";
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(AggregationSpec.DAY, FocusType.DATE_TIME, 0));
    StandardRollup.KEYS.forEach(
        key -> columns.add(new Column(key, key.equals("Tags") ? FocusType.JSON : FocusType.STRING, 0)));
    StandardRollup.METRICS.forEach(metric -> columns.add(new Column(metric.column(), FocusType.DECIMAL, SCALE)));
    columns.add(new Column("x_Rows", FocusType.DECIMAL, 0));
    return columns;
  }

  @Override
  public List<Split> splits() {
    return rollups.stream().<Split>map(RollupSplit::new).toList();
  }

  private record RollupSplit(Rollup rollup) implements Split {
    @Override
    public Batches open(List<String> columns, BufferAllocator allocator) {
      return rollup.scan(columns, allocator);
    }
  }
}
