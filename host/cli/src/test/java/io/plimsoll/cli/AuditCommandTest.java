package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.identity.Caller;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  @BeforeEach
  void threeEvents() {
    entry(1, "2025-09-30T23:59:59Z", "connection.added");
    entry(2, "2025-10-01T00:00:00Z", "run.published");
    entry(3, "2025-10-02T12:00:00Z", "runner.started");
  }

  private void entry(long sequence, String time, String type) {
    acme.audit.add(
        new AuditEntry(
            sequence,
            new AuditEvent(
                Instant.parse(time), type, Caller.system("ann"), AuditEvent.Outcome.DONE, "azure", Map.of("rows", "5")),
            "ab".repeat(32)));
  }

  @Test
  void theChainIsListedOldestFirst() {
    desk.type("audit acme --format csv");

    assertThat(desk.out.lines().skip(1))
        .extracting(line -> line.substring(0, 1))
        .containsExactly("1", "2", "3");
  }

  @Test
  void aFamilyOfEventsIsNotJustAPrefix() {
    desk.type("audit acme --type run --format csv");

    assertThat(desk.out.lines().skip(1)).singleElement().asString().contains("run.published");
  }

  @Test
  void daysAreCutInUtc() {
    desk.type("audit acme --from 2025-10-01 --to 2025-10-02 --format json");

    assertThat(desk.out).contains("\"sequence\":2").doesNotContain("\"sequence\":1", "\"sequence\":3");
  }

  @Test
  void aWholeChainIsVerified() {
    assertThat(desk.type("audit verify acme")).isZero();
    assertThat(desk.out).startsWith("The audit chain of acme holds: 42 entries");
  }

  @Test
  void tamperingIsNamedAndExitsWithFive() {
    acme.tampering.add("Entry 17 was changed.");

    assertThat(desk.type("audit verify acme --format json")).isEqualTo(5);
    assertThat(desk.out.strip()).isEqualTo("{\"holds\":false,\"entries\":42,\"problems\":[\"Entry 17 was changed.\"]}");

    assertThat(desk.type("audit verify acme")).isEqualTo(5);
    assertThat(desk.out).contains("  - Entry 17 was changed.");
  }

  @Test
  void anOrganisationIsNeededEitherWay() {
    assertThat(desk.type("audit")).isEqualTo(2);
    assertThat(desk.type("audit verify")).isEqualTo(2);
    assertThat(desk.err).contains("Missing required parameter: 'ORG'");
  }
}
