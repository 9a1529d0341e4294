package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.CostQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The groups of the largest sums, and one group per unit for all others. */
final class TopGroups {
  private final Grouping grouping;
  private final int[] kept;
  private final int[] places;
  private final int dimensions;

  /**
   * Chooses, for each unit apart, since sums of two units have no order.
   *
   * @param totals settled sums by group over the whole period
   */
  TopGroups(Grouping grouping, Sums totals, int top, int dimensions) {
    this.grouping = grouping;
    this.dimensions = dimensions;
    Comparator<Integer> ascending =
        (a, b) -> {
          int order = totals.compare(a, b);
          return order != 0 ? order : RowOrder.compare(grouping.keys(b), grouping.keys(a));
        };
    List<PriorityQueue<Integer>> byUnit = new ArrayList<>();
    for (int unit = 0; unit < grouping.unitCodes(); unit++) {
      byUnit.add(new PriorityQueue<>(ascending));
    }
    for (int group = 0; group < totals.groups(); group++) {
      if (totals.isPresent(group)) {
        PriorityQueue<Integer> largest = byUnit.get(grouping.unitCode(group));
        if (largest.size() < top) {
          largest.add(group);
        } else if (ascending.compare(group, largest.element()) > 0) {
          largest.remove();
          largest.add(group);
        }
      }
    }
    kept = byUnit.stream().flatMap(PriorityQueue::stream).mapToInt(group -> group).toArray();
    places = new int[totals.groups()];
    for (int group = 0; group < places.length; group++) {
      places[group] = kept.length + grouping.unitCode(group);
    }
    for (int place = 0; place < kept.length; place++) {
      places[kept[place]] = place;
    }
  }

  /** How many groups are left at most. */
  int size() {
    return kept.length + grouping.unitCodes();
  }

  /** The place of a group among those left. */
  int place(int group) {
    return places[group];
  }

  Sums collapse(Sums totals) {
    Sums left = new Sums(size());
    for (int group = 0; group < places.length; group++) {
      if (totals.isPresent(group)) {
        left.add(places[group], totals, group);
      }
    }
    left.settle();
    return left;
  }

  /** Gives every entity its group's place. */
  int[] collapse(int[] groups) {
    return Arrays.stream(groups).map(group -> group < 0 ? -1 : places[group]).toArray();
  }

  List<@Nullable String> keys(int place) {
    return place < kept.length ? grouping.keys(kept[place]) : Collections.nCopies(dimensions, CostQuery.OTHER);
  }

  @Nullable String unit(int place) {
    return grouping.unit(place < kept.length ? grouping.unitCode(kept[place]) : place - kept.length);
  }
}
