package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Prints how fast events are recorded and a chain is checked; run by hand. */
final class LedgerSpeed {
  private LedgerSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Files.createTempDirectory(Path.of(arguments[0]), "ledger-speed");
    try (HashChainLedger ledger = new HashChainLedger()) {
      AuditScope acme = Events.scope(root, "acme");
      record(ledger, acme, 1, 300);
      record(ledger, acme, 1, 500);
      record(ledger, acme, 8, 2_000);
      record(ledger, acme, 64, 100_000);
      for (int i = 0; i < 3; i++) {
        long cpu = cpu();
        long start = System.nanoTime();
        var verification = ledger.verify(acme);
        System.out.printf("verify %d entries, holds %s: %.0f ms, CPU %.0f ms%n", verification.entries(),
            verification.holds(), (System.nanoTime() - start) / 1e6, (cpu() - cpu) / 1e6);
      }
      for (int i = 0; i < 3; i++) {
        try (HashChainLedger next = new HashChainLedger()) {
          long start = System.nanoTime();
          next.record(acme, Events.published(i));
          long first = System.nanoTime();
          next.record(acme, Events.published(i));
          System.out.printf("a process's first event %.1f ms, the newest %d bytes checked; its second %.1f ms%n",
              (first - start) / 1e6, RecentEntries.WINDOW, (System.nanoTime() - first) / 1e6);
        }
      }
      long start = System.nanoTime();
      System.out.printf("read %d entries: %.0f ms; %d bytes each%n", ledger.read(acme).size(),
          (System.nanoTime() - start) / 1e6, Files.size(ScopeFiles.ledger(acme)) / ledger.read(acme).size());
    }
  }

  private static void record(HashChainLedger ledger, AuditScope scope, int threads, int count) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long cpu = cpu();
    long start = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      pool.submit(() -> {
        for (int i = 0; i < count / threads; i++) {
          ledger.record(scope, Events.published(i));
        }
      });
    }
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.MINUTES);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%d threads: %.0f events/s, %.3f ms and %.3f ms CPU each%n",
        threads, count / seconds, seconds * 1000 / count, (cpu() - cpu) / 1e6 / count);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
