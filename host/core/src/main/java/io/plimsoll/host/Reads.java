package io.plimsoll.host;

import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import java.util.Map;
import java.util.function.Supplier;

/** How what somebody reads gets on record, before it is answered. */
@FunctionalInterface
interface Reads {
  /** Each by itself. */
  Reads EACH =
      new Reads() {
        @Override
        public <T> T answer(
            AuditTrail trail, Caller caller, String type, String subject, Map<String, String> details, Supplier<T> question) {
          return trail.answer(caller, type, subject, details, question);
        }
      };

  /** Answers a question that is on record, or will be before the answer leaves the host. */
  <T> T answer(AuditTrail trail, Caller caller, String type, String subject, Map<String, String> details, Supplier<T> question);
}
