package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.PublishedSource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeriesHistoryTest {
  private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
  private static final LocalDate FEBRUARY = LocalDate.of(2026, 2, 1);
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final List<Dimension> BY = List.of(new Dimension.Column("ServiceName"));
  private static final Filter ALL = new Filter.And(List.of());

  private final TreeSet<LocalDate> asked = new TreeSet<>();
  private final List<String> services = new ArrayList<>(List.of("Compute", "Storage"));
  private final SeriesHistory history = new SeriesHistory();
  private int perDay = 10;

  private List<CostRow> rows(CostQuery question) {
    List<CostRow> rows = new ArrayList<>();
    question.period().from().datesUntil(question.period().to()).forEach(day -> {
      assertThat(asked.add(day)).as("%s is asked for once", day).isTrue();
      services.forEach(s -> rows.add(new CostRow(day, Collections.singletonList(s), "EUR", BigDecimal.valueOf(perDay), null)));
    });
    return rows;
  }

  private static Publication month(LocalDate first, String run, LocalDate last) {
    return new Publication(
        "azure", "export", "scope", first, run, List.of(), first, last, run, null, new PublishedSource(List.of(), null));
  }

  private List<CostSeries> read(LocalDate from, LocalDate to, Publication... shown) {
    asked.clear();
    return history.of(new RowCosts(this::rows), ALL, new Period(from, to), List.of(shown), BY);
  }

  private List<CostSeries> firstReading() {
    return read(
        JANUARY, FEBRUARY.plusDays(10), month(JANUARY, "a", JANUARY.plusDays(30)), month(FEBRUARY, "b", FEBRUARY.plusDays(9)));
  }

  @Test
  void whatWasReadIsNotReadAgainWhileTheSameIsPublished() {
    List<CostSeries> first = firstReading();
    assertThat(asked).hasSize(41);

    assertThat(firstReading()).isEqualTo(first);
    assertThat(asked).isEmpty();
  }

  @Test
  void onlyTheDaysOfAMonthThatChangedAreReadAgain() {
    firstReading();
    perDay = 30;

    List<CostSeries> now =
        read(
            JANUARY, FEBRUARY.plusDays(11), month(JANUARY, "a", JANUARY.plusDays(30)),
            month(FEBRUARY, "c", FEBRUARY.plusDays(10)));

    assertThat(asked).hasSize(11).allMatch(day -> !day.isBefore(FEBRUARY));
    assertThat(now).hasSize(2).allSatisfy(series -> {
      assertThat(series.days()).isEqualTo(42);
      assertThat(series.cost(30)).as("of January").isEqualTo(10);
      assertThat(series.cost(31)).as("of February").isEqualTo(30);
      assertThat(series.cost(41)).as("of the new day").isEqualTo(30);
    });
  }

  @Test
  void aSeriesWhoseOnlyDaysWereTakenBackIsGoneAndOneThatIsNewIsThere() {
    services.add("Backup");
    read(FEBRUARY, FEBRUARY.plusDays(5), month(FEBRUARY, "a", FEBRUARY.plusDays(4)));
    services.remove("Backup");
    services.add("Network");

    List<CostSeries> now = read(FEBRUARY, FEBRUARY.plusDays(5), month(FEBRUARY, "b", FEBRUARY.plusDays(4)));

    assertThat(now)
        .extracting(series -> series.key().dimensions().get("ServiceName"))
        .containsExactlyInAnyOrder("Compute", "Storage", "Network");
  }

  @Test
  void whatRetentionTookAwayAtTheBeginningIsNoLongerThere() {
    firstReading();

    List<CostSeries> now = read(FEBRUARY, FEBRUARY.plusDays(10), month(FEBRUARY, "b", FEBRUARY.plusDays(9)));

    assertThat(asked).isEmpty();
    assertThat(now).hasSize(2).allSatisfy(series -> {
      assertThat(series.day(0)).isEqualTo(FEBRUARY);
      assertThat(series.days()).isEqualTo(10);
      assertThat(series.cost(0)).isEqualTo(10);
    });
  }

  @Test
  void aSeriesOfWhichNothingChangedIsTheVerySame() {
    List<CostSeries> before = firstReading();
    perDay = 30;
    services.add("Network");

    List<CostSeries> changed =
        read(JANUARY, FEBRUARY.plusDays(10), month(JANUARY, "a", JANUARY.plusDays(30)), month(FEBRUARY, "c", FEBRUARY.plusDays(9)));
    List<CostSeries> again =
        read(JANUARY, FEBRUARY.plusDays(10), month(JANUARY, "a", JANUARY.plusDays(30)), month(FEBRUARY, "d", FEBRUARY.plusDays(9)));

    assertThat(changed).hasSize(3).doesNotContainAnyElementsOf(before);
    assertThat(changed.get(2).firstCharge()).as("the first day of a series that is new").isEqualTo(31);
    assertThat(again).usingElementComparator((a, b) -> a == b ? 0 : 1).containsExactlyElementsOf(changed);
  }

  @Test
  void chargesWithoutAValueStayOneSeriesWhenSomeOfTheirDaysAreReadAgain() {
    services.clear();
    services.add(null);
    firstReading();
    perDay = 30;

    List<CostSeries> now =
        read(JANUARY, FEBRUARY.plusDays(10), month(JANUARY, "a", JANUARY.plusDays(30)), month(FEBRUARY, "c", FEBRUARY.plusDays(9)));

    assertThat(now).singleElement().satisfies(series -> {
      assertThat(series.key().dimensions()).containsEntry("ServiceName", "");
      assertThat(series.cost(30)).as("of January").isEqualTo(10);
      assertThat(series.cost(31)).as("of February").isEqualTo(30);
    });
  }

  @Test
  void daysOfAPublicationThatWentAreReadFromWhatIsLeft() {
    read(
        JANUARY, MARCH, month(JANUARY, "a", JANUARY.plusDays(30)), month(FEBRUARY, "b", FEBRUARY.plusDays(27)),
        month(FEBRUARY, "other", FEBRUARY.plusDays(3)));

    read(JANUARY, MARCH, month(JANUARY, "a", JANUARY.plusDays(30)), month(FEBRUARY, "b", FEBRUARY.plusDays(27)));

    assertThat(asked).hasSize(4).first().isEqualTo(FEBRUARY);
  }
}
