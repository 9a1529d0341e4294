package io.plimsoll.cli;

import io.plimsoll.api.collect.CollectionFailure;
import io.plimsoll.api.collect.CollectionSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which connections cannot be collected, and when each is collected by itself. */
final class Schedules {
  private Schedules() {}

  /** The notices of connections that cannot be collected, but for those whose reason was told just before. */
  static void showFailures(Page page, List<CollectionSchedule> schedules, List<String> told) {
    for (CollectionSchedule each : schedules) {
      CollectionFailure failure = each.failure();
      if (failure != null && !told.contains(failure.message())) {
        page.blank().sentence("", "  ", sentence(each, failure));
        page.sentence("  ", failure.advice());
      }
    }
  }

  /** When each connection is due. */
  static void showTimes(Page page, List<CollectionSchedule> schedules) {
    if (!schedules.isEmpty()) {
      page.blank().sentence("", "  ", "By schedule, where a host collects by itself: " + times(schedules) + ".");
    }
  }

  static List<Map<String, @Nullable Object>> json(List<CollectionSchedule> schedules) {
    return schedules.stream()
        .map(
            s ->
                Exact.object(
                    "connection", s.connection(), "every", s.every(), "nextAt", s.nextAt(), "endedAt", s.endedAt(), "failure",
                    json(s.failure())))
        .toList();
  }

  /** One line for a reader of the grid; empty when every connection could be collected. */
  static String failuresInOneLine(List<CollectionSchedule> schedules) {
    return schedules.stream()
        .filter(s -> s.failure() != null)
        .map(s -> s.failure() == null ? "" : sentence(s, s.failure()) + " " + s.failure().advice())
        .collect(Collectors.joining(" "));
  }

  /** The earliest moment one of them is due; {@code null} when none ever is. */
  static @Nullable Instant next(List<CollectionSchedule> schedules) {
    return schedules.stream().map(CollectionSchedule::nextAt).filter(at -> at != null).min(Instant::compareTo).orElse(null);
  }

  private static @Nullable Map<String, @Nullable Object> json(@Nullable CollectionFailure failure) {
    return failure == null
        ? null
        : Exact.object(
            "reason", failure.reason(), "message", failure.message(), "advice", failure.advice(), "times", failure.times(),
            "since", failure.since(), "last", failure.last());
  }

  private static String sentence(CollectionSchedule schedule, CollectionFailure failure) {
    String times = failure.times() == 1 ? " at " : ", " + Figures.count(failure.times(), "time") + " in a row since ";
    return "Collection failed: " + schedule.connection() + times + Figures.time(failure.since()) + ". " + failure.message();
  }

  private static String times(List<CollectionSchedule> schedules) {
    return schedules.stream()
        .map(
            s ->
                s.every() == null || s.nextAt() == null
                    ? s.connection() + " never"
                    : s.connection() + " every " + every(s.every()) + ", next "
                        + (s.nextAt().equals(Instant.EPOCH) ? "at once" : "at " + Figures.time(s.nextAt())))
        .collect(Collectors.joining("; "));
  }

  /** As it is set: {@code 6h}. */
  private static String every(Duration time) {
    if (time.toSeconds() % 86_400 == 0) {
      return time.toDays() + "d";
    }
    return time.toSeconds() % 3_600 == 0 ? time.toHours() + "h" : time.toMinutes() + "m";
  }
}
