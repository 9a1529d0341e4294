package io.plimsoll.host.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The leaves of a cube by each set of its dimensions. */
final class Groups {
  /** Elements of more dimensions are nobody's idea of a cause. */
  private static final int DEEPEST = 4;

  private final CostCube cube;
  private final int[] masks;
  private final List<int[]> groupsOf = new ArrayList<>();
  private final int[] counts;

  Groups(CostCube cube) {
    this.cube = cube;
    this.masks =
        IntStream.range(0, 1 << cube.width())
            .filter(m -> Integer.bitCount(m) <= DEEPEST)
            .boxed()
            .sorted(Comparator.comparingInt((Integer m) -> Integer.bitCount(m)).thenComparing(m -> m))
            .mapToInt(Integer::intValue)
            .toArray();
    this.counts = new int[1 << cube.width()];
    for (int mask = 0; mask < 1 << cube.width(); mask++) {
      groupsOf.add(Integer.bitCount(mask) <= DEEPEST ? numbered(mask) : new int[0]);
    }
  }

  /** Every set of dimensions as bits, those of few dimensions first. */
  int[] masks() {
    return masks;
  }

  /** The open leaves of each element over these dimensions; elements without one are left out. */
  List<int[]> of(int mask, boolean[] open) {
    int[] group = groupsOf.get(mask);
    int[] sizes = new int[counts[mask]];
    for (int i = 0; i < group.length; i++) {
      if (open[i]) {
        sizes[group[i]]++;
      }
    }
    int[][] leaves = new int[sizes.length][];
    int[] filled = new int[sizes.length];
    for (int i = 0; i < group.length; i++) {
      if (open[i]) {
        int g = group[i];
        if (leaves[g] == null) {
          leaves[g] = new int[sizes[g]];
        }
        leaves[g][filled[g]++] = i;
      }
    }
    return Arrays.stream(leaves).filter(l -> l != null).toList();
  }

  /** For each leaf the number of its element, counted up as elements appear. */
  private int[] numbered(int mask) {
    int[] group = new int[cube.size()];
    int count = cube.size() == 0 ? 0 : 1;
    for (int d = 0; d < cube.width(); d++) {
      if ((mask & 1 << d) != 0) {
        count = refine(group, d);
      }
    }
    counts[mask] = count;
    return group;
  }

  private int refine(int[] group, int dimension) {
    Map<Long, Integer> numbers = new HashMap<>();
    for (int i = 0; i < group.length; i++) {
      long key = (long) group[i] << 32 | cube.code(dimension, i);
      Integer known = numbers.putIfAbsent(key, numbers.size());
      group[i] = known == null ? numbers.size() - 1 : known;
    }
    return numbers.size();
  }
}
