package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of a question: distinct values of the dimensions asked for, and of the unit, which is never mixed. */
final class Grouping {
  private final List<DimensionValues> dimensions;
  /** By dimension the code that all charges have, or -1. */
  private final int[] constants;
  /** Numbers the pairs of group so far and code of the dimension; {@code null} where the code is constant. */
  private final @Nullable PairCodes[] steps;

  /** @param unit the column whose values are never added up together */
  Grouping(List<Dimension> by, String unit, List<RollupImage> images, int limit) {
    dimensions = new ArrayList<>();
    by.forEach(dimension -> dimensions.add(DimensionValues.of(dimension, images, null)));
    dimensions.add(DimensionValues.of(new Dimension.Column(unit), images, null));
    constants = dimensions.stream().mapToInt(DimensionValues::constant).toArray();
    steps = new PairCodes[constants.length];
    long most = 1;
    for (int d = 0; d < steps.length; d++) {
      if (constants[d] < 0) {
        int size = dimensions.get(d).size();
        steps[d] = new PairCodes(most, size, limit);
        most = Math.min(most * size, limit);
      }
    }
  }

  /** How many groups have been met. */
  int size() {
    for (int d = steps.length - 1; d >= 0; d--) {
      if (steps[d] != null) {
        return steps[d].size();
      }
    }
    return 1;
  }

  /** The group of each entity of a rollup; -1 where the mask has no bit. */
  int[] groups(RollupImage image, int rollup, long @Nullable [] mask) {
    int[] groups = new int[image.entities()];
    int[] block = new int[PackedInts.BLOCK];
    int[] codes = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (int b = 0; b < PackedInts.blocks(groups.length); b++) {
      int from = b * PackedInts.BLOCK;
      int count = Math.min(PackedInts.BLOCK, groups.length - from);
      if (!start(block, count, from, mask)) {
        Arrays.fill(groups, from, from + count, -1);
        continue;
      }
      for (int d = 0; d < steps.length; d++) {
        PairCodes step = steps[d];
        if (step == null) {
          continue;
        }
        dimensions.get(d).read(rollup, b, codes, scratch);
        for (int i = 0; i < count; i++) {
          if (block[i] >= 0) {
            block[i] = step.of(block[i], codes[i]);
          }
        }
      }
      System.arraycopy(block, 0, groups, from, count);
    }
    return groups;
  }

  private static boolean start(int[] block, int count, int from, long @Nullable [] mask) {
    if (mask == null) {
      Arrays.fill(block, 0, count, 0);
      return true;
    }
    boolean any = false;
    for (int i = 0; i < count; i++) {
      boolean wanted = (mask[from + i >>> 6] >>> (from + i) & 1) != 0;
      block[i] = wanted ? 0 : -1;
      any |= wanted;
    }
    return any;
  }

  /** The code of a group's unit. */
  int unitCode(int group) {
    PairCodes last = steps[steps.length - 1];
    return last == null ? constants[constants.length - 1] : last.second(group);
  }

  int unitCodes() {
    return dimensions.get(dimensions.size() - 1).size();
  }

  @Nullable String unit(int unitCode) {
    return dimensions.get(dimensions.size() - 1).text(unitCode);
  }

  /** A group's value of each dimension. */
  List<@Nullable String> keys(int group) {
    List<@Nullable String> keys = new ArrayList<>();
    int id = group;
    for (int d = steps.length - 1; d >= 0; d--) {
      PairCodes step = steps[d];
      if (d < steps.length - 1) {
        keys.add(dimensions.get(d).text(step == null ? constants[d] : step.second(id)));
      }
      id = step == null ? id : step.first(id);
    }
    Collections.reverse(keys);
    return keys;
  }
}
