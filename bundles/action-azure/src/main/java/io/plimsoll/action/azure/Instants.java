package io.plimsoll.action.azure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants as Azure writes them: with or without fractions, and sometimes without a zone, which is UTC then. */
final class Instants {
  private Instants() {}

  static @Nullable Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException none) {
        return null;
      }
    }
  }

  static boolean same(String one, String other) {
    Instant first = parse(one);
    return first != null && first.equals(parse(other));
  }
}
