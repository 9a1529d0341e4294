package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.host.runtime.CircuitBreaker.Admission;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final SettableClock clock = new SettableClock();
  private final CircuitBreaker breaker = new CircuitBreaker(clock, 2, Duration.ofSeconds(30));

  private void open() {
    assertThat(breaker.failed(Admission.NORMAL, "open", "one")).isFalse();
    assertThat(breaker.failed(Admission.NORMAL, "open", "two")).isTrue();
  }

  @Test
  void aRestBeginsOnceWithTheLastOfSoManyFailures() {
    open();

    assertThat(breaker.failed(Admission.NORMAL, "open", "three")).isFalse();
    assertThat(breaker.problem()).isEqualTo("two");
    assertThat(breaker.admit()).isEqualTo(Admission.REFUSED);
  }

  @Test
  void whatWasAdmittedBeforeTheRestNeitherEndsNorProlongsIt() {
    // given
    open();
    clock.advance(Duration.ofSeconds(30));
    assertThat(breaker.admit()).isEqualTo(Admission.TRIAL);

    // when a call from before ends while another tries it
    assertThat(breaker.succeeded(Admission.NORMAL, "open")).isFalse();
    assertThat(breaker.failed(Admission.NORMAL, "open", "late")).isFalse();
    breaker.undecided(Admission.NORMAL);

    // then the trial alone decides
    assertThat(breaker.restsUntil()).isNotNull();
    assertThat(breaker.admit()).isEqualTo(Admission.REFUSED);
    assertThat(breaker.succeeded(Admission.TRIAL, "open")).isTrue();
    assertThat(breaker.admit()).isEqualTo(Admission.NORMAL);
    assertThat(breaker.failed(Admission.NORMAL, "open", "one again")).isFalse();
  }

  @Test
  void aTrialThatSaysNothingLeavesTheNextCallToTry() {
    open();
    clock.advance(Duration.ofSeconds(30));

    breaker.undecided(breaker.admit());

    assertThat(breaker.admit()).isEqualTo(Admission.TRIAL);
    assertThat(breaker.failed(Admission.TRIAL, "open", "still")).isTrue();
    assertThat(breaker.admit()).isEqualTo(Admission.REFUSED);
  }

  @Test
  void eachMethodHasItsOwnRowOfFailures() {
    breaker.failed(Admission.NORMAL, "evaluate", "one");
    breaker.succeeded(Admission.NORMAL, "minimumHistoryDays");
    assertThat(breaker.failed(Admission.NORMAL, "evaluate", "two")).isTrue();

    // a trial of another method lets calls through again, and the one that failed has no second row
    clock.advance(Duration.ofSeconds(30));
    assertThat(breaker.succeeded(breaker.admit(), "minimumHistoryDays")).isTrue();
    assertThat(breaker.failed(breaker.admit(), "evaluate", "three")).isTrue();

    // and once it works its row is forgotten
    clock.advance(Duration.ofSeconds(30));
    assertThat(breaker.succeeded(breaker.admit(), "evaluate")).isTrue();
    assertThat(breaker.failed(Admission.NORMAL, "evaluate", "four")).isFalse();
  }
}
