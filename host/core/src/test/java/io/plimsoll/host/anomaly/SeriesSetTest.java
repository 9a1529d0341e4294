package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.DailySums;
import io.plimsoll.host.cost.RowEngine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesSetTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final Period TEN_DAYS = new Period(FIRST, FIRST.plusDays(10));
  private static final List<String> BY = List.of("ServiceName", "SubAccountName");

  private static CostRow row(int day, String service, String account, String currency, String value) {
    return new CostRow(FIRST.plusDays(day), Arrays.asList(service, account), currency, new BigDecimal(value), null);
  }

  private static DailySums sums(CostRow... rows) {
    return RowEngine.sums(CostQuery.of(Metric.EFFECTIVE_COST, TEN_DAYS), query -> List.of(rows));
  }

  @Test
  void sumsOfTheSameValuesAndCurrencyAreOneSeriesInWhateverPiecesTheyCome() {
    SeriesSet set = new SeriesSet(BY, "EffectiveCost", TEN_DAYS, TEN_DAYS, 1000);

    set.add(sums(row(7, "Compute", null, "EUR", "2.5"), row(7, "Compute", null, "USD", "4"), row(7, "Compute", null, null, "8")));
    set.add(sums(row(0, "Compute", null, "EUR", "1"), row(12, "Compute", null, "EUR", "9"), row(12, "Later", null, "EUR", "9")));
    List<CostSeries> series = set.series();

    assertThat(series).hasSize(2);
    CostSeries euros = series.get(0);
    assertThat(euros.key().dimensions()).hasToString("{ServiceName=Compute, SubAccountName=}");
    assertThat(euros.cost(0)).isEqualTo(1);
    assertThat(euros.cost(7)).isEqualTo(2.5);
    assertThat(euros.isPresent(3)).isFalse();
    assertThat(SeriesSet.missing(series)).hasSize(8).doesNotContain(FIRST, FIRST.plusDays(7));
  }

  @Test
  void moreThanFitsIsRefusedWithWhatToDo() {
    SeriesSet set = new SeriesSet(BY, "EffectiveCost", TEN_DAYS, TEN_DAYS, 25);
    set.add(sums(row(0, "a", "x", "EUR", "1"), row(0, "b", "x", "EUR", "1")));

    assertThatThrownBy(() -> set.add(sums(row(0, "c", "x", "EUR", "1"))))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessage(
            "There are more than 2 series of 10 days by ServiceName, SubAccountName, too many to judge in this memory.")
        .extracting(e -> ((PlimsollException) e).advice())
        .isEqualTo("Use a detector that asks for fewer dimensions, or give the host more memory (-Xmx).");
  }

  /** So many sums on each day of the question, and none on the last few of all. */
  private record Even(int perDay, LocalDate end, List<LocalDate> asked) implements PublishedCosts {
    @Override
    public DailySums daily(CostQuery question, @Nullable String connection) {
      List<LocalDate> days = question.period().from().datesUntil(question.period().to()).toList();
      asked.addAll(days);
      int[] numbers = IntStream.range(0, perDay).toArray();
      return new DailySums(
          Collections.nCopies(perDay, new DailySums.Group(List.of("s"), "EUR")),
          days.stream()
              .filter(day -> day.isBefore(end))
              .map(day -> new DailySums.Day(day, 0, numbers, new long[perDay], null, Map.of()))
              .toList());
    }

    @Override
    public List<CostRow> rows(CostQuery question, @Nullable String connection) {
      throw new AssertionError("nobody asks for rows");
    }
  }

  private static List<Integer> sizes(Even costs, Period period, int most) {
    List<Integer> sizes = new ArrayList<>();
    DayPieces.each(
        costs, CostQuery.of(Metric.EFFECTIVE_COST, period).by("ServiceName"), null, most,
        sums -> sizes.add(sums.days().stream().mapToInt(DailySums.Day::size).sum()));
    return sizes;
  }

  @Test
  void aLongQuestionIsAskedInPiecesThatTogetherHoldEachDayOnce() {
    Period period = new Period(FIRST, FIRST.plusDays(40));
    Even costs = new Even(300, period.to(), new ArrayList<>());

    List<Integer> sizes = sizes(costs, period, 7 * 300);

    assertThat(costs.asked()).doesNotHaveDuplicates().hasSize(40).contains(FIRST, FIRST.plusDays(39));
    assertThat(sizes).hasSizeGreaterThan(3).allMatch(size -> size <= 7 * 300);
  }

  @Test
  void latestDaysThatHaveNotComeInYetDoNotMakeTheRestOnePiece() {
    Period period = new Period(FIRST, FIRST.plusDays(400));
    Even costs = new Even(10, period.to().minusDays(4), new ArrayList<>());

    List<Integer> sizes = sizes(costs, period, 300);

    assertThat(costs.asked()).doesNotHaveDuplicates().hasSize(400);
    assertThat(sizes).as("sums of a piece").startsWith(0).allMatch(size -> size <= 300);
  }
}
