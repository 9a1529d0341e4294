package io.plimsoll.generator.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AmountsTest {
  private final Amounts amounts = new Amounts(1);

  @Test
  void aProductIsTheOneOfBigDecimalToTheLastDigit() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long a = number(random);
      long b = number(random);
      int scaleOfA = random.nextInt(19);
      int scaleOfB = random.nextInt(10);
      int max = random.nextInt(29);
      BigDecimal expected = BigDecimal.valueOf(a, scaleOfA).multiply(BigDecimal.valueOf(b, scaleOfB));
      if (expected.scale() > max) {
        expected = expected.setScale(max, RoundingMode.HALF_UP);
      }

      amounts.product(0, a, scaleOfA, b, scaleOfB, max);

      assertThat(amounts.value(0).compareTo(expected)).as(a + " * " + b + " at " + max).isZero();
    }
  }

  private static long number(Random random) {
    return random.nextLong() % Amounts.power(1 + random.nextInt(18));
  }

  @Test
  void aNumberThatIsSetComesBack() {
    for (String text : new String[] {"0", "-0.000000000000000000000000001", "999999999999999999.999999999999999999",
        "-1000000000000000000", "98765432109876543210.9876543210987654321098765432"}) {
      amounts.set(0, new BigDecimal(text), 28);
      assertThat(amounts.value(0)).isEqualByComparingTo(text);
    }
    amounts.set(0, null, 28);
    assertThat(amounts.value(0)).isNull();
  }
}
