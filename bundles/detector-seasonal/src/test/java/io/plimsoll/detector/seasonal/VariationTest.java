package io.plimsoll.detector.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VariationTest {
  @Test
  void isTheStandardDeviationOfWhatVariesNormally() {
    assertThat(Variation.before(normal(0.1), 0, 168).size()).isCloseTo(0.1, within(0.02));
  }

  @Test
  void aMonthInWhichMuchHappenedIsNotUsual() {
    double[] values = normal(0.1);
    for (int day = 100; day < 140; day++) {
      values[day] += 0.6;
    }
    double[] ofTwoMonths = values.clone();
    Arrays.fill(ofTwoMonths, 0, 168 - 83, Double.NaN);

    assertThat(Variation.before(values, 0, 168).size())
        .as("of two months it cannot be said which is usual").isLessThan(0.8 * Variation.before(ofTwoMonths, 0, 168).size());
  }

  @Test
  void ofTooFewDaysNothingIsKnown() {
    double[] values = normal(0.1);
    Arrays.fill(values, 0, 160, Double.NaN);

    Variation usual = Variation.before(values, 0, 168);

    assertThat(usual.isKnown()).isFalse();
    assertThat(usual.of(9)).isZero();
  }

  @Test
  void flatCostsStillVaryALittle() {
    assertThat(Variation.before(new double[168], 0, 168).size()).isEqualTo(0.03);
  }

  private static double[] normal(double size) {
    Random random = new Random(5);
    double[] values = new double[168];
    for (int day = 0; day < values.length; day++) {
      values[day] = size * random.nextGaussian();
    }
    return values;
  }
}
