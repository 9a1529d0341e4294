package io.plimsoll.acceptance;

import io.plimsoll.api.Plimsoll;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A program that holds a host which collects by schedule, until its input ends. */
final class ScheduledRun {
  private ScheduledRun() {}

  /** Expects home, the moment it plays in, and folders of bundles. */
  public static void main(String[] arguments) throws Exception {
    Clock clock =
        Clock.offset(Clock.system(ZoneOffset.UTC), Duration.between(Instant.now(), Instant.parse(arguments[1])));
    Plimsoll.Builder builder =
        Plimsoll.builder().home(Path.of(arguments[0])).clock(clock).readers(2).scheduled(Duration.ofMillis(50));
    for (int i = 2; i < arguments.length; i++) {
      builder.bundles(Path.of(arguments[i]));
    }
    try (Plimsoll host = builder.build()) {
      System.out.println("up");
      while (System.in.read() >= 0) {
        // Until it is told to end.
        continue;
      }
    }
    System.out.println("end");
  }
}
