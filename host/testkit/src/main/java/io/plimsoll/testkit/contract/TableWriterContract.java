package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.testkit.rows.RowTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link TableWriter} must do. */
public abstract class TableWriterContract extends PluginContract<TableWriter> {
  @TempDir Path folder;

  /** For the authors of writers. */
  protected TableWriterContract() {
    super(TableWriter.class);
  }

  /**
   * The rows of a file, in any order, as another program reads them: {@code String}, {@code BigDecimal}, {@code
   * Instant}, {@code Boolean} or {@code null}.
   */
  protected abstract List<List<@Nullable Object>> read(Path file, List<SqlTable.Column> columns) throws Exception;

  @Test
  void itsFormatCanEndAFileName() {
    assertThat(plugin.format()).as("format").matches("[a-z0-9]+(\\.[a-z0-9]+)*");
  }

  @Test
  void everyRowAndColumnIsWritten() throws Exception {
    RowTable table = table();
    Path file = folder.resolve("focus." + plugin.format());

    long written = plugin.write(table, file);

    assertThat(written).as("rows told").isEqualTo(table.rows().size());
    assertThat(plain(read(file, table.columns()))).as("rows read back")
        .containsExactlyInAnyOrderElementsOf(plain(table.rows()));
    assertThat(table.open()).as("readers left open").isZero();
    assertThat(folder).as("files left beside").isDirectoryNotContaining(p -> !p.equals(file));
  }

  @Test
  void aTableWithoutRowsIsAFileWithoutRows() throws Exception {
    RowTable empty = new RowTable("focus", RowTable.text("ServiceName"), RowTable.decimal("BilledCost", 18));
    Path file = folder.resolve("empty." + plugin.format());

    assertThat(plugin.write(empty, file)).as("rows told").isZero();
    assertThat(read(file, empty.columns())).as("rows read back").isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() {
    Calls.fails(
        "a folder that does not exist",
        () -> plugin.write(table(), folder.resolve("nowhere/focus." + plugin.format())));
  }

  @Test
  void severalThreadsMayWriteAtTheSameTime() throws Exception {
    var next = new java.util.concurrent.atomic.AtomicInteger();
    for (Path file :
        Calls.together(
            () -> {
              Path each = folder.resolve(next.incrementAndGet() + "." + plugin.format());
              plugin.write(table(), each);
              return each;
            })) {
      assertThat(plain(read(file, table().columns()))).containsExactlyInAnyOrderElementsOf(plain(table().rows()));
    }
  }

  private static List<List<@Nullable Object>> plain(List<List<@Nullable Object>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(v -> v instanceof BigDecimal d ? (Object) plain(d) : v).toList())
        .toList();
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  private static RowTable table() {
    Instant october = Instant.parse("2025-10-01T12:34:56.123456Z");
    RowTable table =
        new RowTable(
            "focus", RowTable.text("ServiceName"), RowTable.decimal("BilledCost", 18), RowTable.time("ChargePeriodStart"),
            RowTable.flag("Flag"));
    table.row("Storage", new BigDecimal("0.000000000000000001"), october, true);
    table.row("a,\"b\"\nc", new BigDecimal("-99999999999999999999.5"), october.plusSeconds(1), false);
    table.row(null, null, null, null);
    table.split();
    for (int i = 0; i < 500; i++) {
      table.row("Übersicht " + i % 7, BigDecimal.valueOf(i, 3), october.plusSeconds(i), i % 2 == 0);
    }
    return table;
  }
}
