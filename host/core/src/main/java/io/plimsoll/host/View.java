package io.plimsoll.host;

import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Several reads that are on record as one event, which has each of them with what was asked. Nothing that was read leaves
 * before the event is written; a read that fails is in it, and fails the view. Used by one thread.
 */
final class View implements Reads {
  private static final int MOST = 50;

  private final List<String> reads = new ArrayList<>();
  private boolean over;

  private View() {}

  /** Reads, and answers once the event is on record. */
  static <T> T of(AuditTrail trail, Caller caller, String what, Function<Reads, T> reading) {
    View view = new View();
    // Filled while it is read, so that a failure is on record with what was read up to it.
    Map<String, String> details = new TreeMap<>();
    return trail.answer(
        caller,
        "page.viewed",
        what,
        details,
        () -> {
          try {
            return reading.apply(view);
          } finally {
            view.over = true;
            for (int i = 0; i < view.reads.size(); i++) {
              details.put("read " + (i < 9 ? "0" : "") + (i + 1), view.reads.get(i));
            }
          }
        });
  }

  @Override
  public <T> T answer(
      AuditTrail trail, Caller caller, String type, String subject, Map<String, String> details, Supplier<T> question) {
    if (over) {
      throw new IllegalStateException("the view is over, and " + type + " would not be on record");
    }
    if (reads.size() == MOST) {
      throw new IllegalStateException("a view of more than " + MOST + " reads is no page");
    }
    StringBuilder read = new StringBuilder(type);
    if (!subject.isEmpty()) {
      read.append(' ').append(subject);
    }
    new TreeMap<>(details).forEach((name, value) -> read.append(' ').append(name).append('=').append(value));
    reads.add(read.toString());
    return question.get();
  }
}
