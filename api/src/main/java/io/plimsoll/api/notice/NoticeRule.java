package io.plimsoll.api.notice;

import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.notice.Notice.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which notices go to which channels. Every rule that matches sends once.
 *
 * @param events of which it tells
 * @param scope the values a notice must have, by column name or {@code Connection}; empty for all
 * @param atLeast how severe it must be, when severity says something; {@code null} for any
 * @param channels by name
 */
public record NoticeRule(
    String name, Set<Event> events, Map<String, String> scope, @Nullable Severity atLeast, List<String> channels, boolean enabled) {
  /** Keeps its own copies. */
  public NoticeRule {
    events = Collections.unmodifiableSet(new TreeSet<>(events));
    scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
    channels = List.copyOf(channels);
  }

  /** Whether it sends this notice. */
  public boolean matches(Notice notice) {
    Severity severity = notice.severity();
    return enabled
        && events.contains(notice.event())
        && notice.scope().entrySet().containsAll(scope.entrySet())
        && (atLeast == null || severity == null || severity.compareTo(atLeast) >= 0);
  }
}
