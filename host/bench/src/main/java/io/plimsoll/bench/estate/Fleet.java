package io.plimsoll.bench.estate;

import java.util.Random;

/**
 * The daily cost of one service in one account, built from below: machines that are started and deleted one by one, are
 * switched off at night or on weekends, and are joined by others hour by hour where there is load; disks that only grow
 * until somebody cleans up; requests that follow people. Nothing is drawn from a curve of daily costs, so levels walk,
 * steps are whole machines, and no two days vary alike. Pure: the same random numbers give the same costs.
 */
final class Fleet {
  private static final int HOURS = 24;

  private final Random random;
  private final double pricePerHour;
  private final double baseMachines;
  private final double churn;
  private final boolean offAtNight;
  private final boolean offOnWeekends;
  private final double elastic;
  private final double requests;
  private final double nightly;
  private final double monthlyLicence;
  private int machines;
  private double disk;
  private double demand = 1;

  Fleet(Random random) {
    this.random = random;
    pricePerHour = new double[] {0.02, 0.05, 0.1, 0.2, 0.4, 0.9, 3.1}[random.nextInt(7)];
    baseMachines = Math.floor(4 * Math.exp(2.7 * random.nextDouble()));
    churn = 0.0005 + 0.005 * random.nextDouble();
    offAtNight = random.nextInt(5) == 0;
    offOnWeekends = random.nextInt(5) == 0;
    elastic = random.nextInt(3) == 0 ? 0.3 + random.nextDouble() : 0;
    requests = random.nextInt(2) == 0 ? pricePerHour * baseMachines * 6 * random.nextDouble() : 0;
    nightly = random.nextInt(6) == 0 ? pricePerHour * baseMachines * 3 : 0;
    monthlyLicence = random.nextInt(10) == 0 ? pricePerHour * baseMachines * 60 : 0;
    machines = (int) baseMachines;
    disk = pricePerHour * baseMachines * 4 * random.nextDouble();
  }

  /** What a machine costs a day. */
  double machine() {
    return pricePerHour * HOURS;
  }

  /** What the fleet began as costs a day, about. */
  double level() {
    return machine() * baseMachines;
  }

  boolean isOffOnWeekends() {
    return offOnWeekends;
  }

  /**
   * What the next day costs.
   *
   * @param weekday 1 for Monday
   * @param dayOfMonth from 1
   */
  double nextDay(int weekday, int dayOfMonth) {
    comeAndGo();
    boolean weekend = weekday > 5;
    // People come back to work at other moments each week, so demand wanders from day to day.
    demand = Math.max(0.4, 1 + 0.8 * (demand - 1) + 0.06 * random.nextGaussian());
    double hours = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      boolean off = offOnWeekends && weekend || offAtNight && (hour < 7 || hour > 20);
      double load = (hour > 7 && hour < 19 ? 1 : 0.35) * (weekend ? 0.5 : 1) * demand;
      hours += off ? 0.1 * machines : machines + Math.round(elastic * baseMachines * load);
    }
    disk *= 1 + 0.004 * random.nextDouble();
    if (random.nextInt(90) == 0) {
      disk *= 0.6;
    }
    double asked = requests * (weekend ? 0.55 : 1) * demand * (0.9 + 0.2 * random.nextDouble());
    double batch = nightly > 0 && weekday == 7 ? nightly : 0;
    double licence = monthlyLicence > 0 && dayOfMonth == 1 ? monthlyLicence : 0;
    return pricePerHour * hours + disk + asked + batch + licence;
  }

  /** Each machine may be deleted, and about as many are started; the number walks around what it began with. */
  private void comeAndGo() {
    int gone = 0;
    for (int i = 0; i < machines; i++) {
      gone += random.nextDouble() < churn ? 1 : 0;
    }
    int come = 0;
    for (int i = 0; i < baseMachines; i++) {
      come += random.nextDouble() < churn ? 1 : 0;
    }
    machines = Math.max(1, machines - gone + come);
  }
}
