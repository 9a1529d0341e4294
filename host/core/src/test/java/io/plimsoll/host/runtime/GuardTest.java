package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.host.runtime.sample.FolderStore;
import io.plimsoll.host.runtime.sample.MoodyReader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir Path root;
  private final SettableClock clock = new SettableClock();
  private final ScriptedPart part = new ScriptedPart();
  private PluginRuntime plugins;

  private ExportReader reader(GuardLimits limits) {
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    TestBundle.of("folder", ExportStore.class, FolderStore.class).in(root.resolve("bundles"));
    plugins = TestBundle.start(root, limits, clock);
    return plugins.find(ExportReader.class, "moody");
  }

  @AfterEach
  void close() {
    part.released.countDown();
    plugins.close();
  }

  private PluginStatus status() {
    return plugins.statuses().stream().filter(s -> s.name().equals("moody")).findFirst().orElseThrow();
  }

  private PlimsollException failure(ExportReader reader, String name) {
    return failure(reader, name, part);
  }

  private static PlimsollException failure(ExportReader reader, String name, ObjectReader part) {
    return catchThrowableOfType(PlimsollException.class, () -> reader.open(name, part, "moody"));
  }

  @Test
  void whatAPluginThrowsSaysWhichPluginAndWhatToDo() {
    // given
    ExportReader reader = reader(GuardLimits.standard());

    // when
    PluginException e = (PluginException) failure(reader, "throw");

    // then
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
    assertThat(e)
        .hasMessage(
            "Plug-in moody (ExportReader, test.moody-1.0.0.jar) failed in ExportReader.open:"
                + " IllegalStateException, boom.")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(e.plugin()).isEqualTo("moody");
    assertThat(e.kind()).isEqualTo("ExportReader");
    assertThat(e.advice()).contains("author of test.moody-1.0.0.jar");
    assertThat(status().failures()).isEqualTo(1);
  }

  @Test
  void aMistakeOfTheUserPassesUnchangedAndCountsAgainstNobody() {
    // given
    ExportReader reader = reader(GuardLimits.standard().restAfter(2, Duration.ofMinutes(1)));

    for (int i = 0; i < 5; i++) {
      // when
      PlimsollException e = failure(reader, "user");

      // then
      assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(e).isExactlyInstanceOf(PlimsollException.class).hasMessage("No such column.");
    }
    assertThat(status().failures()).isZero();
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
  }

  @Test
  void aFullAllocatorIsALimitOfTheHostAndNoFaultOfThePlugin() {
    PlimsollException e = failure(reader(GuardLimits.standard()), "limit");

    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(e).hasMessageContaining("reached the limit of its off-heap memory in ExportReader.open");
    assertThat(status().failures()).isZero();
  }

  @Test
  void aFullHeapIsToldAsSuchAndNoFaultOfThePlugin() {
    // given
    ExportReader reader = reader(GuardLimits.standard().restAfter(1, Duration.ofMinutes(1)));

    // when
    PlimsollException e = failure(reader, "heap");

    // then
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(e)
        .isExactlyInstanceOf(PlimsollException.class)
        .hasMessage(
            "The Java heap of " + mebibytes + " MiB is full; plug-in moody (ExportReader, test.moody-1.0.0.jar)"
                + " could not end ExportReader.open.");
    assertThat(e.advice()).contains("PLIMSOLL_JAVA_OPTS=-Xmx2g").contains("more heap for the program");
    assertThat(status().failures()).isZero();
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
  }

  @Test
  void stackOverflowsAndLackOfMemoryAreContained() {
    ExportReader reader = reader(GuardLimits.standard());

    assertThat(failure(reader, "overflow")).hasMessageContaining("StackOverflowError");
    assertThat(failure(reader, "memory")).hasMessageContaining("OutOfMemoryError");
    assertThat(reader.formats()).containsExactly("moody");
  }

  @Test
  void aCallBeyondItsDeadlineIsLeftWithTheStackOfItsThread() {
    // given
    ExportReader reader = reader(GuardLimits.standard().deadline(ExportReader.class, "open", SHORT));

    // when
    PlimsollException e = failure(reader, "block");

    // then
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_TIMED_OUT);
    assertThat(e)
        .hasMessageContaining("did not end ExportReader.open within 400 ms; it was at ")
        .hasMessageContaining("io.plimsoll.host.runtime.sample.MoodyReader.open(MoodyReader.java:");
    assertThat(e.getCause().getStackTrace()).isNotEmpty();
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
    assertThat(reader.formats()).isNotEmpty();
  }

  @Test
  void threadsThatIgnoreTheirInterruptEndTheUseOfThePlugin() {
    // given
    ExportReader reader =
        reader(
            GuardLimits.standard()
                .deadline(ExportReader.class, "open", SHORT)
                .quarantineAfter(2, Duration.ofMillis(20)));

    // when
    failure(reader, "spin");
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
    failure(reader, "spin");

    // then
    assertThat(status().state()).isEqualTo(PluginStatus.State.QUARANTINED);
    PlimsollException e = failure(reader, "fine");
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_QUARANTINED);
    assertThat(e)
        .hasMessageContaining("is not called any more: 2 of its threads are stuck, the last in ExportReader.open, at ")
        .hasMessageContaining("MoodyReader.open(MoodyReader.java:");
  }

  @Test
  void whatACallAnswersAfterItsDeadlineIsClosed() throws Exception {
    // given
    ExportReader reader =
        reader(
            GuardLimits.standard()
                .deadline(ExportReader.class, "open", SHORT)
                .quarantineAfter(9, Duration.ofMillis(20)));
    failure(reader, "spin");

    // when
    part.released.countDown();

    // then
    assertThat(part.closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCloseWaitsForACallThatWasGivenUpAndStillRuns() throws Exception {
    // given
    ExportReader reader =
        reader(
            GuardLimits.standard()
                .deadline(io.plimsoll.api.export.Batches.class, "next", SHORT)
                .quarantineAfter(1, Duration.ofMillis(20)));
    PartReader open = reader.open("spin later", part, "moody");
    assertThatThrownBy(open::next).isInstanceOf(PluginException.class);

    // when
    open.close();
    open.close();

    // then
    assertThat(part.closes).hasValue(0);
    part.released.countDown();
    assertThat(part.closed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(part.closes).hasValue(1);
  }

  @Test
  void aFullPluginIsBusyUntilASlotIsFree() throws Exception {
    // given
    ExportReader reader = reader(GuardLimits.standard().slots(1).slotWait(Duration.ZERO));
    CompletableFuture<PartReader> first = CompletableFuture.supplyAsync(() -> reader.open("block", part, "moody"));
    assertThat(part.called.await(30, TimeUnit.SECONDS)).isTrue();

    // when
    PlimsollException e = failure(reader, "fine");

    // then
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_BUSY);
    assertThat(e).hasMessageContaining("is busy: all 1 slots are in use");
    part.released.countDown();
    first.get(30, TimeUnit.SECONDS);
    assertThat(reader.formats()).isNotEmpty();
  }

  @Test
  void afterFailuresInARowOfAMethodAPluginRestsAndOneCallTriesItAgain() throws Exception {
    // given
    ExportReader reader = reader(GuardLimits.standard().restAfter(2, Duration.ofSeconds(30)));
    failure(reader, "throw");
    reader.open("fine", part, "moody");
    failure(reader, "throw");
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);

    // when
    failure(reader, "throw");

    // then it rests
    assertThat(status().state()).isEqualTo(PluginStatus.State.RESTING);
    assertThat(status().problem()).contains("failed in ExportReader.open: IllegalStateException at io.plimsoll.host.runtime.sample.MoodyReader.");
    PlimsollException e = failure(reader, "fine");
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_RESTING);
    assertThat(e.advice()).isEqualTo("It is tried again from 2026-01-01T00:00:30Z on.");

    // and a failure of the call that tries it makes it rest again
    clock.advance(Duration.ofSeconds(30));
    assertThat(failure(reader, "throw").code()).isEqualTo(ErrorCode.PLUGIN_FAILED);
    assertThat(failure(reader, "fine").code()).isEqualTo(ErrorCode.PLUGIN_RESTING);

    // and while one call tries it, no other does
    clock.advance(Duration.ofSeconds(30));
    CompletableFuture<PartReader> trial = CompletableFuture.supplyAsync(() -> reader.open("block", part, "moody"));
    assertThat(part.called.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(failure(reader, "fine").code()).isEqualTo(ErrorCode.PLUGIN_RESTING);

    // and its success ends the rest
    part.released.countDown();
    trial.get(30, TimeUnit.SECONDS);
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
    assertThat(reader.formats()).isNotEmpty();
  }

  @Test
  void closingIsLetThroughWhileThePluginRests() {
    // given
    ExportReader reader = reader(GuardLimits.standard().restAfter(1, Duration.ofSeconds(30)));
    PartReader open = reader.open("throw later", part, "moody");
    assertThatThrownBy(open::next).hasMessageContaining("failed in Batches.next: IllegalStateException, later");
    assertThatThrownBy(open::report).hasMessageContaining("rests after failures");

    // when
    open.close();

    // then
    assertThat(part.closes).hasValue(1);
  }

  @Test
  void interruptingTheCallerCancelsTheCallAndClosingStillWorks() throws Exception {
    // given
    ExportReader reader = reader(GuardLimits.standard().restAfter(1, Duration.ofSeconds(30)));
    PartReader open = reader.open("read later", part, "moody");
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    CompletableFuture<PlimsollException> outcome = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              PlimsollException e = catchThrowableOfType(PlimsollException.class, open::next);
              open.close();
              stillInterrupted.set(Thread.currentThread().isInterrupted());
              outcome.complete(e);
            },
            "caller");

    // when
    caller.start();
    assertThat(part.called.await(30, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();

    // then
    PlimsollException e = outcome.get(30, TimeUnit.SECONDS);
    assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(stillInterrupted).isTrue();
    assertThat(part.closes).hasValue(1);
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
    assertThat(status().failures()).isZero();
  }

  @Test
  void aCallRunsOnANamedDaemonThreadWithTheLoaderOfItsBundleEachTime() {
    ExportReader reader = reader(GuardLimits.standard());

    for (int i = 0; i < 3; i++) {
      assertThat(failure(reader, "where").getMessage()).matches("plimsoll-ExportReader-moody-\\d+ true true");
    }
  }

  @Test
  void aPluginThatWaitsForAnotherIsNotBlamedForIt() {
    // given
    ExportReader reader =
        reader(
            GuardLimits.standard().deadline(ExportReader.class, "open", SHORT).restAfter(1, Duration.ofSeconds(30)));
    ObjectReader silent =
        plugins
            .find(ExportStore.class, "folder")
            .open(URI.create("folder:/x"), PluginSettings.none(), noCredential())
            .open(new StoredObject("a", 1, "e", Instant.EPOCH));

    // when
    PluginException e = (PluginException) failure(reader, "block", silent);

    // then
    assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_TIMED_OUT);
    assertThat(e.plugin()).isEqualTo("folder");
    assertThat(e)
        .hasMessageContaining("Plug-in folder (ExportStore, test.folder-1.0.0.jar) kept plug-in moody")
        .hasMessageContaining("waiting beyond the 400 ms it has for ExportReader.open");
    assertThat(status().state()).isEqualTo(PluginStatus.State.ACTIVE);
    assertThat(status().failures()).isZero();
  }

  @Test
  void manyCallersAreServedAtTheSameTime() throws Exception {
    // given
    ExportReader reader = reader(GuardLimits.standard());
    int callers = 64;
    CountDownLatch inside = new CountDownLatch(callers);
    ScriptedPart meeting =
        new ScriptedPart() {
          @Override
          public int read(long position, byte[] target, int offset, int length) {
            inside.countDown();
            return super.read(position, target, offset, length);
          }
        };

    // when
    Thread[] threads = new Thread[callers];
    for (int i = 0; i < callers; i++) {
      threads[i] = new Thread(() -> reader.open("block", meeting, "moody"), "caller-" + i);
      threads[i].start();
    }

    // then
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
    meeting.released.countDown();
    for (Thread thread : threads) {
      thread.join(30_000);
    }
    assertThat(status().calls()).isEqualTo(callers + 1);
    assertThat(status().failures()).isZero();
  }

  @Test
  void limitsUnderWhichNothingCouldRunAreRefused() {
    reader(GuardLimits.standard());

    assertThatThrownBy(() -> GuardLimits.standard().slots(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GuardLimits.standard().deadline(ExportReader.class, "read", SHORT))
        .hasMessage("io.plimsoll.api.export.ExportReader declares no method read");
  }

  private static Credential noCredential() {
    return (Credential)
        Proxy.newProxyInstance(
            GuardTest.class.getClassLoader(), new Class<?>[] {Credential.class}, (p, m, a) -> null);
  }
}
