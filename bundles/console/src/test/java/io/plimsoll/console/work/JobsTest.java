package io.plimsoll.console.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobsTest {
  @Test
  void whatIsEndedEarlyStopsAndSaysSo() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Jobs<String> jobs = new Jobs<>("back-test", 1, 5, Duration.ofMillis(20))) {
      Jobs.Job<String> job = jobs.start("acme", "ann", () -> forEver(stopped));

      assertThatThrownBy(() -> jobs.cancel("acme", "eve", job.id())).hasMessageContaining("There is no back-test");
      assertThat(job.standing().state()).isEqualTo(Jobs.State.RUNNING);
      jobs.cancel("acme", "ann", job.id());

      assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
      while (job.standing().state() == Jobs.State.RUNNING) {
        Thread.onSpinWait();
      }
      assertThat(job.standing().state()).isEqualTo(Jobs.State.FAILED);
      assertThat(job.standing().message()).isEqualTo("It was cancelled.");
      jobs.cancel("acme", "ann", job.id());
      assertThat(jobs.start("acme", "ann", () -> "done").standing().result()).as("the next is not disturbed").isEqualTo("done");
    }
  }

  @Test
  void oneMoreThanMayRunIsRefusedUntilOneHasEnded() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Jobs<String> jobs = new Jobs<>("back-test", 1, 5, Duration.ofMillis(20))) {
      Jobs.Job<String> job = jobs.start("acme", "ann", () -> forEver(stopped));
      assertThatThrownBy(() -> jobs.start("acme", "ann", () -> "early"))
          .hasMessage("There are 1 back-tests under way.")
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));

      jobs.cancel("acme", "ann", job.id());
      assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
      while (job.standing().state() == Jobs.State.RUNNING) {
        Thread.onSpinWait();
      }
      // As soon as it is seen to have ended.
      for (int i = 0; i < 200; i++) {
        assertThat(jobs.start("acme", "ann", () -> "done").standing().result()).isEqualTo("done");
      }
    }
  }

  private static String forEver(CountDownLatch stopped) {
    try {
      Thread.sleep(Duration.ofMinutes(5).toMillis());
      return "never";
    } catch (InterruptedException e) {
      stopped.countDown();
      throw new PlimsollException(ErrorCode.CANCELLED, "It was cancelled.", "Start it again.", e);
    }
  }
}
