package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.engine.AggregationSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of some rollups a question looks at: their days within its period, and on each the entities that pass its filter. */
final class QuerySlices {
  private final CostQuery query;
  private final List<RollupImage> images;
  private final int[] metrics;
  private final int scale;

  /** Everything the question names must be there, even where no fact is looked at. */
  QuerySlices(CostQuery query, List<RollupImage> images) {
    this.query = query;
    this.images = images;
    metrics = images.stream().mapToInt(image -> Held.metric(image, query.metric())).toArray();
    int largest = 0;
    for (int r = 0; r < metrics.length; r++) {
      RollupImage image = images.get(r);
      query.by().forEach(dimension -> Held.key(image, dimension));
      for (Dimension dimension : query.filter().dimensions()) {
        if (!dimension.name().equals(AggregationSpec.DAY)) {
          Held.key(image, dimension);
        }
      }
      largest = Math.max(largest, image.header().metrics().get(metrics[r]).scale());
    }
    scale = largest;
  }

  /** One day of one rollup with the cell of each entity on that day. */
  static final class Slice {
    final int rollup;
    final DaySegment segment;
    int[] cells;

    Slice(int rollup, DaySegment segment, int[] cells) {
      this.rollup = rollup;
      this.segment = segment;
      this.cells = cells;
    }
  }

  /** How many digits of every sum stand behind the point. */
  int scale() {
    return scale;
  }

  /** The days of each rollup in turn, with the group of each entity as its cell. */
  List<Slice> of(Grouping grouping) {
    List<Slice> slices = new ArrayList<>();
    for (int r = 0; r < images.size(); r++) {
      Map<Filter, int[]> known = new HashMap<>();
      for (DaySegment segment : images.get(r).days()) {
        LocalDate day = LocalDate.ofEpochDay(segment.epochDay());
        if (query.period().contains(day)) {
          Filter filter = DayFilter.on(day, query.filter());
          int[] cells = known.get(filter);
          if (cells == null) {
            cells = grouping.groups(images.get(r), r, EntityMask.of(filter, images.get(r)));
            known.put(filter, cells);
          }
          slices.add(new Slice(r, segment, cells));
        }
      }
    }
    return slices;
  }

  /** Adds the facts of some days to their cells. */
  void add(List<Slice> days, FactScan scan, Sums sums) {
    for (Slice day : days) {
      RollupImage image = images.get(day.rollup);
      int metric = metrics[day.rollup];
      int up = scale - image.header().metrics().get(metric).scale();
      scan.add(image, day.segment, metric, day.cells, up, sums);
    }
  }
}
