package io.plimsoll.api.audit;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes audit events. Thread-safe. */
@ConsumerType
public interface AuditSink {
  /**
   * Records an event; it is on the disk when the call returns. Throws when it could not be recorded, and
   * then the act does not happen.
   */
  void record(AuditScope scope, AuditEvent event);
}
