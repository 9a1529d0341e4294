package io.plimsoll.bench;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.CostRows;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Daily costs of many series, made up while they are asked for: a service in an account each. Every tenth costs something
 * on one day a week alone; of the others, every third less at weekends. Every thousandth costs four times as much on the
 * last day.
 */
final class SyntheticCosts implements CostRows {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SERVICES = 100;
  private static final int PLANTED = 1000;
  private static final int CHANGED = 100;

  private final int series;
  private final LocalDate first;
  private final String[] services;
  private final String[] accounts;
  private final double[] levels;
  private LocalDate end;
  private long revision;
  private long rows;
  private long nanosToAnswer;
  private long processorNanos;
  private long firstCauseAt;

  SyntheticCosts(int series, Period days) {
    this.series = series;
    first = days.from();
    end = days.to();
    services = names("service-", SERVICES);
    accounts = names("account-", series / SERVICES + 1);
    levels = new double[series];
    for (int one = 0; one < series; one++) {
      levels[one] = 100 * Math.exp(7 * random(one, 1));
    }
  }

  private static String[] names(String prefix, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = prefix + i;
    }
    return names;
  }

  /** The days of which there are costs. */
  Period days() {
    return new Period(first, end);
  }

  /** A day has passed; what was planted is over, and planted on the new day. */
  void aDayLater() {
    end = end.plusDays(1);
  }

  /** From now on every hundredth series costs a little more on the last day. */
  void restate() {
    revision++;
  }

  long rows() {
    return rows;
  }

  /** The time it took to make the rows up, which is not the host's. */
  long nanosToAnswer() {
    return nanosToAnswer;
  }

  /** The processor time of that. */
  long processorNanos() {
    return processorNanos;
  }

  /** When the first question about causes came, on the clock of {@link System#nanoTime()}; 0 without one. */
  long firstCauseAt() {
    return firstCauseAt;
  }

  /** Counts and times anew. */
  void reset() {
    rows = 0;
    nanosToAnswer = 0;
    processorNanos = 0;
    firstCauseAt = 0;
  }

  @Override
  public List<CostRow> of(CostQuery question, @Nullable String connection) {
    long begun = System.nanoTime();
    long processor = THREADS.getCurrentThreadCpuTime();
    boolean causes = question.by().stream().map(Dimension::name).anyMatch("ConsumedUnit"::equals);
    if (causes && firstCauseAt == 0) {
      firstCauseAt = begun;
    }
    boolean ofSome = question.filter().toString().contains("account-");
    List<CostRow> answer = new ArrayList<>();
    for (LocalDate day = question.period().from(); day.isBefore(question.period().to()); day = day.plusDays(1)) {
      if (days().contains(day)) {
        if (question.by().isEmpty()) {
          answer.add(new CostRow(day, List.of(), "EUR", BigDecimal.valueOf(series, 0), null));
        } else {
          addDay(question, day, ofSome ? PLANTED : 1, answer);
        }
      }
    }
    rows += answer.size();
    nanosToAnswer += System.nanoTime() - begun;
    processorNanos += THREADS.getCurrentThreadCpuTime() - processor;
    return answer;
  }

  private void addDay(CostQuery question, LocalDate day, int step, List<CostRow> answer) {
    for (int one = 0; one < series; one += step) {
      long cents = cents(one, day);
      if (cents != 0) {
        answer.add(new CostRow(day, keys(question, one), "EUR", BigDecimal.valueOf(cents, 2), null));
      }
    }
  }

  private List<String> keys(CostQuery question, int one) {
    List<String> keys = new ArrayList<>(question.by().size());
    for (Dimension dimension : question.by()) {
      keys.add(
          switch (dimension.name()) {
            case "ServiceName" -> services[one % SERVICES];
            case "SubAccountName" -> accounts[one / SERVICES];
            case "ResourceId" -> "resource-" + one;
            default -> "one";
          });
    }
    return keys;
  }

  private long cents(int one, LocalDate day) {
    int weekday = day.getDayOfWeek().getValue();
    if (one % 10 == 7 && weekday != 3) {
      return 0;
    }
    double weekend = weekday > 5 && one % 3 == 0 ? 0.3 : 1;
    double noise = 0.3 * random(one, 2) * (random(one, day.toEpochDay()) + random(one, -day.toEpochDay()) - 1);
    boolean last = day.equals(end.minusDays(1));
    double planted = last && one % PLANTED == 0 ? 4 : 1;
    double restated = last && one % CHANGED == 1 ? 1 + revision / 100.0 : 1;
    return Math.round(levels[one] * weekend * (1 + noise) * planted * restated);
  }

  /** From 0 to 1, the same for the same numbers; the finalizer of SplitMix64. */
  private static double random(long a, long b) {
    long z = (a * 0x9E3779B97F4A7C15L) ^ (b * 0xD1B54A32D192ED03L);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
  }
}
