package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was worked out of an answer is for who is given that very answer. */
class WorkedOutTest {
  private static final Period MONTH = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1));

  private final WorkedOut<String> workedOut = new WorkedOut<>();
  private int worked;

  @Test
  void theVerySameAnswersAreWorkedOutOnce() {
    CostResult now = answer();
    CostResult before = answer();

    assertThat(of("day 1", now, before)).isEqualTo("1");
    assertThat(of("day 1", now, before)).isEqualTo("1");
  }

  @Test
  void anEqualAnswerOfAnotherVisitorIsWorkedOutAnew() {
    CostResult mine = answer();
    CostResult his = answer();
    assertThat(his).isEqualTo(mine);

    assertThat(of("day 1", mine)).isEqualTo("1");
    assertThat(of("day 1", his)).isEqualTo("2");
    assertThat(of("day 1", mine)).isEqualTo("1");
  }

  @Test
  void anotherDayOrderOrNumberOfAnswersIsWorkedOutAnew() {
    CostResult now = answer();
    CostResult before = answer();

    of("day 1", now, before);
    of("day 2", now, before);
    of("day 1", before, now);
    of("day 1", now);

    assertThat(worked).isEqualTo(4);
  }

  @Test
  void theOldestGoesWhenThereIsNoRoom() {
    List<CostResult> answers = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      answers.add(answer());
      of("day 1", answers.get(i));
    }

    assertThat(of("day 1", answers.get(64))).isEqualTo("65");
    assertThat(of("day 1", answers.get(0))).isEqualTo("66");
  }

  private String of(String besides, CostResult... answers) {
    return workedOut.of(besides, List.of(answers), () -> Integer.toString(++worked));
  }

  private static CostResult answer() {
    return new CostResult(
        CostQuery.of(Metric.EFFECTIVE_COST, MONTH), List.of(), List.of(), true, List.of(), null, CostResult.Source.ROLLUP, 0);
  }
}
