package io.plimsoll.host.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flood of wrong attempts leaves a few events and a count. */
class RefusedAttemptsTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void aHouse() {
    house = new House(folder);
  }

  @Test
  void ofAFloodFromOneAddressSomeAreOnRecordAndTheRestIsCounted() {
    floodWithKeys("203.0.113.9", 300);
    assertThat(ofType("key.used")).isEqualTo(RefusedAttempts.OF_ONE_ADDRESS);
    assertThat(house.types()).as("that it counts is on record when it begins").contains("refusals.counted STARTED");

    house.later(Duration.ofSeconds(61));
    floodWithKeys("203.0.113.9", 1);
    assertThat(house.events)
        .anySatisfy(
            e -> {
              assertThat(e.type()).isEqualTo("refusals.counted");
              assertThat(e.subject()).isEqualTo("203.0.113.9");
              assertThat(e.caller().address()).isEqualTo("203.0.113.9");
              assertThat(e.details())
                  .containsEntry("count", Integer.toString(300 - RefusedAttempts.OF_ONE_ADDRESS))
                  .containsEntry("key.used", Integer.toString(300 - RefusedAttempts.OF_ONE_ADDRESS));
            });
    assertThat(ofType("key.used")).isEqualTo(RefusedAttempts.OF_ONE_ADDRESS + 1);
  }

  @Test
  void aFloodFromManyAddressesIsCountedTogether() {
    for (int i = 0; i < 700; i++) {
      floodWithKeys("2001:db8::" + Integer.toHexString(i), 1);
    }
    assertThat(ofType("key.used")).isEqualTo(RefusedAttempts.OF_ALL);
    house.identity.close();
    assertThat(house.events)
        .anySatisfy(
            e -> assertThat(e.details()).containsEntry("count", Integer.toString(700 - RefusedAttempts.OF_ALL)));
  }

  @Test
  void othersAreOnRecordBesideAFlood() {
    floodWithKeys("203.0.113.9", 100);
    floodWithKeys("198.51.100.1", 1);
    assertThat(house.events).filteredOn(e -> e.caller().address().equals("198.51.100.1")).hasSize(1);
  }

  @Test
  void whoIsRefusedBeyondTheLimitIsStillRefused() {
    floodWithKeys("203.0.113.9", RefusedAttempts.OF_ONE_ADDRESS + 5);
  }

  private long ofType(String type) {
    return house.types().stream().filter(t -> t.startsWith(type)).count();
  }

  private void floodWithKeys(String address, int times) {
    Caller from = new Caller("nobody", address, "flood");
    for (int i = 0; i < times; i++) {
      try {
        house.identity.frontDoor().key("plm_k3v9xw2q" + i, "GET /", from);
        throw new AssertionError("a key that nobody made was accepted");
      } catch (PlimsollException e) {
        assertThat(List.of(ErrorCode.NOT_SIGNED_IN)).contains(e.code());
      }
    }
  }
}
