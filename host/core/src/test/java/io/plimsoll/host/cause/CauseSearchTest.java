package io.plimsoll.host.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.host.cause.CostCube.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Causes are found by what they hold; two elements with the same leaves are the same. */
class CauseSearchTest {
  private static final List<String> PLACE = List.of("ServiceName", "RegionName");

  @Test
  void ofTwoHundredPlantedCubesNearlyEveryCauseIsFoundAndLittleElse() {
    int right = 0;
    int found = 0;
    int planted = 0;
    int exact = 0;
    for (long seed = 0; seed < 200; seed++) {
      PlantedCubes.Case cube = PlantedCubes.of(seed);
      List<BitSet> answers = CauseSearch.search(cube.cube()).stream().map(e -> bits(e.leaves())).toList();
      long hits = cube.leaves().stream().filter(answers::contains).count();
      right += (int) hits;
      found += answers.size();
      planted += cube.leaves().size();
      exact += hits == planted(cube) && answers.size() == planted(cube) ? 1 : 0;
    }
    double f1 = 2.0 * right / (found + planted);
    assertThat(f1).as("F1 over 200 cubes").isGreaterThanOrEqualTo(0.95);
    assertThat(exact / 200.0).as("cubes of which all causes and nothing else were found").isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void aWholeThatMovedAsOneIsItsOwnCause() {
    List<Element> causes =
        search(leaf("VM", "north", 100, 150), leaf("VM", "south", 40, 60), leaf("Disk", "north", 20, 30));
    assertThat(causes).singleElement().returns(Map.of(), Element::values).returns(80.0, Element::excess);
  }

  @Test
  void oneElementAmongOthersIsFoundWithItsPart() {
    List<Element> causes =
        search(
            leaf("VM", "north", 100, 101), leaf("VM", "south", 90, 180), leaf("Disk", "north", 50, 49),
            leaf("Disk", "south", 40, 40.5), leaf("SQL", "north", 30, 30), leaf("SQL", "south", 20, 19.5));
    assertThat(causes).singleElement()
        .returns(Map.of("ServiceName", "VM", "RegionName", "south"), Element::values).returns(90.0, Element::excess);
  }

  @Test
  void aNewServiceIsFoundThoughNothingWasExpectedOfIt() {
    List<Element> causes =
        search(
            leaf("VM", "north", 100, 102), leaf("VM", "south", 90, 88), leaf("AI", "north", 0, 40),
            leaf("AI", "south", 0, 25));
    assertThat(causes.get(0)).returns(Map.of("ServiceName", "AI"), Element::values).returns(65.0, Element::excess);
  }

  @Test
  void aDropIsExplainedByWhatFell() {
    List<Element> causes =
        search(
            leaf("VM", "north", 100, 101), leaf("VM", "south", 90, 0), leaf("SQL", "north", 70, 70.5),
            leaf("SQL", "south", 50, 49.5));
    assertThat(causes.get(0)).returns(-90.0, Element::excess);
    assertThat(causes.get(0).values()).containsEntry("RegionName", "south").containsEntry("ServiceName", "VM");
  }

  @Test
  void whereNothingMovedTogetherTheLargestPartsCoverTheDifference() {
    List<Leaf> leaves = new ArrayList<>();
    double[] moved = {3, 0.5, 1.7, 0.6, 2.4, 0.4, 1.2, 0.8};
    for (int i = 0; i < moved.length; i++) {
      leaves.add(leaf("s" + i, "r" + i % 3, 100, 100 * moved[i]));
    }
    List<Element> causes = CauseSearch.search(CostCube.of(PLACE, leaves));
    double total = Arrays.stream(moved).map(m -> 100 * m - 100).sum();
    assertThat(causes).isNotEmpty().hasSizeLessThanOrEqualTo(CauseSearch.MOST);
    assertThat(causes.stream().mapToDouble(Element::excess).sum() / total).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void noCauseIsNamedForNoDifference() {
    assertThat(CauseSearch.search(CostCube.of(PLACE, List.of()))).isEmpty();
    assertThat(search(leaf("VM", "north", 10, 10), leaf("VM", "south", 0, 0))).isEmpty();
  }

  @Test
  void creditsAndOddAmountsBreakNothing() {
    assertThat(search(leaf("VM", "north", -10, 10), leaf("VM", "south", 0, -3), leaf("SQL", "south", 1e-9, 1e12)))
        .isNotEmpty();
  }

  private static long planted(PlantedCubes.Case cube) {
    return cube.leaves().size();
  }

  private static BitSet bits(int[] leaves) {
    BitSet bits = new BitSet();
    Arrays.stream(leaves).forEach(bits::set);
    return bits;
  }

  private static List<Element> search(Leaf... leaves) {
    return CauseSearch.search(CostCube.of(PLACE, List.of(leaves)));
  }

  private static Leaf leaf(String service, String region, double expected, double actual) {
    return new Leaf(List.of(service, region), expected, actual);
  }
}
