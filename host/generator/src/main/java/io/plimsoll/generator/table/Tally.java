package io.plimsoll.generator.table;

import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.focus.FocusColumns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums what is written, exactly, by metric, unit, service and day.
 *
 * <p>It reads the very columns that the file gets, so a fault that changes a value changes the sum alike.
 */
public final class Tally {
  /** Sums in the order people read them. */
  public static final Comparator<Key> ORDER = Comparator.comparing(Key::metric).thenComparing(Key::unit)
      .thenComparing(Key::serviceName).thenComparing(Key::day);

  private static final int SCALES = 37;
  private static final int PERIODS = 80;

  private final List<Counted> metrics = new ArrayList<>();
  private final Names services;
  private final Column.@Nullable Coded start;

  /** A tally over these columns of a file. */
  public Tally(List<Column> columns) {
    Map<String, Column> byName = new HashMap<>();
    for (Column column : columns) {
      byName.putIfAbsent(FocusColumns.modelName(column.name()), column);
    }
    services = new Names(byName.get("ServiceName"));
    start = byName.get("ChargePeriodStart") instanceof Column.Coded coded ? coded : null;
    for (Metric metric : Metric.values()) {
      if (byName.get(metric.column()) instanceof Column.Measured measured) {
        metrics.add(new Counted(metric, measured.measure(), new Names(byName.get(metric.unitColumn()))));
      }
    }
  }

  /** Adds every row of the batch. */
  public void add(Batch batch) {
    for (Counted counted : metrics) {
      counted.add(batch, services);
    }
  }

  /** Adds the sums into the map. */
  public void collect(Map<Key, BigDecimal> sums) {
    for (Counted counted : metrics) {
      counted.collect(sums, this);
    }
  }

  private LocalDate day(int period) {
    return start != null && start.values().apply(period) instanceof LocalDate day ? day : LocalDate.EPOCH;
  }

  /**
   * What a sum is of.
   *
   * @param unit currency of a cost, unit of a quantity; empty when the file does not say
   * @param serviceName empty when the file does not say
   * @param day the day the charge period starts with
   */
  public record Key(Metric metric, String unit, String serviceName, LocalDate day) {}

  /** Small numbers for the few texts of a coded column. */
  private static final class Names {
    private final Column.@Nullable Coded column;
    private final List<String> texts = new ArrayList<>();
    private int[] ids = new int[0];

    Names(@Nullable Column column) {
      this.column = column instanceof Column.Coded coded ? coded : null;
    }

    int[] codes(Batch batch) {
      return batch.codes(column == null ? Axis.CONSTANT : column.axis());
    }

    int id(int code) {
      if (code >= ids.length) {
        int known = ids.length;
        ids = Arrays.copyOf(ids, Math.max(code + 1, known * 2));
        Arrays.fill(ids, known, ids.length, -1);
      }
      int id = ids[code];
      return id >= 0 ? id : learn(code);
    }

    private int learn(int code) {
      String text = column != null && column.values().apply(code) instanceof String s ? s : "";
      int id = texts.indexOf(text);
      if (id < 0) {
        id = texts.size();
        texts.add(text);
      }
      ids[code] = id;
      return id;
    }
  }

  /** The sums of one metric: a run of scale x period cells for each unit and service. */
  private static final class Counted {
    private static final long LIMIT = Long.MAX_VALUE / 4;

    private final Metric metric;
    private final Measure measure;
    private final Names units;
    private long[][][] cells = new long[0][][];
    private long usedScales;
    private final Map<List<Integer>, BigDecimal> wide = new LinkedHashMap<>();

    Counted(Metric metric, Measure measure, Names units) {
      this.metric = metric;
      this.measure = measure;
      this.units = units;
    }

    void add(Batch batch, Names services) {
      Amounts amounts = batch.amounts(measure);
      int[] periods = batch.codes(Axis.PERIOD);
      int[] unitCodes = units.codes(batch);
      int[] serviceCodes = services.codes(batch);
      for (int row = 0; row < batch.rows(); row++) {
        int scale = amounts.scale(row);
        if (scale == Amounts.NULL) {
          continue;
        }
        int unit = units.id(unitCodes[row]);
        int service = services.id(serviceCodes[row]);
        if (scale == Amounts.WIDE) {
          wide.merge(List.of(unit, service, periods[row]), amounts.value(row), BigDecimal::add);
          continue;
        }
        long[] sums = cells(unit, service);
        usedScales |= 1L << scale;
        int at = (scale * PERIODS + periods[row]) * 2;
        long low = sums[at + 1] + amounts.low(row);
        long high = sums[at] + amounts.high(row);
        if (low >= Amounts.UNIT) {
          low -= Amounts.UNIT;
          high++;
        } else if (low <= -Amounts.UNIT) {
          low += Amounts.UNIT;
          high--;
        }
        if (Math.abs(high) > LIMIT) {
          wide.merge(List.of(unit, service, periods[row]), Amounts.decimal(high, low, scale), BigDecimal::add);
          low = 0;
          high = 0;
        }
        sums[at] = high;
        sums[at + 1] = low;
      }
    }

    private long[] cells(int unit, int service) {
      if (unit >= cells.length) {
        cells = Arrays.copyOf(cells, unit + 1);
      }
      if (cells[unit] == null || service >= cells[unit].length) {
        cells[unit] = cells[unit] == null ? new long[service + 1][] : Arrays.copyOf(cells[unit], service + 1);
      }
      if (cells[unit][service] == null) {
        cells[unit][service] = new long[SCALES * PERIODS * 2];
      }
      return cells[unit][service];
    }

    void collect(Map<Key, BigDecimal> sums, Tally tally) {
      wide.forEach((at, sum) -> sums.merge(
          new Key(metric, units.texts.get(at.get(0)), tally.services.texts.get(at.get(1)), tally.day(at.get(2))),
          sum, BigDecimal::add));
      for (int unit = 0; unit < cells.length; unit++) {
        for (int service = 0; cells[unit] != null && service < cells[unit].length; service++) {
          long[] of = cells[unit][service];
          for (int at = 0; of != null && at < of.length; at += 2) {
            if ((usedScales >> at / 2 / PERIODS & 1) == 0) {
              at += 2 * PERIODS - 2;
            } else if (of[at] != 0 || of[at + 1] != 0) {
              LocalDate day = tally.day(at / 2 % PERIODS);
              sums.merge(
                  new Key(metric, units.texts.get(unit), tally.services.texts.get(service), day),
                  Amounts.decimal(of[at], of[at + 1], at / 2 / PERIODS), BigDecimal::add);
            }
          }
        }
      }
    }
  }
}
