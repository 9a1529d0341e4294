package io.plimsoll.detector.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void theMedianIsTheMiddleOfTheSortedValuesHoweverManyAreAlike() {
    Random random = new Random(5);
    for (int count = 1; count < 300; count++) {
      int different = 1 + random.nextInt(count);
      double[] values = random.doubles(count).map(value -> Math.floor(value * different)).toArray();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double middle = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;

      assertThat(Numbers.place(values.clone(), count, count / 3)).as("a third of %d", count).isEqualTo(sorted[count / 3]);
      assertThat(Numbers.median(values, count)).as("of %d", count).isEqualTo(middle);
    }
    assertThat(Numbers.median(new double[0], 0)).isZero();
  }
}
