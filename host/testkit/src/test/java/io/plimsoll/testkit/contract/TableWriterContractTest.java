package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.engine.TableWriter;
import io.plimsoll.api.export.Batches;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.testkit.rows.BatchRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of table writers, held against a sound one and against wrong ones. */
class TableWriterContractTest {
  private static Supplier<TableWriter> made = WordWriter::new;

  /** What an author writes. */
  static class Subject extends TableWriterContract {
    @Override
    protected TableWriter newPlugin() {
      return made.get();
    }

    @Override
    protected List<List<@Nullable Object>> read(Path file, List<SqlTable.Column> columns) throws IOException {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        List<@Nullable Object> row = new ArrayList<>();
        String[] words = line.split(" ", -1);
        for (int i = 0; i < columns.size(); i++) {
          String text = new String(Base64.getDecoder().decode(words[i]), StandardCharsets.UTF_8);
          row.add(
              text.isEmpty()
                  ? null
                  : switch (columns.get(i).type()) {
                    case DECIMAL -> new BigDecimal(text);
                    case DATE_TIME -> Instant.parse(text);
                    case BOOLEAN -> Boolean.valueOf(text);
                    default -> text;
                  });
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Test
  void aSoundWriterHoldsIt() {
    made = WordWriter::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(6);
  }

  @Test
  void oneThatForgetsASplitBreaksIt() {
    assertThat(
            broken(
                new WordWriter() {
                  @Override
                  List<SqlTable.Split> splits(SqlTable table) {
                    return table.splits().subList(0, 1);
                  }
                }))
        .contains("everyRowAndColumnIsWritten");
  }

  @Test
  void oneThatRoundsBreaksIt() {
    assertThat(
            broken(
                new WordWriter() {
                  @Override
                  String text(Object value) {
                    return value instanceof BigDecimal d ? String.valueOf(d.doubleValue()) : super.text(value);
                  }
                }))
        .contains("everyRowAndColumnIsWritten");
  }

  @Test
  void oneThatLeavesSomethingBesideBreaksIt() {
    assertThat(
            broken(
                new WordWriter() {
                  @Override
                  public long write(SqlTable table, Path file) {
                    try {
                      Files.createDirectories(file.getParent());
                      Files.writeString(file.resolveSibling("left.tmp"), "x");
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                    return super.write(table, file);
                  }
                }))
        .contains("everyRowAndColumnIsWritten", "aFileThatCannotBeWrittenIsAnError");
  }

  @Test
  void oneThatCountsWronglyBreaksIt() {
    assertThat(
            broken(
                new WordWriter() {
                  @Override
                  public long write(SqlTable table, Path file) {
                    return super.write(table, file) + 1;
                  }
                }))
        .contains("everyRowAndColumnIsWritten", "aTableWithoutRowsIsAFileWithoutRows");
  }

  private static Set<String> broken(TableWriter writer) {
    made = () -> writer;
    return Held.broken(Subject.class);
  }

  /** Sound: a line a row, each value as one word. */
  @Plugin(name = "words", type = TableWriter.class)
  public static class WordWriter implements TableWriter {
    /** As a host makes it. */
    public WordWriter() {}

    List<SqlTable.Split> splits(SqlTable table) {
      return table.splits();
    }

    String text(Object value) {
      return value.toString();
    }

    @Override
    public String format() {
      return "words";
    }

    @Override
    public long write(SqlTable table, Path file) {
      List<String> lines = new ArrayList<>();
      for (SqlTable.Split split : splits(table)) {
        try (BufferAllocator allocator = new RootAllocator();
            Batches batches = split.open(table.columns().stream().map(SqlTable.Column::name).toList(), allocator)) {
          BatchRows.of(batches).forEach(row -> lines.add(String.join(" ", row.stream().map(this::word).toList())));
        }
      }
      try {
        Files.write(file, lines);
      } catch (IOException e) {
        throw new PlimsollException(
            ErrorCode.STORAGE_UNAVAILABLE, file + " cannot be written.", "Look at the folder.", e);
      }
      return lines.size();
    }

    private String word(@Nullable Object value) {
      return Base64.getEncoder().encodeToString((value == null ? "" : text(value)).getBytes(StandardCharsets.UTF_8));
    }
  }
}
