package io.plimsoll.cli;

import io.plimsoll.api.collect.CollectRequest.Progress;
import io.plimsoll.api.collect.CollectRequest.ProgressListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says how far a collection is, over all its periods. Called from the collecting threads. */
final class CollectProgress implements ProgressListener {
  private final StatusLine line;
  private final Map<String, Progress> periods = new LinkedHashMap<>();

  CollectProgress(StatusLine line) {
    this.line = line;
  }

  @Override
  public synchronized void onProgress(Progress progress) {
    periods.put(progress.connection() + '\n' + progress.export() + '\n' + progress.period(), progress);
    line.show(elapsed -> text(progress, elapsed));
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
            + Figures.bytes(Math.round(bytes / seconds)) + "/s, " + Figures.count(Math.round(rows / seconds)) + " rows/s, part " + parts + " of " + partsTotal;
    if (bytes <= 0 || bytesTotal <= bytes || elapsed.isZero()) {
      return text;
    }
    long left = Math.round(seconds * (bytesTotal - bytes) / bytes);
    return text + ", " + Figures.duration(Duration.ofSeconds(left)) + " left";
  }
}
