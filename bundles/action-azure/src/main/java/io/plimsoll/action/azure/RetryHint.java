package io.plimsoll.action.azure;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long the service wants to be left alone: the longest of {@code Retry-After}, its forms in milliseconds, and the
 * four that Cost Management has for its own limits ({@code x-ms-ratelimit-microsoft.costmanagement-…-retry-after}).
 */
final class RetryHint {
  private RetryHint() {}

  static @Nullable Duration of(HttpHeaders headers) {
    Duration longest = null;
    for (HttpHeader header : headers) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      Duration hint =
          switch (name) {
            case "retry-after" -> secondsOrDate(header.getValue(), headers);
            case "retry-after-ms", "x-ms-retry-after-ms" -> millis(header.getValue());
            default ->
                name.startsWith("x-ms-ratelimit-microsoft.costmanagement-") && name.endsWith("-retry-after")
                    ? seconds(header.getValue())
                    : null;
          };
      if (hint != null && !hint.isNegative() && (longest == null || hint.compareTo(longest) > 0)) {
        longest = hint;
      }
    }
    return longest;
  }

  private static @Nullable Duration secondsOrDate(String text, HttpHeaders headers) {
    Duration seconds = seconds(text);
    if (seconds != null) {
      return seconds;
    }
    Instant until = date(text);
    Instant now = date(String.valueOf(headers.getValue(com.azure.core.http.HttpHeaderName.DATE)));
    return until == null || now == null ? null : Duration.between(now, until);
  }

  private static @Nullable Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Duration millis(String text) {
    try {
      return Duration.ofMillis(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant date(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
