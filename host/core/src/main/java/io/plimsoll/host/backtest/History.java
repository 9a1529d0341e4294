package io.plimsoll.host.backtest;

import io.plimsoll.api.anomaly.PlannedEvent;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The series to test with, what was planned, and which days an export missed. */
final class History {
  private final List<DatedSeries> series;
  private final List<PlannedEvent> planned;
  private final LocalDate firstDay;
  private final LocalDate end;
  private final Map<String, Covered> covered = new HashMap<>();

  History(List<DatedSeries> series, List<PlannedEvent> planned) {
    this.series = List.copyOf(series);
    this.planned = List.copyOf(planned);
    firstDay = series.stream().map(DatedSeries::firstDay).min(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
    end = series.stream().map(DatedSeries::end).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
    series.forEach(one -> covered.computeIfAbsent(one.connection(), name -> new Covered()).add(one, firstDay));
  }

  List<DatedSeries> series() {
    return series;
  }

  List<PlannedEvent> planned() {
    return planned;
  }

  LocalDate firstDay() {
    return firstDay;
  }

  /** The day after the last of which anything is known. */
  LocalDate end() {
    return end;
  }

  /** The days before a day of which nothing of a connection was known on that day. */
  Set<LocalDate> missing(String connection, LocalDate asOf) {
    Covered days = Objects.requireNonNull(covered.get(connection));
    int count = (int) (asOf.toEpochDay() - firstDay.toEpochDay());
    Set<LocalDate> missing = new HashSet<>();
    for (int day = 0; day < count; day++) {
      if (!days.byAge(count - day).get(day)) {
        missing.add(firstDay.plusDays(day));
      }
    }
    return missing;
  }

  /** The days on which some series of a connection had a charge. */
  private static final class Covered {
    private final BitSet inTheEnd = new BitSet();
    private final BitSet afterOneDay = new BitSet();
    private final BitSet afterTwoDays = new BitSet();

    void add(DatedSeries one, LocalDate firstDay) {
      int offset = (int) (one.firstDay().toEpochDay() - firstDay.toEpochDay());
      add(inTheEnd, one.finalCosts(), offset);
      add(afterOneDay, one.afterOneDay(), offset);
      add(afterTwoDays, one.afterTwoDays(), offset);
    }

    BitSet byAge(int days) {
      return days == 1 ? afterOneDay : days == 2 ? afterTwoDays : inTheEnd;
    }

    private static void add(BitSet days, double[] costs, int offset) {
      for (int day = 0; day < costs.length; day++) {
        if (costs[day] != 0) {
          days.set(offset + day);
        }
      }
    }
  }
}
