package io.plimsoll.bench.estate;

import java.time.LocalDate;
import java.util.Random;

/**
 * Something that went wrong in a fleet.
 *
 * @param start the index of its first day
 * @param end the index of its last
 * @param size of what it adds: a day's cost, or for a drift the part by which it grows each day
 */
record Incident(Kind kind, int start, int end, double size) {
  /** Of the level of a fleet, what an incident must cost a day at least for a person to care. */
  private static final double LEAST = 0.3;

  private static final double LEAST_A_DAY = 8;

  /** What goes wrong. */
  enum Kind {
    /** A job in a loop, or a copy across regions, for a day or two; the first day from some hour on. */
    SPIKE,
    /** Machines that somebody forgot. */
    STEP,
    /** Logs or disks that grow by a part each day. */
    DRIFT,
    /** A scale-out without a limit: each day a few machines more than the day before. */
    RUNAWAY,
    /** A schedule that no longer switches off. */
    WEEKEND_ON,
    /** A service that is deleted, and set up again. */
    DROP
  }

  static Incident of(Kind kind, int from, LocalDate first, Fleet fleet, Random random) {
    double least = Math.max(LEAST_A_DAY, LEAST * fleet.level());
    double machines = Math.ceil(least / fleet.machine() * (1 + 4 * random.nextDouble() * random.nextDouble()));
    double size = machines * fleet.machine();
    return switch (kind) {
      case SPIKE -> new Incident(kind, from, from + random.nextInt(2), 1.5 * size);
      case STEP -> new Incident(kind, from, from + 10 + random.nextInt(30), size);
      case DRIFT -> new Incident(kind, from, from + 25 + random.nextInt(20), 0.015 + 0.025 * random.nextDouble());
      case RUNAWAY -> new Incident(kind, from, from + 5 + random.nextInt(8), size / 2);
      case WEEKEND_ON -> {
        int saturday = from + (13 - first.plusDays(from).getDayOfWeek().getValue()) % 7;
        yield new Incident(kind, saturday, saturday + 15, 0);
      }
      case DROP -> new Incident(kind, from, from + 5 + random.nextInt(10), 0);
    };
  }

  /** What a day costs with it. */
  double cost(int day, double without, boolean weekend, Fleet fleet) {
    if (day < start || day > end) {
      return without;
    }
    int since = day - start;
    return switch (kind) {
      case SPIKE, STEP -> without + (since == 0 ? 0.6 : 1) * size;
      case DRIFT -> without * Math.pow(1 + size, since + 1);
      case RUNAWAY -> without + size * (since + 1) * (since + 2) / 2;
      // All machines run that would have been off.
      case WEEKEND_ON -> weekend ? Math.max(without, 0.9 * fleet.level()) : without;
      case DROP -> 0;
    };
  }
}
