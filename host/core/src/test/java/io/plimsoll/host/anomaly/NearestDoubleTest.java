package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.engine.DailySums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestDoubleTest {
  private static double of(BigInteger unscaled, int scale) {
    boolean fits = unscaled.bitLength() < 128;
    return NearestDouble.of(
        new DailySums.Day(
            LocalDate.of(2026, 1, 1), scale, new int[] {0}, new long[] {fits ? unscaled.longValue() : 0},
            new long[] {fits ? unscaled.shiftRight(64).longValue() : 0}, fits ? Map.of() : Map.of(0, unscaled)),
        0);
  }

  @Test
  void sumsOfAnyLengthAndScaleComeToTheDoubleThatIsNearest() {
    Random random = new Random(42);
    for (int i = 0; i < 200_000; i++) {
      BigInteger unscaled = new BigInteger(1 + random.nextInt(140), random);
      unscaled = random.nextBoolean() ? unscaled : unscaled.negate();
      int scale = random.nextInt(64);
      assertThat(of(unscaled, scale)).as("%s of scale %s", unscaled, scale).isEqualTo(new BigDecimal(unscaled, scale).doubleValue());
    }
  }

  @Test
  void anAmountIsTheSameDoubleWhateverTheScaleOfItsSums() {
    // A flat series stays flat though one month keeps two digits and the next 28.
    for (String amount : new String[] {"0.1", "17.35", "-123456.78", "9007199254740993", "0.000000000000123"}) {
      BigDecimal exact = new BigDecimal(amount);
      for (int scale = exact.scale(); scale <= 28; scale++) {
        assertThat(of(exact.setScale(scale).unscaledValue(), scale)).as("%s in scale %s", amount, scale)
            .isEqualTo(exact.doubleValue());
      }
    }
  }

  @Test
  void theEdgesOfTheHalvesAreNumbersAsAnyOther() {
    for (int bits = 0; bits < 130; bits++) {
      for (int more = -1; more <= 1; more++) {
        BigInteger edge = BigInteger.ONE.shiftLeft(bits).add(BigInteger.valueOf(more));
        for (BigInteger number : new BigInteger[] {edge, edge.negate()}) {
          assertThat(of(number, 18)).as("%s", number).isEqualTo(new BigDecimal(number, 18).doubleValue());
        }
      }
    }
  }
}
