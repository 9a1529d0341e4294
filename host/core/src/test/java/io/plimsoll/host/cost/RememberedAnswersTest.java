package io.plimsoll.host.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.PublishedSource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An answer is given again as long as it is made of the same, for whoever sees the same of it. */
class RememberedAnswersTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 20);
  private static final CostQuery QUERY =
      CostQuery.of(Metric.EFFECTIVE_COST, new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1)));

  private final RememberedAnswers remembered = new RememberedAnswers();
  private final Publication azure = publication("azure");
  private final Publication other = publication("other");
  private int asked;

  @Test
  void theSameQuestionOfTheSameIsAskedOnce() {
    CostResult first = ask(QUERY, List.of(azure, other), List.of(azure, other), TODAY);

    assertThat(ask(QUERY, List.of(azure, other), List.of(azure, other), TODAY)).isSameAs(first);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whoSeesLessGetsAnAnswerOfHisOwn() {
    CostResult whole = ask(QUERY, List.of(azure, other), List.of(azure, other), TODAY);

    assertThat(ask(QUERY, List.of(azure, other), List.of(azure), TODAY)).isNotSameAs(whole);
    assertThat(ask(QUERY, List.of(azure, other), List.of(), TODAY)).isNotSameAs(whole);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void anotherQuestionOrDayIsAskedAnew() {
    ask(QUERY, List.of(azure), List.of(azure), TODAY);
    ask(QUERY.by("ServiceName"), List.of(azure), List.of(azure), TODAY);
    ask(QUERY, List.of(azure), List.of(azure), TODAY.plusDays(1));

    assertThat(asked).isEqualTo(3);
  }

  @Test
  void aNewPublicationMakesItForgetEverything() {
    ask(QUERY, List.of(azure), List.of(azure), TODAY);
    // Equal in every component, and yet another one: it was read again after it was published anew.
    ask(QUERY, List.of(publication("azure")), List.of(azure), TODAY);

    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whatIsReadFromExportsOrIsLongIsNotKept() {
    ask(QUERY, CostResult.Source.EXPORT, 1);
    ask(QUERY, CostResult.Source.EXPORT, 1);
    ask(QUERY.by("ResourceId"), CostResult.Source.ROLLUP, 20_001);
    ask(QUERY.by("ResourceId"), CostResult.Source.ROLLUP, 20_001);

    assertThat(asked).isEqualTo(4);
  }

  @Test
  void allThatIsKeptHasNoMoreRowsThanThereIsRoomFor() {
    for (int top = 1; top <= 4; top++) {
      ask(QUERY.top(top), CostResult.Source.ROLLUP, 20_000);
    }
    assertThat(asked).isEqualTo(4);

    ask(QUERY.top(4), CostResult.Source.ROLLUP, 20_000);
    assertThat(asked).as("the last one is kept").isEqualTo(4);
    ask(QUERY.top(1), CostResult.Source.ROLLUP, 20_000);
    assertThat(asked).as("the first one made room").isEqualTo(5);
  }

  @Test
  void ofManyWhoAskAtOnceOneWorksItOut() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService crowd = Executors.newFixedThreadPool(4);
    try {
      Future<CostResult> first = crowd.submit(() -> of(() -> {
        begun.countDown();
        await(goOn);
        return answer(QUERY, CostResult.Source.ROLLUP, 1);
      }));
      await(begun);
      List<Future<CostResult>> others = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        others.add(crowd.submit(() -> of(() -> { throw new AssertionError("it is being worked out"); })));
      }
      goOn.countDown();

      for (Future<CostResult> other : others) {
        assertThat(other.get()).isSameAs(first.get());
      }
    } finally {
      crowd.shutdownNow();
    }
  }

  @Test
  void whoWaitsForOneThatFailsWorksItOutHimself() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService crowd = Executors.newFixedThreadPool(2);
    try {
      Future<CostResult> first = crowd.submit(() -> of(() -> {
        begun.countDown();
        await(goOn);
        throw new IllegalStateException("cut short");
      }));
      await(begun);
      Future<CostResult> other = crowd.submit(() -> of(() -> answer(QUERY, CostResult.Source.ROLLUP, 1)));
      goOn.countDown();

      assertThatThrownBy(first::get).hasRootCauseMessage("cut short");
      assertThat(other.get().rows()).hasSize(1);
    } finally {
      crowd.shutdownNow();
    }
  }

  private CostResult of(Supplier<CostResult> answer) {
    return remembered.of(QUERY, List.of(azure), List.of(azure), List.of(), TODAY, answer);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anotherEngineAnswersAnew() {
    ask(QUERY, List.of(azure), List.of(azure), TODAY);
    remembered.forget();
    ask(QUERY, List.of(azure), List.of(azure), TODAY);

    assertThat(asked).isEqualTo(2);
  }

  private CostResult ask(CostQuery query, List<Publication> all, List<Publication> visible, LocalDate today) {
    return remembered.of(query, all, visible, List.of(), today, () -> answer(query, CostResult.Source.ROLLUP, 1));
  }

  private void ask(CostQuery query, CostResult.Source source, int rows) {
    remembered.of(query, List.of(azure), List.of(azure), List.of(), TODAY, () -> answer(query, source, rows));
  }

  private CostResult answer(CostQuery query, CostResult.Source source, int rows) {
    asked++;
    CostRow row = new CostRow(null, List.of(), "EUR", BigDecimal.ONE, null);
    return new CostResult(query, Collections.nCopies(rows, row), List.of(), true, List.of(), null, source, 1);
  }

  private static Publication publication(String connection) {
    return new Publication(
        connection, "daily", "subscription", LocalDate.of(2026, 1, 1), "run", List.of(new Publication.Piece("file", List.of())),
        LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 19), "print", null, new PublishedSource(List.of(), null));
  }
}
