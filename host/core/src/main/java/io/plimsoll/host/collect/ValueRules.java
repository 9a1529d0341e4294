package io.plimsoll.host.collect;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.focus.DataQualityCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Brings values that exports write in several forms to one, by rewriting the dictionary of a column once
 * for each distinct value, and counts the rows that had another form. One thread.
 *
 * <p>Azure resource ids are case-insensitive and come in several casings (finops-toolkit issue 1541); the
 * term of a commitment is months but comes as 1Year or P3Y too (issues 594, 2106).
 */
final class ValueRules implements AutoCloseable {
  private static final Set<String> RESOURCE_IDS = Set.of("ResourceId", "SubAccountId", "CommitmentDiscountId");
  private static final String TERM = "x_SkuTerm";
  private static final Pattern TERM_TEXT =
      Pattern.compile("P?(\\d+)\\s*(Y|M|Years?|Months?)", Pattern.CASE_INSENSITIVE);

  private static final int WIDTH = IntVector.TYPE_WIDTH;

  private final BufferAllocator allocator;
  private PartFindings findings = new PartFindings();
  private long rowsBefore;
  private final Map<String, Rewritten> rewritten = new HashMap<>();
  private final List<VarCharVector> plain = new ArrayList<>();

  ValueRules(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Begins a part: the rows rewritten from here on are counted there. */
  void begin(PartFindings found) {
    findings = found;
    rowsBefore = 0;
  }

  /** The same batch with dictionaries that hold one form of each value. */
  Batch apply(Batch batch) {
    Map<String, VarCharVector> dictionaries = null;
    for (Map.Entry<String, VarCharVector> entry : batch.dictionaries().entrySet()) {
      String column = entry.getKey();
      if (!RESOURCE_IDS.contains(column) && !column.equals(TERM)) {
        continue;
      }
      Rewritten target = rewritten.get(column);
      if (target == null || target.source != entry.getValue()) {
        if (target != null) {
          target.vector.close();
        }
        target = new Rewritten(column, entry.getValue(), new VarCharVector(column, allocator));
        rewritten.put(column, target);
      }
      target.follow();
      if (target.changed()) {
        target.count(batch.columns().getVector(column), batch.columns().getRowCount());
        dictionaries = dictionaries == null ? new HashMap<>(batch.dictionaries()) : dictionaries;
        dictionaries.put(column, target.vector);
      }
    }
    VectorSchemaRoot columns = withPlainTextRewritten(batch.columns());
    rowsBefore += columns.getRowCount();
    return dictionaries == null && columns == batch.columns()
        ? batch
        : new Batch(columns, dictionaries == null ? batch.dictionaries() : Map.copyOf(dictionaries));
  }

  /** Columns whose dictionary grew too large carry their text themselves. */
  private VectorSchemaRoot withPlainTextRewritten(VectorSchemaRoot columns) {
    plain.forEach(VarCharVector::close);
    plain.clear();
    List<FieldVector> vectors = new ArrayList<>(columns.getFieldVectors());
    for (int i = 0; i < vectors.size(); i++) {
      String name = vectors.get(i).getName();
      if (vectors.get(i) instanceof VarCharVector text && (RESOURCE_IDS.contains(name) || name.equals(TERM))) {
        VarCharVector one = new VarCharVector(text.getField(), allocator);
        for (int row = 0; row < text.getValueCount(); row++) {
          if (!text.isNull(row)) {
            String value = new String(text.get(row), StandardCharsets.UTF_8);
            String form = oneForm(name, value);
            one.setSafe(row, form.getBytes(StandardCharsets.UTF_8));
            if (!form.equals(value)) {
              findings.add(code(name), 1, rowsBefore + row + 1, name, value);
            }
          }
        }
        one.setValueCount(text.getValueCount());
        plain.add(one);
        vectors.set(i, one);
      }
    }
    return plain.isEmpty()
        ? columns
        : new VectorSchemaRoot(columns.getSchema().getFields(), vectors, columns.getRowCount());
  }

  private static DataQualityCode code(String column) {
    return column.equals(TERM) ? DataQualityCode.TERM_NORMALISED : DataQualityCode.RESOURCE_ID_CASE;
  }

  private static String oneForm(String column, String value) {
    if (column.equals(TERM)) {
      Matcher term = TERM_TEXT.matcher(value.strip());
      if (!term.matches()) {
        return value;
      }
      boolean years = Character.toUpperCase(term.group(2).charAt(0)) == 'Y';
      return String.valueOf(Integer.parseInt(term.group(1)) * (years ? 12 : 1));
    }
    // Only Azure's own ids; those of other providers, such as ARNs, are case-sensitive.
    return value.regionMatches(true, 0, "/subscriptions/", 0, 15) || value.regionMatches(true, 0, "/providers/", 0, 11)
        ? value.toLowerCase(Locale.ROOT)
        : value;
  }

  @Override
  public void close() {
    rewritten.values().forEach(r -> r.vector.close());
    rewritten.clear();
    plain.forEach(VarCharVector::close);
    plain.clear();
  }

  /** A dictionary that follows the reader's own, value by value. */
  private final class Rewritten {
    private final String column;
    private final VarCharVector source;
    private final VarCharVector vector;
    private final BitSet altered = new BitSet();
    private int known;
    private int copied;

    Rewritten(String column, VarCharVector source, VarCharVector vector) {
      this.column = column;
      this.source = source;
      this.vector = vector;
    }

    boolean changed() {
      return !altered.isEmpty();
    }

    void follow() {
      int size = source.getValueCount();
      for (; known < size; known++) {
        byte[] bytes = source.get(known);
        byte[] one = bytes;
        if (mayChange(bytes)) {
          String value = new String(bytes, StandardCharsets.UTF_8);
          String form = oneForm(column, value);
          if (!form.equals(value)) {
            one = form.getBytes(StandardCharsets.UTF_8);
            altered.set(known);
          }
        }
        if (changed()) {
          copyUpTo(known);
          vector.setSafe(known, one);
          copied = known + 1;
        }
      }
      if (changed()) {
        vector.setValueCount(size);
      }
    }

    /** As long as every value has the one form, the reader's own dictionary does and there is no other. */
    private void copyUpTo(int end) {
      for (; copied < end; copied++) {
        vector.setSafe(copied, source.get(copied));
      }
    }

    /** Counts the rows whose value was altered. */
    void count(FieldVector codes, int rows) {
      ArrowBuf data = codes.getDataBuffer();
      long times = 0;
      int first = -1;
      for (int row = 0; row < rows; row++) {
        int code = data.getInt((long) row * WIDTH);
        if (code >= 0 && altered.get(code)) {
          first = first < 0 ? row : first;
          times++;
        }
      }
      if (times > 0) {
        String example = new String(source.get(data.getInt((long) first * WIDTH)), StandardCharsets.UTF_8);
        findings.add(code(column), times, rowsBefore + first + 1, column, example);
      }
    }

    private boolean mayChange(byte[] bytes) {
      if (column.equals(TERM)) {
        return true;
      }
      for (byte b : bytes) {
        if (b >= 'A' && b <= 'Z') {
          return true;
        }
      }
      return false;
    }
  }
}
