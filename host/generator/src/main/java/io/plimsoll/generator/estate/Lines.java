package io.plimsoll.generator.estate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The things used every day: a resource, a meter and a usual quantity each.
 *
 * <p>A month's usage is lines times days. A line is the same in every month, so a resource's cost is a
 * series with weekdays, growth and noise, not a heap of random rows.
 */
final class Lines {
  private static final int MILLION = 1_000_000;
  private static final int STEADY = 1;
  private static final int OFF_AT_WEEKENDS = 2;

  private final Estate estate;
  private final int[] resource;
  private final int[] meter;
  private final long[] base;
  private final byte[] flags;
  private final short[] commitment;
  private final List<Commitment> commitments = new ArrayList<>();

  Lines(Estate estate, int count, int commitmentCount) {
    this.estate = estate;
    resource = new int[count];
    meter = new int[count];
    base = new long[count];
    flags = new byte[count];
    commitment = new short[count];
    int covered = commitmentCount == 0 ? 0 : Math.max(1, Math.min(12, count / (8 * commitmentCount)));
    for (int i = 0; i < commitmentCount && (i + 1) * covered <= count; i++) {
      commitments.add(estate.commitment(i, covered, i * covered));
    }
    BitSet taken = new BitSet();
    for (int line = 0; line < count; line++) {
      if (line < commitments.size() * covered) {
        cover(line, commitments.get(line / covered));
      } else {
        choose(line, taken);
      }
    }
  }

  /** Gives the line the next virtual machine after that of the line before. */
  private void cover(int line, Commitment by) {
    commitment[line] = (short) (by.index() + 1);
    meter[line] = by.meter().index();
    int candidate = line == by.firstLine()
        ? Hash.below(estate.spec().resources(), estate.seed(), line, 81)
        : (resource[line - 1] + 1) % estate.spec().resources();
    for (int tries = 0; tries < 64; tries++) {
      if (estate.serviceOf(candidate).index() == Service.VIRTUAL_MACHINES) {
        resource[line] = candidate;
        return;
      }
      candidate = (candidate + 1) % estate.spec().resources();
    }
  }

  private void choose(int line, BitSet taken) {
    long seed = estate.seed();
    double u = Hash.unit(seed, line, 82);
    int owner = (int) (estate.spec().resources() * u * Math.sqrt(u));
    Service service = estate.serviceOf(owner);
    // a resource uses a few neighbouring meters of its service, not all
    int within = (owner % Meter.PER_SERVICE + Hash.below(2 + owner % 5, seed, line, 83)) % Meter.PER_SERVICE;
    for (int tries = 0; tries < Meter.PER_SERVICE && taken.get(owner * Meter.PER_SERVICE + within); tries++) {
      within = (within + 1) % Meter.PER_SERVICE;
    }
    taken.set(owner * Meter.PER_SERVICE + within);
    Meter of = estate.meter(service.index() * Meter.PER_SERVICE + within);
    Usage usage = of.usage();
    double size = Hash.unit(seed, line, 84);
    long unit = pow10(usage.scale());
    resource[line] = owner;
    meter[line] = of.index();
    base[line] = usage.least() * unit + (long) ((usage.most() - usage.least()) * unit * size * size * size);
    flags[line] = (byte) ((usage.steady() ? STEADY : 0)
        | (estate.environmentOf(owner).equals("prod") ? 0 : OFF_AT_WEEKENDS));
  }

  int count() {
    return resource.length;
  }

  List<Commitment> commitments() {
    return commitments;
  }

  int resource(int line) {
    return resource[line];
  }

  int meter(int line) {
    return meter[line];
  }

  /** Index of the commitment that covers the line plus one; 0 when none does. */
  int commitment(int line) {
    return commitment[line];
  }

  /** Hours a covered line runs that day: usually all 24, the last line of a commitment never quite. */
  int hours(int line, long epochDay) {
    Commitment by = commitments.get(commitment[line] - 1);
    int full = line == by.firstLine() + by.lines() - 1 ? 22 : 24;
    long seed = estate.seed();
    return Hash.below(12, seed, line * 100_000L + epochDay, 85) == 0
        ? full - 1 - Hash.below(10, seed, line * 100_000L + epochDay, 86)
        : full;
  }

  /** The quantity of an uncovered line that day, in units of the meter's scale. */
  long quantity(int line, long epochDay, boolean weekend) {
    long noise = Hash.of(estate.seed(), line * 100_000L + epochDay, 87) >>> 33;
    boolean steady = (flags[line] & STEADY) != 0;
    long factor = steady ? 995_000 + noise % 10_001 : 960_000 + noise % 80_001;
    if (weekend && !steady) {
      factor = factor * ((flags[line] & OFF_AT_WEEKENDS) != 0 ? 42 : 88) / 100;
    }
    long grown = MILLION + 1_000 * Math.max(0, epochDay - estate.start().toEpochDay());
    return base[line] * factor / MILLION * grown / MILLION;
  }

  static long pow10(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
