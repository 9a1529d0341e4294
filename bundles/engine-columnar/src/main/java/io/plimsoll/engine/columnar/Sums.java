package io.plimsoll.engine.columnar;

import io.plimsoll.api.engine.DailySums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums of any number of groups.
 *
 * <p>A sum is four longs, each of which gathers 32 bits of the values: no addition carries, so that adding is a few
 * plain instructions, and 2^31 values fit. What does not fit 128 bits is added up apart.
 */
final class Sums {
  private static final int LIMBS = 4;
  private static final long LIMB = 0xffffffffL;

  private final long[] limbs;
  private final boolean[] present;
  private final Map<Integer, BigInteger> beyond = new HashMap<>();

  Sums(int groups) {
    limbs = new long[Math.multiplyExact(groups, LIMBS)];
    present = new boolean[groups];
  }

  /** As if nothing had been added. */
  void clear() {
    Arrays.fill(limbs, 0);
    Arrays.fill(present, false);
    beyond.clear();
  }

  int groups() {
    return present.length;
  }

  boolean isPresent(int group) {
    return present[group];
  }

  /** Adds each value to its group; a group of -1 takes none. */
  void addAll(int[] groups, int count, long[] low, long @Nullable [] high) {
    long[] sums = limbs;
    if (high == null) {
      for (int i = 0; i < count; i++) {
        int group = groups[i];
        if (group >= 0) {
          present[group] = true;
          long value = low[i];
          sums[group * LIMBS] += value & LIMB;
          sums[group * LIMBS + 1] += value >> 32;
        }
      }
    } else {
      for (int i = 0; i < count; i++) {
        if (groups[i] >= 0) {
          add(groups[i], high[i], low[i]);
        }
      }
    }
  }

  void add(int group, long high, long low) {
    present[group] = true;
    int at = group * LIMBS;
    limbs[at] += low & LIMB;
    limbs[at + 1] += low >>> 32;
    limbs[at + 2] += high & LIMB;
    limbs[at + 3] += high >> 32;
  }

  void add(int group, BigInteger value) {
    present[group] = true;
    beyond.merge(group, value, BigInteger::add);
  }

  /** Adds each value of at most 64 bits to one group. */
  void addAll(int group, int count, long[] low) {
    long bottom = 0;
    long top = 0;
    for (int i = 0; i < count; i++) {
      bottom += low[i] & LIMB;
      top += low[i] >> 32;
    }
    present[group] = true;
    limbs[group * LIMBS] += bottom;
    limbs[group * LIMBS + 1] += top;
  }

  /** Adds every group of other sums to the group of the same number. */
  void addAll(Sums other) {
    for (int group = 0; group < present.length; group++) {
      if (other.present[group]) {
        add(group, other, group);
      }
    }
  }

  /** Adds a group of other sums. */
  void add(int group, Sums other, int otherGroup) {
    present[group] |= other.present[otherGroup];
    for (int i = 0; i < LIMBS; i++) {
      limbs[group * LIMBS + i] += other.limbs[otherGroup * LIMBS + i];
    }
    BigInteger more = other.beyond.get(otherGroup);
    if (more != null) {
      add(group, more);
    }
  }

  /** Carries, after which {@link #compare} orders rightly. */
  void settle() {
    for (int at = 0; at < limbs.length; at += LIMBS) {
      for (int i = 0; i < LIMBS - 1; i++) {
        limbs[at + i + 1] += limbs[at + i] >> 32;
        limbs[at + i] &= LIMB;
      }
    }
  }

  /** A number that never orders two settled sums wrongly; equal numbers say nothing. */
  long rank(int group) {
    if (!beyond.isEmpty()) {
      return 0;
    }
    int at = group * LIMBS;
    long middle = limbs[at + 2] << 32 | limbs[at + 1];
    long top = limbs[at + 3];
    return top == middle >> 63 ? middle : top < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** Compares two settled sums. */
  int compare(int a, int b) {
    if (!beyond.isEmpty()) {
      return unscaled(a).compareTo(unscaled(b));
    }
    for (int i = LIMBS - 1; i >= 0; i--) {
      int order = Long.compare(limbs[a * LIMBS + i], limbs[b * LIMBS + i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  BigInteger unscaled(int group) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[group * LIMBS + i]));
    }
    BigInteger more = beyond.get(group);
    return more == null ? sum : sum.add(more);
  }

  /** The sum of a settled group without needless fraction digits. */
  BigDecimal value(int group, int scale) {
    long low = low(group);
    if (fits(group) && high(group) == low >> 63) {
      return Wide.canonical(BigDecimal.valueOf(low, scale));
    }
    return Wide.decimal(unscaled(group), scale);
  }

  /** The sums of settled groups as those of a day. */
  DailySums.Day day(LocalDate day, int scale) {
    int count = 0;
    boolean narrow = true;
    for (int group = 0; group < present.length; group++) {
      if (present[group]) {
        count++;
        narrow &= fits(group) && high(group) == low(group) >> 63;
      }
    }
    int[] groups = new int[count];
    long[] low = new long[count];
    long[] high = narrow ? null : new long[count];
    Map<Integer, BigInteger> large = new HashMap<>();
    int place = 0;
    for (int group = 0; group < present.length; group++) {
      if (present[group]) {
        groups[place] = group;
        if (fits(group)) {
          low[place] = low(group);
          if (high != null) {
            high[place] = high(group);
          }
        } else {
          large.put(place, unscaled(group));
        }
        place++;
      }
    }
    return new DailySums.Day(day, scale, groups, low, high, large);
  }

  /** Whether a settled sum is one of 128 bits: the top limb is the only one that may hold more than its 32 bits. */
  private boolean fits(int group) {
    long top = limbs[group * LIMBS + 3];
    return top == (int) top && (beyond.isEmpty() || !beyond.containsKey(group));
  }

  private long low(int group) {
    return limbs[group * LIMBS] | limbs[group * LIMBS + 1] << 32;
  }

  private long high(int group) {
    return limbs[group * LIMBS + 2] | limbs[group * LIMBS + 3] << 32;
  }
}
