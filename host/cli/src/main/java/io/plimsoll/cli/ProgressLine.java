package io.plimsoll.cli;

import io.plimsoll.api.collect.CollectRequest.Progress;
import io.plimsoll.api.collect.CollectRequest.ProgressListener;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that says how far a collection is; silent elsewhere. Called from several threads. */
final class ProgressLine implements ProgressListener {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PrintWriter err;
  private final Terminal terminal;
  private final Clock clock;
  private final Map<String, Progress> periods = new LinkedHashMap<>();
  private @Nullable Instant started;
  private Instant drawn = Instant.MIN;
  private int width;

  ProgressLine(PrintWriter err, Terminal terminal, Clock clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public synchronized void onProgress(Progress progress) {
    if (!terminal.err()) {
      return;
    }
    Instant now = clock.instant();
    Instant begin = started == null ? now : started;
    started = begin;
    periods.put(progress.connection() + '\n' + progress.export() + '\n' + progress.period(), progress);
    if (now.isBefore(drawn.plus(PAUSE)) && !drawn.equals(Instant.MIN)) {
      return;
    }
    drawn = now;
    draw(text(progress, Duration.between(begin, now)));
  }

  /** Wipes the line away. */
  synchronized void end() {
    if (width > 0) {
      draw("");
      err.print('\r');
      err.flush();
    }
  }

  private String text(Progress latest, Duration elapsed) {
    long rows = 0;
    long bytes = 0;
    long bytesTotal = 0;
    int parts = 0;
    int partsTotal = 0;
    for (Progress period : periods.values()) {
      rows += period.rows();
      bytes += period.bytes();
      bytesTotal += period.bytesTotal();
      parts += period.partsDone();
      partsTotal += period.partsTotal();
    }
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    String text =
        latest.export() + " " + latest.period() + ": " + Figures.count(rows, "row") + ", " + Figures.bytes(bytes) + ", "
            + Figures.count(Math.round(rows / seconds)) + " rows/s, part " + parts + " of " + partsTotal;
    if (bytes <= 0 || bytesTotal <= bytes) {
      return text;
    }
    long left = Math.round(seconds * (bytesTotal - bytes) / bytes);
    return text + ", " + Figures.duration(Duration.ofSeconds(left)) + " left";
  }

  private void draw(String text) {
    String shown = Plain.cut(Plain.text(text), Math.max(terminal.width() - 1, 20), terminal.unicode());
    int columns = Plain.width(shown);
    err.print('\r' + shown + " ".repeat(Math.max(width - columns, 0)));
    err.flush();
    width = columns;
  }
}
