package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.BacktestReport.Alert;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the alerts of a back-test: a line for each day of a series, as of the day it was first told. */
final class AlertsFile {
  private AlertsFile() {}

  static void write(Path file, List<Alert> alerts) {
    Grid grid =
        Grid.of("series", "asof", "day", "score", "detector", "kind", "expectedPerDay", "actualPerDay", "opens", "explanation");
    Set<String> told = new HashSet<>();
    for (Alert alert : alerts) {
      String name = name(alert);
      for (LocalDate day = alert.finding().days().from();
          day.isBefore(alert.finding().days().to());
          day = day.plusDays(1)) {
        if (told.add(name + " " + day)) {
          grid.row(
              name, alert.asOf(), day, String.format(Locale.ROOT, "%.3f", alert.finding().score()), alert.detector(),
              alert.finding().kind(), String.format(Locale.ROOT, "%.2f", alert.finding().expectedPerDay()),
              String.format(Locale.ROOT, "%.2f", alert.finding().actualPerDay()), alert.opens(),
              alert.finding().explanation());
        }
      }
    }
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
      Csv.write(lines, grid);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, file + " cannot be written: " + e.getMessage() + ".",
          "Name a file in a folder that is there and may be written.", e);
    }
  }

  /** As its folder names it; otherwise all its values. */
  private static String name(Alert alert) {
    String given = alert.series().dimensions().get("Series");
    return given == null ? String.join(" / ", alert.series().dimensions().values()) : given;
  }
}
