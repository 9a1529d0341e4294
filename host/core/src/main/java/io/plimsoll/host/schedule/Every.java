package io.plimsoll.host.schedule;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a connection is collected by itself: its setting {@code every}. Pure. */
public final class Every {
  /** The name of the setting. */
  public static final String SETTING = "every";

  /** Azure writes an export once a day at an hour of its own, and days 1 to 5 bring runs besides. */
  private static final Duration DEFAULT = Duration.ofHours(6);

  private static final String NEVER = "never";
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,5})([mhd])");

  private Every() {}

  /**
   * The time between two collections of a connection; empty when it is collected on demand alone.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} for a setting that is no such time
   */
  public static Optional<Duration> of(Connection connection) {
    String text = connection.settings().get(SETTING);
    if (text == null) {
      return Optional.of(DEFAULT);
    }
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.equals(NEVER)) {
      return Optional.empty();
    }
    Duration every = duration(plain).orElseThrow(() -> invalid(text, "is no time"));
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw invalid(text, "is not between 5 minutes and 31 days");
    }
    return Optional.of(every);
  }

  private static Optional<Duration> duration(String text) {
    Matcher parts = SHORT.matcher(text);
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      return Optional.of(
          switch (parts.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static PlimsollException invalid(String text, String why) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "The setting every was '" + text + "' but that " + why + ".",
        "Write every=30m, every=6h, every=1d, or every=never for collections on demand alone.");
  }
}
