package io.plimsoll.host.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInLimitsTest {
  private final SignInLimits limits =
      new SignInLimits(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));

  @Test
  void whoeverGuessesAtOneAccountWaitsAfterFive() {
    for (int i = 0; i < 5; i++) {
      assertThat(limits.take("ann", "198.51.100.1")).isEmpty();
    }

    assertThat(limits.take("ann", "198.51.100.1")).hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    assertThat(limits.take("ann", "203.0.113.7")).as("from elsewhere").isEmpty();
    assertThat(limits.take("ben", "198.51.100.1")).as("somebody else").isEmpty();
  }

  @Test
  void whoeverTriesManyAccountsWaitsAfterThirty() {
    for (int i = 0; i < 30; i++) {
      assertThat(limits.take("person " + i, "198.51.100.1")).isEmpty();
    }

    assertThat(limits.take("person 31", "198.51.100.1")).isPresent();
  }

  @Test
  void manyAddressesDoNotLockOutThePersonWhereHeIsKnown() {
    limits.take("ann", "203.0.113.7");
    limits.succeeded("ann", "203.0.113.7");
    int taken = 0;
    for (int i = 0; i < 200; i++) {
      taken += limits.take("ann", "198.51.100." + i).isEmpty() ? 1 : 0;
    }

    assertThat(taken).isEqualTo(50);
    assertThat(limits.take("ann", "203.0.113.7")).isEmpty();
  }

  @Test
  void successesCostNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(limits.take("ann", "203.0.113.7")).isEmpty();
      limits.succeeded("ann", "203.0.113.7");
    }
  }
}
