package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers the days met, in the order they are first met, so that a fact names its day in two bytes. */
final class DayIndex {
  /** More days than this are no cost data. */
  static final int LIMIT = 1 << 16;

  private final Map<Integer, Integer> indexes = new ConcurrentHashMap<>();
  private final List<Integer> days = new ArrayList<>();

  /** The number of a day since 1970. */
  int of(int epochDay) {
    Integer known = indexes.get(epochDay);
    return known != null ? known : add(epochDay);
  }

  private synchronized int add(int epochDay) {
    Integer known = indexes.get(epochDay);
    if (known != null) {
      return known;
    }
    if (days.size() == LIMIT) {
      throw new PlimsollException(
          ErrorCode.LIMIT_EXCEEDED,
          "The rows fall on more than " + LIMIT + " days of ChargePeriodStart.",
          "Check the dates of the export.");
    }
    days.add(epochDay);
    indexes.put(epochDay, days.size() - 1);
    return days.size() - 1;
  }

  /** The days by their number. */
  synchronized int[] epochDays() {
    return days.stream().mapToInt(Integer::intValue).toArray();
  }
}
