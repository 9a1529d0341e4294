package io.plimsoll.host.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few elements of a cube whose leaves moved together and so explain the difference.
 *
 * <p>In the manner of RiskLoc (Kalander, 2022): what lies against the direction of the difference is noise and says how
 * much of it there is; elements are tried layer by layer, from few dimensions to many, and each leaf votes for an
 * element that moves as the leaf did and against one that does not. The votes of small leaves weigh as much as those of
 * large ones, so that an element is told from its largest child; but only an element that carries a fair part of the
 * money is tried. A difference that no element explains so, the largest parts cover.
 */
public final class CauseSearch {
  /** More would not be read. */
  static final int MOST = 5;

  /** The part of the difference below which an element is not worth naming. */
  private static final double LEAST_SHARE = 0.05;

  /** What no element explains is covered until this part of it is. */
  private static final double ENOUGH = 0.8;

  /** How far one leaf may vote for or against. */
  private static final double STRONGEST_VOTE = 3;

  /** The votes an element needs. */
  private static final double LEAST_VOTES = 1.5;

  /** Deviations below this many times the noise are noise, however many leaves share them... */
  private static final double CUT = 1.5;

  /** ...and this much more for one leaf alone, because among many leaves one moves far by chance. */
  private static final double CUT_ALONE = 2.5;

  /** No estimate of costs is more exact than this. */
  private static final double LEAST_NOISE = 0.01;

  private final CostCube cube;
  private final double total;
  private final double[] deviations;
  private final double[] noise;
  private final boolean[] open;
  private final Groups groups;

  private CauseSearch(CostCube cube) {
    this.cube = cube;
    this.total = IntStream.range(0, cube.size()).mapToDouble(cube::excess).sum();
    this.deviations = deviations(cube, Math.signum(total));
    this.noise = noise(cube, deviations);
    this.open = new boolean[cube.size()];
    Arrays.fill(open, true);
    this.groups = new Groups(cube);
  }

  /** The elements that explain the difference, the largest first; empty when there is none. */
  public static List<Element> search(CostCube cube) {
    CauseSearch search = new CauseSearch(cube);
    if (search.total == 0 || !Double.isFinite(search.total)) {
      return List.of();
    }
    List<Element> found = new ArrayList<>();
    search.explain(found);
    if (found.isEmpty()) {
      search.cover(found);
    }
    double sign = Math.signum(search.total);
    found.sort(Comparator.comparingDouble((Element e) -> -sign * e.excess()));
    return found;
  }

  private void explain(List<Element> found) {
    while (found.size() < MOST) {
      Candidate best = best(this::votes, LEAST_VOTES);
      if (best == null) {
        return;
      }
      take(best, found);
    }
  }

  private void cover(List<Element> found) {
    double explained = 0;
    while (found.size() < MOST && explained / total < ENOUGH) {
      Candidate best = best(this::covered, LEAST_SHARE * Math.abs(total));
      if (best == null) {
        return;
      }
      explained += take(best, found);
    }
  }

  /** An element and what speaks for it. */
  private record Candidate(int mask, int[] leaves, double score) {}

  /** Scores the leaves of an element. */
  private interface Score {
    double of(int[] leaves);
  }

  private @Nullable Candidate best(Score score, double least) {
    Candidate best = null;
    for (int mask : groups.masks()) {
      for (int[] leaves : groups.of(mask, open)) {
        if (excess(leaves) / total >= LEAST_SHARE) {
          double reached = score.of(leaves);
          // Of two that hold the same leaves the one with fewer dimensions was tried first.
          if (reached >= least && (best == null || reached > best.score() + 1e-9)) {
            best = new Candidate(mask, leaves, reached);
          }
        }
      }
    }
    return best;
  }

  private double take(Candidate candidate, List<Element> found) {
    for (int leaf : candidate.leaves()) {
      open[leaf] = false;
    }
    double excess = excess(candidate.leaves());
    found.add(new Element(cube.values(candidate.mask(), candidate.leaves()[0]), candidate.leaves(), excess));
    return excess;
  }

  private double excess(int[] leaves) {
    double sum = 0;
    for (int leaf : leaves) {
      sum += cube.excess(leaf);
    }
    return sum;
  }

  /** For how many leaves it is likelier that they moved as the element did than that they did not move. */
  private double votes(int[] leaves) {
    double moved = median(leaves);
    double cut = CUT + CUT_ALONE / Math.sqrt(leaves.length);
    double votes = 0;
    for (int leaf : leaves) {
      double own = deviations[leaf];
      if (moved <= cut * noise[leaf]) {
        votes -= 1;
        continue;
      }
      double vote = (Math.abs(own) - Math.abs(own - moved)) / noise[leaf];
      votes += Math.max(-STRONGEST_VOTE, Math.min(STRONGEST_VOTE, vote));
    }
    return votes;
  }

  /** How much closer the actual costs are when all leaves moved in proportion than when none did. */
  private double covered(int[] leaves) {
    double expected = 0;
    double actual = 0;
    for (int leaf : leaves) {
      expected += cube.expected(leaf);
      actual += cube.actual(leaf);
    }
    double moved = expected == 0 ? 1 : actual / expected;
    double gain = 0;
    for (int leaf : leaves) {
      double unmoved = Math.abs(cube.excess(leaf));
      gain += expected == 0 ? unmoved : unmoved - Math.abs(cube.actual(leaf) - moved * cube.expected(leaf));
    }
    return gain;
  }

  /** The deviation in the middle when each leaf counts by its cost. */
  private double median(int[] leaves) {
    Integer[] order = new Integer[leaves.length];
    double weight = 0;
    for (int i = 0; i < leaves.length; i++) {
      order[i] = leaves[i];
      weight += weight(leaves[i]);
    }
    Arrays.sort(order, Comparator.comparingDouble(i -> deviations[i]));
    double passed = 0;
    for (Integer leaf : order) {
      passed += weight(leaf);
      if (passed >= weight / 2) {
        return deviations[leaf];
      }
    }
    return 0;
  }

  private double weight(int leaf) {
    return Math.abs(cube.expected(leaf)) + Math.abs(cube.actual(leaf));
  }

  /** From -2 to 2, positive where a leaf moved as the whole did. */
  private static double[] deviations(CostCube cube, double sign) {
    double[] deviations = new double[cube.size()];
    for (int i = 0; i < deviations.length; i++) {
      double both = Math.abs(cube.actual(i)) + Math.abs(cube.expected(i));
      deviations[i] = both == 0 ? 0 : sign * 2 * cube.excess(i) / both;
    }
    return deviations;
  }

  /** What moved against the whole did so by chance; the smaller a leaf, the more chance there is in it. */
  private static double[] noise(CostCube cube, double[] deviations) {
    double[] against = Arrays.stream(deviations).filter(d -> d < 0).map(Math::abs).sorted().toArray();
    double usual = against.length == 0 ? LEAST_NOISE : Math.max(LEAST_NOISE, against[against.length / 2] / 0.6745);
    double[] costs = new double[cube.size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = Math.max(Math.abs(cube.expected(i)), Math.abs(cube.actual(i)));
    }
    double small = Arrays.stream(costs).sum() * 1e-6;
    double[] noise = new double[cube.size()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = usual * (1 + (costs[i] == 0 ? 10 : Math.min(10, Math.sqrt(small / costs[i]))));
    }
    return noise;
  }
}
