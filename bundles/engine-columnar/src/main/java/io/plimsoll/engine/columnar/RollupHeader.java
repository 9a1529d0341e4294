package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.engine.RollupSummary.MetricTotal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollup holds and how, as its file begins with.
 *
 * <p>Its sections are, in this order: dictionary and codes of each key, the tag index, the spill, the days.
 *
 * @param days in their order
 */
record RollupHeader(
    List<String> keys,
    List<Column> metrics,
    long rows,
    int facts,
    int entities,
    List<Total> totals,
    List<Day> days,
    List<Relation> relations) {

  /**
   * A metric.
   *
   * @param scale fraction digits of its sums
   * @param bits the most that a sum takes, without sign
   * @param spilled whether some sum takes more than 128 bits
   */
  record Column(Metric metric, int scale, int bits, boolean spilled) {}

  /** The sum of a metric in one unit. */
  record Total(int metric, @Nullable String unit, BigInteger unscaled) {}

  /**
   * A day.
   *
   * @param epochDay days since 1970
   * @param facts how many it has
   * @param totals {@code null} in a file that was written when they were not kept
   */
  record Day(int epochDay, int facts, @Nullable DayTotals totals) {}

  /** The rows of a day and the sums of its facts, by metric and unit. */
  record DayTotals(long rows, List<Total> totals) {
    DayTotals {
      totals = List.copyOf(totals);
    }
  }

  RollupHeader {
    keys = List.copyOf(keys);
    metrics = List.copyOf(metrics);
    totals = List.copyOf(totals);
    days = List.copyOf(days);
    relations = List.copyOf(relations);
  }

  int dictionarySection(int key) {
    return key * 2;
  }

  int codeSection(int key) {
    return key * 2 + 1;
  }

  int tagSection() {
    return keys.size() * 2;
  }

  int spillSection() {
    return keys.size() * 2 + 1;
  }

  int daySection(int day) {
    return keys.size() * 2 + 2 + day;
  }

  int sections() {
    return daySection(days.size());
  }

  RollupSummary summary() {
    return new RollupSummary(
        rows,
        facts,
        entities,
        days.isEmpty() ? null : LocalDate.ofEpochDay(days.get(0).epochDay()),
        days.isEmpty() ? null : LocalDate.ofEpochDay(days.get(days.size() - 1).epochDay()),
        totals.stream()
            .map(t -> {
              Column column = metrics.get(t.metric());
              return new MetricTotal(column.metric(), t.unit(), Wide.decimal(t.unscaled(), column.scale()));
            })
            .toList());
  }

  void write(BytesOut out) {
    out.putInt(keys.size());
    keys.forEach(out::putText);
    out.putInt(metrics.size());
    for (Column column : metrics) {
      out.putText(column.metric().column());
      out.putInt(column.scale());
      out.putInt(column.bits());
      out.putByte(column.spilled() ? 1 : 0);
    }
    out.putLong(rows);
    out.putInt(facts);
    out.putInt(entities);
    write(totals, out);
    out.putInt(days.size());
    for (Day day : days) {
      out.putInt(day.epochDay());
      out.putInt(day.facts());
    }
    out.putInt(relations.size());
    for (Relation relation : relations) {
      out.putInt(relation.metric());
      out.putInt(relation.base());
      out.putLong(relation.factor());
    }
  }

  /** Writes what the days hold, unless it is not known of all. */
  void writeDayTotals(BytesOut out) {
    if (days.stream().anyMatch(day -> day.totals() == null)) {
      return;
    }
    for (Day day : days) {
      out.putLong(day.totals().rows());
      write(day.totals().totals(), out);
    }
  }

  /** The same with what {@link #writeDayTotals} wrote, from the buffer's position to its end, if anything. */
  RollupHeader withDayTotals(ByteBuffer in) {
    if (!in.hasRemaining()) {
      return this;
    }
    List<Day> known = new ArrayList<>();
    for (Day day : days) {
      known.add(new Day(day.epochDay(), day.facts(), new DayTotals(in.getLong(), readTotals(in))));
    }
    return new RollupHeader(keys, metrics, rows, facts, entities, totals, known, relations);
  }

  private static void write(List<Total> totals, BytesOut out) {
    out.putInt(totals.size());
    for (Total total : totals) {
      out.putInt(total.metric());
      out.putByte(total.unit() == null ? 0 : 1);
      out.putText(total.unit() == null ? "" : total.unit());
      byte[] value = total.unscaled().toByteArray();
      out.putCount(value.length);
      out.putBytes(value, 0, value.length);
    }
  }

  private static List<Total> readTotals(ByteBuffer in) {
    List<Total> totals = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      int metric = in.getInt();
      boolean named = in.get() == 1;
      String unit = new String(bytes(in), StandardCharsets.UTF_8);
      totals.add(new Total(metric, named ? unit : null, new BigInteger(bytes(in))));
    }
    return totals;
  }

  /** Reads what {@link #write(BytesOut)} wrote, from the buffer's position on. */
  static RollupHeader read(ByteBuffer in) {
    List<String> keys = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      keys.add(new String(bytes(in), StandardCharsets.UTF_8));
    }
    List<Column> metrics = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      String column = new String(bytes(in), StandardCharsets.UTF_8);
      Metric metric = Metric.ofColumn(column).orElseThrow(() -> new IllegalArgumentException("no metric " + column));
      metrics.add(new Column(metric, in.getInt(), in.getInt(), in.get() == 1));
    }
    long rows = in.getLong();
    int facts = in.getInt();
    int entities = in.getInt();
    List<Total> totals = readTotals(in);
    List<Day> days = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      days.add(new Day(in.getInt(), in.getInt(), null));
    }
    List<Relation> relations = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      relations.add(new Relation(in.getInt(), in.getInt(), in.getLong()));
    }
    return new RollupHeader(keys, metrics, rows, facts, entities, totals, days, relations);
  }

  private static byte[] bytes(ByteBuffer in) {
    int count = 0;
    int shift = 0;
    byte b;
    do {
      b = in.get();
      count |= (b & 127) << shift;
      shift += 7;
    } while (b < 0);
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
