package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.host.notice.NoticeTexts;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that costs could not be collected: once when it begins, and again only after it went well meanwhile. */
final class CollectionNotices {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionNotices.class);

  /** Somebody must act, or reading failed; what is incomplete is usually still being written. */
  private static final Set<Run.State> BAD = EnumSet.of(Run.State.FAILED, Run.State.QUARANTINED, Run.State.AMBIGUOUS);

  private static final Set<ErrorCode> ON_PURPOSE = EnumSet.of(ErrorCode.REFUSED, ErrorCode.CANCELLED);
  private static final String FAILING = "collect-failing/";

  private CollectionNotices() {}

  /** A collection ended; single runs of it may have failed all the same. */
  static void ended(OpenWorkspace open, List<Connection> connections, List<Run> runs) {
    connections.forEach(c -> open.state().note(FAILING + c.name(), ""));
    for (Run run : runs) {
      if (BAD.contains(run.state())) {
        String what =
            run.export() + " of " + run.period() + " is " + run.state().name().toLowerCase(Locale.ROOT) + ": " + run.message();
        raise(
            open, run.connection(), what, run.advice(),
            "run/" + run.connection() + "/" + run.export() + "/" + run.period() + "/" + run.id() + "/" + run.state());
      }
    }
  }

  /** A collection did not take place. */
  static void failed(OpenWorkspace open, List<Connection> connections, PlimsollException e) {
    if (ON_PURPOSE.contains(e.code())) {
      return;
    }
    try {
      for (Connection connection : connections) {
        String name = FAILING + connection.name();
        String since = open.state().note(name).orElse("");
        if (since.isEmpty()) {
          since = open.clock().instant().toString();
          open.state().note(name, since);
        }
        raise(open, connection.name(), String.valueOf(e.getMessage()), e.advice(), name + "/" + since);
      }
    } catch (PlimsollException second) {
      LOG.warn("that the collection failed could not be told: {}", second.code());
    }
  }

  private static void raise(OpenWorkspace open, String connection, String what, String advice, String cause) {
    open.notices()
        .raise(
            NoticeTexts.collectionFailed(
                open.organisation(), connection, what, advice, open.clock().instant(), "cf-" + UUID.randomUUID()),
            cause.length() > 400 ? cause.substring(0, 360) + Integer.toHexString(cause.hashCode()) : cause);
  }
}
