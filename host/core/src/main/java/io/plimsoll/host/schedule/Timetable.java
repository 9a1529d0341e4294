package io.plimsoll.host.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a connection is due. Each has a phase of its own, made from its name, so that hosts do not ask all places at the
 * same moment and a connection keeps its times of day. Pure; whole seconds.
 */
final class Timetable {
  /** How soon a collection that failed is tried again, at first. */
  enum Patience {
    /** What failed may pass by itself. */
    SHORT(Duration.ofMinutes(1)),
    /** Somebody has to act, such as renew a secret: asking often only fills the logs of both sides. */
    LONG(Duration.ofMinutes(15));

    private final Duration first;

    Patience(Duration first) {
      this.first = first;
    }
  }

  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 11;

  private final long hash;

  Timetable(String organisation, String connection) {
    this.hash = hash(organisation + '/' + connection);
  }

  /** The first moment of its own behind this one. */
  Instant next(Duration every, Instant after) {
    long length = every.toSeconds();
    long phase = Math.floorMod(hash, length);
    long from = after.getEpochSecond();
    return Instant.ofEpochSecond(from + length - Math.floorMod(from - phase, length));
  }

  /**
   * When to try again: each time after twice as long, up to the time between two collections or, where somebody has to
   * act, a day. Up to a quarter more, so that many which failed together do not come back together.
   *
   * @param failures how often it failed in a row, the last time included
   */
  Instant retry(Duration every, int failures, Patience patience, Instant now) {
    Duration most = patience == Patience.LONG && every.compareTo(DAY) < 0 ? DAY : every;
    Duration wait = patience.first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration capped = wait.compareTo(most) > 0 ? most : wait;
    long more = Math.floorMod(hash, Math.max(1, capped.toSeconds() / 4));
    return now.truncatedTo(ChronoUnit.SECONDS).plus(capped).plusSeconds(more);
  }

  private static long hash(String text) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
