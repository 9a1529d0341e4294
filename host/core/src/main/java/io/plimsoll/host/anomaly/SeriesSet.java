package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns daily rows into series. Pure. */
final class SeriesSet {
  private SeriesSet() {}

  /**
   * @param dimensions the names of the rows' keys
   * @param period the days the series cover
   */
  static List<CostSeries> of(List<CostRow> rows, List<String> dimensions, String metric, Period period) {
    int days = (int) ChronoUnit.DAYS.between(period.from(), period.to());
    Map<SeriesKey, double[]> costs = new LinkedHashMap<>();
    Map<SeriesKey, BitSet> present = new LinkedHashMap<>();
    for (CostRow row : rows) {
      LocalDate day = row.start();
      if (day == null || row.unit() == null || !period.contains(day)) {
        continue;
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < dimensions.size(); i++) {
        String value = row.keys().get(i);
        values.put(dimensions.get(i), value == null ? "" : value);
      }
      SeriesKey key = new SeriesKey(values, metric, row.unit());
      int index = (int) ChronoUnit.DAYS.between(period.from(), day);
      costs.computeIfAbsent(key, k -> new double[days])[index] += row.value().doubleValue();
      present.computeIfAbsent(key, k -> new BitSet(days)).set(index);
    }
    List<CostSeries> series = new ArrayList<>();
    costs.forEach((key, values) -> series.add(new CostSeries(key, period.from(), values, present.get(key))));
    return series;
  }
}
