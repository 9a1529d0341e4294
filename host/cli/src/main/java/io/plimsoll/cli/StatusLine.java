package io.plimsoll.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that is drawn over itself a few times a second; silent elsewhere. Thread-safe. */
final class StatusLine {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PrintWriter err;
  private final Terminal terminal;
  private final Clock clock;
  private @Nullable Instant started;
  private @Nullable Instant drawn;
  private int width;

  StatusLine(PrintWriter err, Terminal terminal, Clock clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Draws the line when it is time again; the text is made from the time since the first call. */
  synchronized void show(Function<Duration, String> text) {
    if (!terminal.err()) {
      return;
    }
    Instant now = clock.instant();
    Instant begin = started == null ? now : started;
    started = begin;
    if (drawn == null || !now.isBefore(drawn.plus(PAUSE))) {
      drawn = now;
      draw(text.apply(Duration.between(begin, now)));
    }
  }

  /** Wipes the line away. */
  synchronized void end() {
    if (width > 0) {
      draw("");
      err.print('\r');
      err.flush();
    }
  }

  private void draw(String text) {
    String shown = Plain.cut(Plain.text(text), Math.max(terminal.width() - 1, 20), terminal.unicode());
    int columns = Plain.width(shown);
    err.print('\r' + shown + " ".repeat(Math.max(width - columns, 0)));
    err.flush();
    width = columns;
  }
}
