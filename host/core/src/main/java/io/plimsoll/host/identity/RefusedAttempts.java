package io.plimsoll.host.identity;

import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts attempts on record that were refused, so that a flood of them does not fill the disk: of one address so many in a
 * minute, of all addresses together so many. Those beyond are counted, which is on record when it begins, and how many
 * there were once the minute is over. Thread-safe.
 */
final class RefusedAttempts implements AutoCloseable {
  static final int OF_ONE_ADDRESS = 30;
  static final int OF_ALL = 600;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int KEPT = 10_000;
  private static final String ALL = "every address";
  private static final String COUNTED = "refusals.counted";

  private final AuditTrail trail;
  private final Clock clock;

  /** The oldest first; guarded by this. */
  private final Map<String, Window> windows = new LinkedHashMap<>();

  RefusedAttempts(AuditTrail trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  private static final class Window {
    private final Instant began;
    private final Caller first;
    private int seen;
    private final Map<String, Integer> counted = new TreeMap<>();

    Window(Instant began, Caller first) {
      this.began = began;
      this.first = first;
    }

    int beyond() {
      return counted.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Records a refused attempt, or counts it. */
  synchronized void record(Caller caller, String type, Map<String, String> details) {
    Instant now = clock.instant();
    endWindows(now, false);
    // All of them are counted once more together: many addresses fill a disk as well.
    boolean within = take(caller.address(), OF_ONE_ADDRESS, caller, type, now);
    if (within && take(ALL, OF_ALL, caller, type, now)) {
      trail.record(caller, type, Outcome.REFUSED, "", details);
    }
  }

  private boolean take(String key, int limit, Caller caller, String type, Instant now) {
    Window window = windows.get(key);
    if (window == null) {
      makeRoom();
      window = new Window(now, caller);
      windows.put(key, window);
    }
    window.seen++;
    if (window.seen <= limit) {
      return true;
    }
    if (window.counted.isEmpty()) {
      trail.record(
          caller, COUNTED, Outcome.STARTED, key,
          Map.of("after", Integer.toString(limit), "until", window.began.plus(WINDOW).toString()));
    }
    window.counted.merge(type, 1, Integer::sum);
    return false;
  }

  private void makeRoom() {
    if (windows.size() >= KEPT) {
      Iterator<Map.Entry<String, Window>> eldest = windows.entrySet().iterator();
      Map.Entry<String, Window> gone = eldest.next();
      summarise(gone.getKey(), gone.getValue());
      eldest.remove();
    }
  }

  /** Windows begin in the order they are kept in. */
  private void endWindows(Instant now, boolean all) {
    Iterator<Map.Entry<String, Window>> each = windows.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Window> entry = each.next();
      if (!all && entry.getValue().began.plus(WINDOW).isAfter(now)) {
        return;
      }
      summarise(entry.getKey(), entry.getValue());
      each.remove();
    }
  }

  private void summarise(String key, Window window) {
    if (window.beyond() > 0) {
      Map<String, String> details = new TreeMap<>();
      details.put("count", Integer.toString(window.beyond()));
      details.put("from", window.began.toString());
      window.counted.forEach((type, count) -> details.put(type, count.toString()));
      trail.record(window.first, COUNTED, Outcome.REFUSED, key, details);
    }
  }

  /** Records what was counted up to now. */
  @Override
  public synchronized void close() {
    endWindows(clock.instant(), true);
  }
}
