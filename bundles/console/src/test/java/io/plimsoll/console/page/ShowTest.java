package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Amounts as people read them. */
class ShowTest {
  @Test
  void anAmountHasTwoDigitsAndItsThousandsApart() {
    assertThat(Show.amount(BigDecimal.ZERO)).isEqualTo("0.00");
    assertThat(Show.amount(new BigDecimal("-0.5"))).isEqualTo("-0.50");
    assertThat(Show.amount(new BigDecimal("999.995"))).isEqualTo("1,000.00");
    assertThat(Show.amount(new BigDecimal("-123456.785"))).isEqualTo("-123,456.78");
    assertThat(Show.amount(new BigDecimal("1E+9"))).isEqualTo("1,000,000,000.00");
    assertThat(Show.amount(new BigDecimal("-0.001"))).as("nothing has no sign").isEqualTo("0.00");
    assertThat(Show.change(new BigDecimal("12345"), BigDecimal.ONE)).isEqualTo("+1,234,400.0 %");
  }

  @Test
  void itIsWrittenAsTheJdkWritesIt() {
    DecimalFormat jdk = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
    jdk.setRoundingMode(RoundingMode.HALF_EVEN);
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      BigDecimal value = BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(12));
      BigDecimal rounded = value.setScale(2, RoundingMode.HALF_EVEN);
      assertThat(Show.amount(value)).isEqualTo(rounded.signum() == 0 ? "0.00" : jdk.format(value));
    }
  }
}
