package io.plimsoll.host.cause;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Expected and actual cost by several dimensions at once. Immutable.
 *
 * <p>Costs are doubles because the search judges and never sums money; exact contributions are summed by whoever has
 * the exact amounts, by the leaves an element holds.
 */
public final class CostCube {
  private final List<String> dimensions;
  private final List<List<String>> values;
  private final int[][] codes;
  private final double[] expected;
  private final double[] actual;

  private CostCube(
      List<String> dimensions, List<List<String>> values, int[][] codes, double[] expected, double[] actual) {
    this.dimensions = dimensions;
    this.values = values;
    this.codes = codes;
    this.expected = expected;
    this.actual = actual;
  }

  /**
   * One combination of values.
   *
   * @param values one for each dimension, in their order
   */
  public record Leaf(List<String> values, double expected, double actual) {
    /** Keeps its own copy. */
    public Leaf {
      values = List.copyOf(values);
    }
  }

  /** A cube of these leaves, each combination of values once. */
  public static CostCube of(List<String> dimensions, List<Leaf> leaves) {
    int width = dimensions.size();
    int[][] codes = new int[width][leaves.size()];
    List<List<String>> values = new ArrayList<>();
    for (int d = 0; d < width; d++) {
      Map<String, Integer> known = new HashMap<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < leaves.size(); i++) {
        String value = leaves.get(i).values().get(d);
        Integer code = known.putIfAbsent(value, names.size());
        codes[d][i] = code == null ? names.size() : code;
        if (code == null) {
          names.add(value);
        }
      }
      values.add(List.copyOf(names));
    }
    return new CostCube(
        List.copyOf(dimensions), values, codes, leaves.stream().mapToDouble(Leaf::expected).toArray(),
        leaves.stream().mapToDouble(Leaf::actual).toArray());
  }

  int width() {
    return codes.length;
  }

  int size() {
    return expected.length;
  }

  int cardinality(int dimension) {
    return values.get(dimension).size();
  }

  int code(int dimension, int leaf) {
    return codes[dimension][leaf];
  }

  double expected(int leaf) {
    return expected[leaf];
  }

  double actual(int leaf) {
    return actual[leaf];
  }

  double excess(int leaf) {
    return actual[leaf] - expected[leaf];
  }

  /** The element that these dimensions, as bits, make of a leaf's values. */
  Map<String, String> values(int mask, int leaf) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int d = 0; d < width(); d++) {
      if ((mask & 1 << d) != 0) {
        named.put(dimensions.get(d), values.get(d).get(codes[d][leaf]));
      }
    }
    return Collections.unmodifiableMap(named);
  }
}
