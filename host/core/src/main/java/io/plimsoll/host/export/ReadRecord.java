package io.plimsoll.host.export;

import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.ReadTrace;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import java.util.Map;

/**
 * Puts on record what was read from a place that keeps a log of its own, so that its owner can match each read there
 * with the act it belongs to here.
 */
public final class ReadRecord {
  private final AuditTrail audit;
  private final Caller caller;

  /** Records reads on behalf of this caller. */
  public ReadRecord(AuditTrail audit, Caller caller) {
    this.audit = audit;
    this.caller = caller;
  }

  void read(Connection connection, ReadTrace trace) {
    if (trace.requests() > 0) {
      audit.record(
          caller,
          "exports.read",
          Outcome.DONE,
          connection.name(),
          Map.of(
              "application", trace.application(),
              "requestIds", trace.requestIds() + "*",
              "requests", Long.toString(trace.requests()),
              "repeats", Long.toString(trace.repeats()),
              "bytes", Long.toString(trace.bytes())));
    }
  }
}
