package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Events and scopes for tests. */
final class Events {
  private Events() {}

  static AuditScope scope(Path root, String name) {
    return new AuditScope(name, root.resolve("regions/" + name + "/audit"), root.resolve("trust"));
  }

  static AuditEvent published(long number) {
    return new AuditEvent(
        Instant.parse("2025-11-21T04:00:00Z").plusSeconds(number), "run.published",
        new Caller("ada", "192.0.2.7", "plimsoll-cli"), AuditEvent.Outcome.DONE, "daily/2025-" + number,
        Map.of("rows", "48113", "run", "534c"));
  }
}
