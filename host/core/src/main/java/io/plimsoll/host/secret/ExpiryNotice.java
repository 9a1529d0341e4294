package io.plimsoll.host.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When somebody is told that a credential ends, and in which words. */
public final class ExpiryNotice {
  private static final List<Integer> DAYS_AHEAD = List.of(0, 3, 14, 30);

  private ExpiryNotice() {}

  /** The warning that is due: 30, 14 or 3 days ahead, or 0 once it has ended; empty before. */
  public static Optional<Integer> due(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt == null) {
      return Optional.empty();
    }
    return DAYS_AHEAD.stream().filter(days -> !expiresAt.isAfter(now.plus(Duration.ofDays(days)))).findFirst();
  }

  /** What to say; empty when nothing is due. */
  public static String words(String organisation, String connection, @Nullable Instant expiresAt, Instant now) {
    Optional<Integer> due = due(expiresAt, now);
    if (due.isEmpty() || expiresAt == null) {
      return "";
    }
    LocalDate day = LocalDate.ofInstant(expiresAt, ZoneOffset.UTC);
    long days = Duration.between(now, expiresAt).toDays();
    String when =
        due.get() == 0
            ? "ended on " + day
            : "ends on " + day + ", " + (days < 1 ? "within a day" : days == 1 ? "in 1 day" : "in " + days + " days");
    return "The credential of connection " + connection + " " + when + ". Replace it: plimsoll credential " + organisation + " "
        + connection + " rotate --secret-from env:NAME|file:PATH|-.";
  }
}
