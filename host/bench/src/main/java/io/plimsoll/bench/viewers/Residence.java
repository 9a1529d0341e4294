package io.plimsoll.bench.viewers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The resident memory of a process, looked at every ten seconds until it is closed; where there is {@code /proc}. */
final class Residence implements AutoCloseable {
  private static final int SECONDS = 10;
  private static final int A_MINUTE = 60 / SECONDS;

  private final Path status;
  private final List<Double> mebibytes = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "plimsoll-bench-residence");
            thread.setDaemon(true);
            return thread;
          });

  private Residence(Path status) {
    this.status = status;
  }

  static Residence of(long pid) {
    Residence residence = new Residence(Path.of("/proc", Long.toString(pid), "status"));
    residence.clock.scheduleAtFixedRate(residence::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    return residence;
  }

  private void look() {
    try {
      double now =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
              .findFirst()
              .orElse(Double.NaN);
      synchronized (mebibytes) {
        mebibytes.add(now);
      }
    } catch (IOException e) {
      // The server is gone; the load says so.
    }
  }

  void print() {
    synchronized (mebibytes) {
      int all = mebibytes.size();
      System.out.printf(
          "resident memory: first minute %.0f MiB, last minute %.0f MiB, at most %.0f MiB (%d looks)%n",
          mean(mebibytes.subList(0, Math.min(all, A_MINUTE))), mean(mebibytes.subList(Math.max(0, all - A_MINUTE), all)),
          mebibytes.stream().mapToDouble(m -> m).max().orElse(Double.NaN), all);
    }
  }

  private static double mean(List<Double> some) {
    return some.stream().mapToDouble(m -> m).average().orElse(Double.NaN);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
