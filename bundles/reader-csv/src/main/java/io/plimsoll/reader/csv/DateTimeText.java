package io.plimsoll.reader.csv;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads one point in time: {@code 2025-10-16T00:00:00Z} and the forms other exports write.
 *
 * <p>A date, then a {@code T} or a blank and hours and minutes, seconds if there are any, up to 9 digits of
 * a fraction, then {@code Z}, an offset or nothing. Without a zone it is UTC; below microseconds it is cut.
 */
final class DateTimeText {
  private static final long MICROS = 1_000_000L;

  /** Microseconds since 1970, in UTC. */
  long micros;
  boolean withoutSeconds;
  boolean withoutZone;
  boolean withOffset;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  /** Reads a time; answers false when it is none. */
  boolean read(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
    withoutSeconds = false;
    withoutZone = false;
    withOffset = false;
    int year = number(4);
    int month = then('-') ? number(2) : -1;
    int day = then('-') ? number(2) : -1;
    if (year < 0 || month < 0 || day < 0) {
      return false;
    }
    long seconds;
    try {
      seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400;
    } catch (DateTimeException e) {
      return false;
    }
    if (at == end) {
      withoutZone = true;
      micros = seconds * MICROS;
      return true;
    }
    if (!then('T') && !then(' ')) {
      return false;
    }
    int hour = number(2);
    int minute = then(':') ? number(2) : -1;
    withoutSeconds = !then(':');
    int second = withoutSeconds ? 0 : number(2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return false;
    }
    long fraction = !withoutSeconds && then('.') ? fraction() : 0;
    int offset = offset();
    if (fraction < 0 || offset == Integer.MIN_VALUE || at != end) {
      return false;
    }
    micros = (seconds + hour * 3600 + minute * 60 + second - offset) * MICROS + fraction;
    return true;
  }

  /** Microseconds of 1 to 9 digits; -1 when there are none. */
  private long fraction() {
    int from = at;
    long value = 0;
    while (at < end && at - from < 9 && bytes[at] >= '0' && bytes[at] <= '9') {
      value = at - from < 6 ? value * 10 + bytes[at] - '0' : value;
      at++;
    }
    for (int i = at - from; i < 6; i++) {
      value *= 10;
    }
    return at == from ? -1 : value;
  }

  /** Seconds east of UTC; {@code Integer.MIN_VALUE} when what is there is no zone. */
  private int offset() {
    if (at == end) {
      withoutZone = true;
      return 0;
    }
    if (then('Z') || then('z')) {
      return 0;
    }
    int sign = then('+') ? 1 : then('-') ? -1 : 0;
    int hours = number(2);
    boolean colon = then(':');
    int minutes = colon || at < end ? number(2) : 0;
    if (sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    withOffset = true;
    return sign * (hours * 3600 + minutes * 60);
  }

  private boolean then(char character) {
    if (at < end && bytes[at] == character) {
      at++;
      return true;
    }
    return false;
  }

  private int number(int digits) {
    if (end - at < digits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = bytes[at++] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
