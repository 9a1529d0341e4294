package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that goes leaves nothing behind, however often one comes and goes. */
@Timeout(120)
class UnloadingTest {
  private static final int ROUNDS = 1_000;
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path root;

  @Test
  void aThousandBundlesComeAreCalledAndGoAndNothingStays() throws Exception {
    Path jar = TestBundle.of("moody", ExportReader.class, MoodyReader.class).as(root.resolve("moody.jar"));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (RunningFolder host = RunningFolder.in(root)) {
      rounds(host, jar, 100, loaders);
      collect(loaders);
      long heap = heap();
      long metaspace = metaspace();
      long begun = System.nanoTime();

      rounds(host, jar, ROUNDS, loaders);

      long millis = (System.nanoTime() - begun) / 1_000_000;
      long left = collect(loaders);
      System.out.printf(
          "%d rounds of install, call and uninstall in %d ms: %d of %d class loaders left, heap %+.1f MB,"
              + " metaspace %+.1f MB%n",
          ROUNDS, millis, left, loaders.size(), (heap() - heap) / (double) MEGABYTE,
          (metaspace() - metaspace) / (double) MEGABYTE);
      assertThat(left).isZero();
      assertThat(heap() - heap).as("heap").isLessThan(4 * MEGABYTE);
      assertThat(metaspace() - metaspace).as("metaspace").isLessThan(2 * MEGABYTE);
      assertThat(host.plugins.statuses()).isEmpty();
      try (var files = Files.walk(root.resolve("run"))) {
        assertThat(files.filter(Files::isRegularFile).count()).as("files of the framework").isLessThan(10);
      }
    }
    assertThat(root.resolve("run")).isEmptyDirectory();
  }

  /** Each round drops the jar, calls what is in it, keeps nothing but a weak reference, and takes the jar away. */
  private static void rounds(RunningFolder host, Path jar, int count, List<WeakReference<ClassLoader>> loaders)
      throws Exception {
    Path dropped = host.jar("m.jar");
    for (int i = 0; i < count; i++) {
      Files.copy(jar, dropped, StandardCopyOption.COPY_ATTRIBUTES);
      assertThat(host.outcome().outcome()).isEqualTo(Outcome.ACTIVE);
      ScriptedPart part = new ScriptedPart() {
        @Override
        public long size() {
          loaders.add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
          return 1;
        }
      };
      try (PartReader open = host.plugins.find(ExportReader.class, "moody").open("spin", part, "moody")) {
        open.columns();
      }
      Files.delete(dropped);
      assertThat(host.outcome().bundle().reasons()).isEmpty();
      host.events.clear();
    }
  }

  /** Waits until the class loaders are gone; answers how many are not. */
  private static long collect(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
    long left = -1;
    for (int i = 0; i < 20 && left != 0; i++) {
      System.gc();
      Thread.sleep(50);
      left = loaders.stream().filter(l -> l.get() != null).count();
    }
    return left;
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getName().equals("Metaspace"))
        .mapToLong(p -> p.getUsage().getUsed())
        .sum();
  }
}
