package io.plimsoll.api.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums of groups by day, in columns: a group is told once, however many days it has. Exact: a sum is a whole number of 128
 * bits, or beyond, and a scale.
 *
 * @param groups those that have a sum on some day, each once, in any order
 * @param days those that have a sum, ascending, each once
 */
public record DailySums(List<Group> groups, List<Day> days) {
  /** Nothing. */
  public static final DailySums NONE = new DailySums(List.of(), List.of());

  /** Keeps its own copies of the lists; refuses days out of order and numbers of no group. */
  public DailySums {
    groups = List.copyOf(groups);
    days = List.copyOf(days);
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      if (i > 0 && !days.get(i - 1).day().isBefore(day.day())) {
        throw new IllegalArgumentException(day.day() + " comes after " + days.get(i - 1).day());
      }
      if (day.size() > 0 && day.groups()[day.size() - 1] >= groups.size()) {
        throw new IllegalArgumentException(
            "there are " + groups.size() + " groups, and " + day.day() + " has number " + day.groups()[day.size() - 1]);
      }
    }
  }

  /**
   * What makes charges one sum.
   *
   * @param keys one value for each dimension asked for, {@code null} where a charge has none
   * @param unit the currency of a cost or the unit of a quantity; {@code null} where the export names none
   */
  public record Group(List<@Nullable String> keys, @Nullable String unit) {
    /** Keeps its own copy. */
    public Group {
      keys = Collections.unmodifiableList(new ArrayList<>(keys));
    }

    /** Tells apart what differs in numbers alone, as names of services and accounts do; a list of texts hardly does. */
    @Override
    public int hashCode() {
      int hash = Objects.hashCode(unit);
      for (int i = 0; i < keys.size(); i++) {
        hash = (hash ^ Objects.hashCode(keys.get(i))) * 0x9E3779B1;
        hash ^= hash >>> 15;
      }
      return hash;
    }
  }

  /**
   * The sums of one day. Its arrays are not copied and not to be changed once they are handed over.
   *
   * @param scale how many digits of every sum stand behind the point; never negative
   * @param groups the numbers of the groups that have a sum on this day, ascending
   * @param low the sums, as many, without a point: the lower 64 bits in two's complement
   * @param high the upper 64 bits; {@code null} when every sum fits the lower
   * @param beyond by its place in these arrays each sum that does not fit 128 bits, which stand for nothing there
   */
  public record Day(
      LocalDate day, int scale, int[] groups, long[] low, long @Nullable [] high, Map<Integer, BigInteger> beyond) {
    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** Keeps its own copy of the map; refuses columns of different lengths and groups out of order. */
    public Day {
      beyond = Map.copyOf(beyond);
      if (low.length != groups.length || high != null && high.length != groups.length) {
        throw new IllegalArgumentException("the columns of " + day + " have different lengths");
      }
      if (scale < 0) {
        throw new IllegalArgumentException("the scale of " + day + " is " + scale);
      }
      for (int i = 0; i < groups.length; i++) {
        if (groups[i] <= (i == 0 ? -1 : groups[i - 1])) {
          throw new IllegalArgumentException("the groups of " + day + " do not ascend");
        }
      }
    }

    /** How many sums it has. */
    public int size() {
      return groups.length;
    }

    /** The exact sum at a place. */
    public BigDecimal value(int place) {
      if (!beyond.isEmpty() && beyond.containsKey(place)) {
        return new BigDecimal(beyond.get(place), scale);
      }
      if (high == null || high[place] == low[place] >> Long.SIZE - 1) {
        return BigDecimal.valueOf(low[place], scale);
      }
      BigInteger lower = BigInteger.valueOf(low[place]);
      BigInteger unsigned = low[place] < 0 ? lower.add(UNSIGNED) : lower;
      return new BigDecimal(BigInteger.valueOf(high[place]).shiftLeft(Long.SIZE).add(unsigned), scale);
    }
  }
}
