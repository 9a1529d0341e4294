package io.plimsoll.reader.csv;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.FocusType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** One CSV part: its header, then batches of the columns asked for. */
final class CsvPart implements PartReader {
  /** A batch ends early behind this many bytes of rows, so that long texts do not fill the memory. */
  private static final long BATCH_BYTES = 64L * 1024 * 1024;

  private final CsvScanner scanner;
  private final PartProblems problems;
  private final Findings findings = new Findings();
  private final TextDictionary.Limits limits;
  private final List<PartColumn> header;
  private final Map<String, Integer> positions = new HashMap<>();

  private final Map<String, TextColumn> texts = new HashMap<>();
  private @Nullable List<BatchColumn> columns;
  /** The first row of the scanner's block that is in no batch yet. */
  private int blockRow;
  private boolean ended;

  CsvPart(ByteSource source, PartProblems problems, TextDictionary.Limits limits) {
    this.problems = problems;
    this.limits = limits;
    this.scanner = new CsvScanner(source, problems, findings);
    this.ended = !scanner.header();
    this.header = ended ? List.of() : readHeader();
    if (!ended) {
      scanner.startRows();
    }
  }

  private List<PartColumn> readHeader() {
    List<PartColumn> names = new ArrayList<>();
    for (int i = 0; i < scanner.fields; i++) {
      int from = scanner.from(0, i);
      String text = new String(scanner.bytes, from, scanner.to(0, i) - from, StandardCharsets.UTF_8);
      String name = (scanner.ends[i] & CsvScanner.ESCAPED) == 0 ? text : text.replace("\"\"", "\"");
      if (positions.putIfAbsent(name, i) != null) {
        throw problems.duplicateColumn(name);
      }
      names.add(new PartColumn(name, FocusType.STRING, "text"));
    }
    if (names.size() == 1) {
      for (String separator : List.of(";", "\t", "|")) {
        if (names.get(0).name().contains(separator)) {
          throw problems.otherSeparator(separator);
        }
      }
    }
    return List.copyOf(names);
  }

  @Override
  public List<PartColumn> columns() {
    return header;
  }

  @Override
  public void project(List<ColumnRead> reads, BufferAllocator allocator) {
    project(reads, allocator, Map.of());
  }

  @Override
  public void project(List<ColumnRead> reads, BufferAllocator allocator, PartReader before) {
    project(reads, allocator, before instanceof CsvPart part ? part.texts : Map.of());
  }

  private void project(List<ColumnRead> reads, BufferAllocator allocator, Map<String, TextColumn> known) {
    if (columns != null) {
      throw new IllegalStateException("project is called once");
    }
    List<CsvField> fields = new ArrayList<>();
    for (ColumnRead read : reads) {
      Integer position = positions.get(read.source());
      if (position == null) {
        throw problems.noSuchColumn(read.source());
      }
      fields.add(new CsvField(position, read.source(), read.name(), problems, findings));
    }
    columns = new ArrayList<>();
    TextFields located = new TextFields();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(column(fields.get(i), reads.get(i).type(), located, allocator, known));
    }
  }

  private BatchColumn column(
      CsvField field, FocusType type, TextFields located, BufferAllocator allocator, Map<String, TextColumn> known) {
    return switch (type) {
      case STRING, JSON -> text(field, located, allocator, known.get(field.name()));
      case DECIMAL -> new DecimalColumn(field, allocator);
      case DATE_TIME -> new DateTimeColumn(field, allocator);
      case BOOLEAN -> new BooleanColumn(field, allocator);
    };
  }

  private TextColumn text(CsvField field, TextFields located, BufferAllocator allocator, @Nullable TextColumn before) {
    TextDictionary dictionary = before == null ? null : before.release();
    TextColumn column =
        new TextColumn(
            field, located, dictionary == null ? new TextDictionary(field.name(), limits, allocator) : dictionary,
            allocator);
    texts.put(field.name(), column);
    return column;
  }

  @Override
  public @Nullable Batch next() {
    List<BatchColumn> columns = this.columns;
    if (columns == null) {
      throw new IllegalStateException("next needs a projection, and a part that is open");
    }
    int rows = 0;
    long bytes = 0;
    while (rows < BatchColumn.BATCH_ROWS && bytes < BATCH_BYTES && hasRows()) {
      int count = Math.min(scanner.rows - blockRow, BatchColumn.BATCH_ROWS - rows);
      for (BatchColumn column : columns) {
        column.read(scanner, blockRow, count, rows);
      }
      bytes += scanner.to(blockRow + count - 1, scanner.fields - 1) - scanner.rowStarts[blockRow];
      blockRow += count;
      rows += count;
    }
    return rows == 0 ? null : batch(columns, rows);
  }

  private boolean hasRows() {
    if (!ended && blockRow == scanner.rows) {
      blockRow = 0;
      ended = !scanner.next();
    }
    return !ended;
  }

  private Batch batch(List<BatchColumn> columns, int rows) {
    List<Field> schema = new ArrayList<>();
    List<FieldVector> vectors = new ArrayList<>();
    Map<String, VarCharVector> dictionaries = new LinkedHashMap<>();
    for (BatchColumn column : columns) {
      FieldVector vector = column.finish(rows);
      schema.add(vector.getField());
      vectors.add(vector);
      VarCharVector dictionary = column instanceof TextColumn text ? text.dictionary() : null;
      if (dictionary != null) {
        dictionaries.put(vector.getName(), dictionary);
      }
    }
    return new Batch(new VectorSchemaRoot(schema, vectors, rows), Collections.unmodifiableMap(dictionaries));
  }

  @Override
  public PartReport report() {
    return findings.report(scanner.rowsBefore() + blockRow);
  }

  @Override
  public void close() {
    if (columns != null) {
      columns.forEach(BatchColumn::close);
      columns = null;
    }
  }
}
