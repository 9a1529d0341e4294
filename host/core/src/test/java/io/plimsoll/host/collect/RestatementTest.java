package io.plimsoll.host.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.Receipt;
import io.plimsoll.api.collect.Run;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sentence of a month whose numbers changed, as in T41: the same month, exported on the 5th and the 21st. */
class RestatementTest {
  @Test
  void t41AMonthSaysByHowMuchItChangedAndInHowManyServices() {
    assertThat(
            between(
                of(billed("VM", "USD", "100000"), billed("Storage", "USD", "10.5"), billed("DNS", "USD", "1"), billed("Same", "USD", "7")),
                of(billed("VM", "USD", "123000"), billed("Storage", "USD", "9.7"), billed(null, "USD", "116"), billed("Same", "USD", "7.00"))))
        .isEqualTo("August 2025 changed by +23,114.20 USD in 4 services between run A and run B.");
  }

  @Test
  void twoCurrenciesAreNeverAdded() {
    assertThat(
            between(
                of(billed("VM", "USD", "5"), billed("VM", "EUR", "5")),
                of(billed("VM", "USD", "4"), billed("VM", "EUR", "7.005"))))
        .isEqualTo("August 2025 changed by +2.01 EUR in 1 service and -1.00 USD in 1 service between run A and run B.");
  }

  @Test
  void whatMovesFromOneServiceToAnotherIsAChangeToo() {
    assertThat(between(of(billed("VM", "USD", "5")), of(billed("VMs", "USD", "5"))))
        .isEqualTo("August 2025 changed by +0.00 USD in 2 services between run A and run B.");
  }

  @Test
  void whatIsTooSmallToRoundIsSaidWithAllItsDigits() {
    assertThat(between(of(billed("VM", "USD", "5")), of(billed("VM", "USD", "4.99999900"))))
        .isEqualTo("August 2025 changed by -0.000001 USD in 1 service between run A and run B.");
  }

  @Test
  void whereWhatIsBilledStaysTheEffectiveCostSpeaks() {
    assertThat(
            between(
                of(billed("VM", "USD", "5"), new Breakdown.Service("VM", "EffectiveCost", "USD", new BigDecimal("4"))),
                of(billed("VM", "USD", "5"), new Breakdown.Service("VM", "EffectiveCost", "USD", new BigDecimal("3")))))
        .isEqualTo("August 2025 changed by -1.00 USD of EffectiveCost in 1 service between run A and run B.");
  }

  @Test
  void whatIsTheSameSaysNothing() {
    assertThat(between(of(billed("VM", "USD", "5")), of(billed("VM", "USD", "5.0")))).isEmpty();
  }

  private static String between(Breakdown a, Breakdown b) {
    return Restatement.between(receipt("A"), a, receipt("B"), b);
  }

  private static Breakdown of(Breakdown.Service... services) {
    return new Breakdown(List.of(), Arrays.asList(services));
  }

  private static Breakdown.Service billed(String service, String currency, String value) {
    return new Breakdown.Service(service, "BilledCost", currency, new BigDecimal(value));
  }

  private static Receipt receipt(String run) {
    return new Receipt(
        new Run("azure", "daily", "/s/1", LocalDate.of(2025, 8, 1), run, null, "1.0", Run.State.PUBLISHED, 1, 1, "", "", Instant.EPOCH),
        List.of(), 0, 0, List.of(), true, Map.of(), List.of(), Map.of(), List.of(), Instant.EPOCH, Duration.ZERO);
  }
}
