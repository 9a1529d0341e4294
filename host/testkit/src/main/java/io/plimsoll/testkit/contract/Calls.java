package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.RegionalBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Ways of calling that several contracts share. */
final class Calls {
  private static final int THREADS = 6;
  private static final long SECONDS = 60;

  private Calls() {}

  /** Makes a call on several threads at the same time; answers what each came to. */
  static <R> List<R> together(Callable<R> call) throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "contract-caller");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<R>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      List<R> results = new ArrayList<>();
      for (Future<R> each : calls) {
        results.add(each.get(SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("A call from one of " + THREADS + " threads failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** A call that must fail with one of these codes, saying what happened and what to do. */
  static PlimsollException fails(String when, ThrowingCallable call, ErrorCode... codes) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).as("%s: a PlimsollException is thrown", when).isInstanceOf(PlimsollException.class);
    PlimsollException exception = (PlimsollException) thrown;
    if (codes.length > 0) {
      assertThat(exception.code()).as("%s: its code (%s)", when, exception.getMessage()).isIn(Arrays.asList(codes));
    }
    assertThat(exception.getMessage()).as("%s: it says what happened", when).isNotBlank();
    assertThat(exception.advice()).as("%s: it says what to do", when).isNotBlank();
    return exception;
  }

  /** Closes a plug-in as a host does. */
  static void close(Object plugin) throws Exception {
    if (plugin instanceof AutoCloseable open) {
      open.close();
    } else if (plugin instanceof RegionalBackend backend) {
      backend.close();
    }
  }
}
