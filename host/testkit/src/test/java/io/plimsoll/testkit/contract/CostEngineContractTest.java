package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.engine.AggregationSpec;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.api.export.Batch;
import io.plimsoll.testkit.rows.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract of cost engines, held against a sound one and against wrong ones. */
class CostEngineContractTest {
  private static Supplier<CostEngine> made = PlainEngine::new;

  /** What an author writes. */
  static class Subject extends CostEngineContract {
    @Override
    protected CostEngine newPlugin() {
      return made.get();
    }
  }

  @Test
  void aSoundEngineHoldsIt() {
    made = PlainEngine::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(15);
  }

  @Test
  void aSoundEngineThatAnswersInColumnsHoldsIt() {
    assertThat(broken(new PlainDailyEngine())).isEmpty();
  }

  @Test
  void oneWhoseColumnsAddCurrenciesBreaksIt() {
    assertThat(
            broken(
                new PlainDailyEngine() {
                  @Override
                  DailySums.Group group(CostRow row) {
                    return new DailySums.Group(row.keys(), "EUR");
                  }
                }))
        .contains("sumsByDayInColumnsAreThoseOfTheRows");
  }

  @Test
  void oneWhoseColumnsAreCutTo64BitsBreaksIt() {
    assertThat(
            broken(
                new PlainDailyEngine() {
                  @Override
                  BigDecimal sum(BigDecimal exact) {
                    return BigDecimal.valueOf(exact.unscaledValue().longValue(), exact.scale());
                  }
                }))
        .contains("sumsByDayInColumnsAreThoseOfTheRows");
  }

  @Test
  void oneWhoseColumnsLackADayBreaksIt() {
    assertThat(
            broken(
                new PlainDailyEngine() {
                  @Override
                  boolean isTold(LocalDate day) {
                    return day.getDayOfMonth() != 3;
                  }
                }))
        .contains("sumsByDayInColumnsAreThoseOfTheRows");
  }

  @Test
  void oneWhoseColumnsLeaveOutSmallGroupsBreaksIt() {
    assertThat(
            broken(
                new PlainDailyEngine() {
                  @Override
                  CostQuery asked(CostQuery query) {
                    return query.granularity(Granularity.DAY);
                  }
                }))
        .contains("sumsByDayInColumnsAreThoseOfTheRows");
  }

  @Test
  void oneThatRoundsBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  BigDecimal amount(BigDecimal exact) {
                    return BigDecimal.valueOf(exact.doubleValue());
                  }
                }))
        .contains("amountsOfAnyLengthAreExact", "everyQuestionIsAnsweredToTheLastDigit");
  }

  @Test
  void oneThatAddsCurrenciesBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  List<CostRow> answered(List<CostRow> rows) {
                    BigDecimal all = rows.stream().map(CostRow::value).reduce(BigDecimal.ZERO, BigDecimal::add);
                    return rows.isEmpty() ? rows : List.of(new CostRow(null, rows.get(0).keys(), rows.get(0).unit(), all, null));
                  }
                }))
        .contains("currenciesAreNeverAdded");
  }

  @Test
  void oneWithAnotherOrderBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  List<CostRow> answered(List<CostRow> rows) {
                    List<CostRow> other = new ArrayList<>(rows);
                    Collections.reverse(other);
                    return other;
                  }
                }))
        .contains("everyQuestionIsAnsweredToTheLastDigit", "severalRollupsAnswerAsOne");
  }

  @Test
  void oneThatShowsDaysLeftOutBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  boolean isLeftOut(Row row, Set<LocalDate> days) {
                    return false;
                  }
                }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "daysLeftOutAreAsIfNeverSeen");
  }

  @Test
  void oneThatIgnoresTheFilterBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  boolean passes(AggregationSpec spec, Row row) {
                    return true;
                  }
                }))
        .containsExactlyInAnyOrder("aHostCanLoadIt", "rowsThatDoNotPassTheFilterAreNotSummed");
  }

  @Test
  void oneThatDoesNotCheckItsFilesBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  boolean isSound(byte[] bytes) {
                    return true;
                  }
                }))
        .contains("aDamagedFileIsNotOpened");
  }

  @Test
  void oneThatKeepsTheMemoryOfABatchBreaksIt() {
    assertThat(
            broken(
                new PlainEngine() {
                  @Override
                  void batchEnded(Batch batch) {
                    batch.columns().getVector(0).getDataBuffer().getReferenceManager().retain();
                  }
                }))
        .contains("whatIsGivenUpLeavesNothingBehind");
  }

  private static Set<String> broken(CostEngine engine) {
    made = () -> engine;
    return Held.broken(Subject.class);
  }
}
