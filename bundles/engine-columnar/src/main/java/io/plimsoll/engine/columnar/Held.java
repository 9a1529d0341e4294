package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Metric;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what a question names in a rollup, or says what the rollup holds instead. */
final class Held {
  private Held() {}

  static int key(RollupImage image, String column) {
    int key = image.header().keys().indexOf(column);
    if (key < 0) {
      throw unknown(column, image.header().keys());
    }
    return key;
  }

  /** The key that a dimension is read from. */
  static int key(RollupImage image, Dimension dimension) {
    return key(image, dimension instanceof Dimension.Tag ? RollupImage.TAGS : dimension.name());
  }

  static int metric(RollupImage image, Metric metric) {
    int found = image.metric(metric);
    if (found < 0) {
      throw unknown(
          metric.column(), image.header().metrics().stream().map(m -> m.metric().column()).toList());
    }
    return found;
  }

  static PlimsollException unknown(String column, List<String> held) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "The rollup does not hold " + column + ".",
        "It holds " + held.stream().sorted().collect(Collectors.joining(", ")) + ".");
  }
}
