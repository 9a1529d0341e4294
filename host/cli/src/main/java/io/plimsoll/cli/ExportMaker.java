package io.plimsoll.cli;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.focus.FocusVersion;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Makes exports that look as Azure writes them; tests make their own. */
interface ExportMaker {
  /**
   * Writes an export as asked for.
   *
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} for a fault it does not know
   */
  Made make(Wish wish, Progress progress);

  /**
   * Writes the demo tenant as of a day, in place of what is there.
   *
   * @return the connections that read it
   */
  List<Connection> makeDemo(Path folder, LocalDate today, Progress progress);

  /** Told how many rows are written of about how many. */
  @FunctionalInterface
  interface Progress {
    void rows(long written, long expected);
  }

  /**
   * What to write.
   *
   * @param months billing periods, the last of which is the month of today
   * @param rows rows of each month
   * @param format csv, csv.gz or parquet
   * @param faults what to do wrong on purpose
   */
  record Wish(
      Path folder, long seed, int months, long rows, FocusVersion focus, String format, List<String> faults, LocalDate today) {}

  /** What was written. */
  record Made(long files, long rows, long bytes) {}
}
