package io.plimsoll.host.cause;

import io.plimsoll.host.cause.CostCube.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Cubes with planted causes: account by service by region by usage, sparse, with heavy-tailed costs, where every leaf
 * was estimated with an error and one or two elements of one to four dimensions changed in proportion.
 */
final class PlantedCubes {
  static final List<String> DIMENSIONS = List.of("SubAccountName", "ServiceName", "RegionName", "ResourceType");

  private PlantedCubes() {}

  /** A cube and the leaves of each cause. */
  record Case(CostCube cube, List<Map<String, String>> causes, List<BitSet> leaves) {}

  static Case of(long seed) {
    Random random = new Random(seed);
    List<List<String>> keys = keys(random);
    double[] base = keys.stream().mapToDouble(k -> Math.exp(1.7 * random.nextGaussian())).toArray();
    double error = 0.02 + 0.06 * random.nextDouble();
    double[] moved = new double[keys.size()];
    Arrays.fill(moved, 1);
    List<Map<String, String>> causes = new ArrayList<>();
    List<BitSet> leaves = new ArrayList<>();
    int wanted = 1 + random.nextInt(2);
    boolean up = random.nextInt(5) > 0;
    while (causes.size() < wanted) {
      Map<String, String> cause = cause(random, keys);
      BitSet held = held(keys, cause);
      if (leaves.stream().noneMatch(held::intersects) && isWorthNaming(base, held)) {
        double by = up ? 1.4 + 2 * random.nextDouble() : 0.6 - 0.5 * random.nextDouble();
        held.stream().forEach(i -> moved[i] = by);
        causes.add(cause);
        leaves.add(held);
      }
    }
    List<Leaf> all = new ArrayList<>();
    for (int i = 0; i < base.length; i++) {
      double expected = base[i] * Math.max(0.2, 1 + error * random.nextGaussian());
      double actual = base[i] * moved[i] * Math.max(0.2, 1 + error * random.nextGaussian());
      all.add(new Leaf(keys.get(i), expected, actual));
    }
    return new Case(CostCube.of(DIMENSIONS, all), causes, leaves);
  }

  /** Every service is used by some accounts, in some regions, with a few usages. */
  private static List<List<String>> keys(Random random) {
    List<List<String>> keys = new ArrayList<>();
    for (int account = 0; account < 12; account++) {
      for (int service = 0; service < 20; service++) {
        if (random.nextDouble() < 0.4) {
          for (int region = 0; region < 8; region++) {
            if (random.nextDouble() < (region < 2 ? 0.7 : 0.2)) {
              int usages = 1 + random.nextInt(6);
              for (int usage = 0; usage < usages; usage++) {
                keys.add(List.of("a" + account, "s" + service, "r" + region, "u" + service % 5 + "-" + usage));
              }
            }
          }
        }
      }
    }
    return keys;
  }

  /** An element of one to four dimensions; of those with the same leaves, the one with the fewest. */
  private static Map<String, String> cause(Random random, List<List<String>> keys) {
    List<String> leaf = keys.get(random.nextInt(keys.size()));
    int layers = 1 + random.nextInt(4);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    java.util.Collections.shuffle(order, random);
    Map<String, String> cause = new LinkedHashMap<>();
    order.subList(0, layers).forEach(d -> cause.put(DIMENSIONS.get(d), leaf.get(d)));
    return cause;
  }

  private static BitSet held(List<List<String>> keys, Map<String, String> cause) {
    BitSet held = new BitSet();
    for (int i = 0; i < keys.size(); i++) {
      Map<String, String> named = new HashMap<>();
      for (int d = 0; d < DIMENSIONS.size(); d++) {
        named.put(DIMENSIONS.get(d), keys.get(i).get(d));
      }
      held.set(i, named.entrySet().containsAll(cause.entrySet()));
    }
    return held;
  }

  /** Between a half and thirty per cent of the cost: less is nobody's anomaly, more is the whole. */
  private static boolean isWorthNaming(double[] base, BitSet held) {
    double share = held.stream().mapToDouble(i -> base[i]).sum() / Arrays.stream(base).sum();
    return share > 0.005 && share < 0.3;
  }
}
