package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Settling;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlingRecordTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  /** As known on a day: of 100, 60 are in one day later and 90 two days later. */
  private static CostSeries known(String name, int today) {
    double[] costs = new double[today];
    BitSet present = new BitSet();
    for (int day = 0; day < today; day++) {
      costs[day] = today - day == 1 ? 60 : today - day == 2 ? 90 : 100;
      present.set(day);
    }
    return new CostSeries(new SeriesKey(Map.of("ServiceName", name), "EffectiveCost", "EUR"), FIRST, costs, present);
  }

  private static SettlingRecord evaluated(SettlingRecord record, int today) {
    return seen(record, List.of(known("Compute", today)), today);
  }

  private static CostSeries on(SettlingRecord record, String name) {
    List<CostSeries> series = List.of(known(name, 40));
    return record.on(series, SettlingRecord.keys(series)).get(0);
  }

  private static SettlingRecord seen(SettlingRecord record, List<CostSeries> series, int today) {
    return record.seen(series, SettlingRecord.keys(series), FIRST.plusDays(today));
  }

  @Test
  void whatWasKnownEarlyIsComparedWithWhatItBecame() {
    // given: an evaluation a day
    SettlingRecord record = SettlingRecord.empty();
    for (int today = 20; today < 35; today++) {
      record = evaluated(record, today);
    }

    // then
    CostSeries series = on(record, "Compute");
    assertThat(series.settling(1).share()).isCloseTo(0.6, within(0.005));
    assertThat(series.settling(1).variation()).isCloseTo(0, within(1e-9));
    assertThat(series.settling(2).share()).isCloseTo(0.9, within(0.005));
    assertThat(series.settling(3)).isEqualTo(Settling.COMPLETE);
    assertThat(on(record, "Storage").settling(1)).as("of a series that was never seen").isEqualTo(Settling.COMPLETE);
  }

  @Test
  void tooFewDaysSayNothing() {
    SettlingRecord record = SettlingRecord.empty();
    for (int today = 20; today < 27; today++) {
      record = evaluated(record, today);
    }

    assertThat(on(record, "Compute").settling(1)).isEqualTo(Settling.COMPLETE);
  }

  @Test
  void daysWithoutAnEvaluationAreNotTakenForOthers() {
    // given: two days out of three have no evaluation
    SettlingRecord record = SettlingRecord.empty();
    for (int today = 5; today < 40; today += 3) {
      record = evaluated(record, today);
    }

    assertThat(on(record, "Compute").settling(1).share()).isCloseTo(0.6, within(0.005));
    assertThat(on(record, "Compute").settling(2).share()).isCloseTo(0.9, within(0.005));
  }

  @Test
  void aSecondLookOnTheSameDayReplacesTheFirst() {
    SettlingRecord once = SettlingRecord.empty();
    SettlingRecord twice = SettlingRecord.empty();
    for (int today = 20; today < 35; today++) {
      once = evaluated(once, today);
      twice = evaluated(evaluated(twice, today), today);
    }

    assertThat(twice.bytes()).isEqualTo(once.bytes());
  }

  @Test
  void itIsReadAsItWasWrittenAndWithoutSeriesThatAreGone() {
    // given: two series of which one is not there at the end
    SettlingRecord record = SettlingRecord.empty();
    for (int today = 20; today < 35; today++) {
      record = seen(record, List.of(known("Compute", today), known("Storage", today)), today);
    }
    record = evaluated(record, 35);

    SettlingRecord read = SettlingRecord.read(record.bytes());

    assertThat(read.bytes()).isEqualTo(record.bytes());
    assertThat(on(read, "Compute").settling(1).share()).isCloseTo(0.6, within(0.005));
    assertThat(on(read, "Storage").settling(1)).isEqualTo(Settling.COMPLETE);
  }

  @Test
  void whatCannotBeReadIsBegunAnew() {
    byte[] cut = {1, 2, 3};

    assertThat(SettlingRecord.read(cut).bytes()).isEqualTo(SettlingRecord.empty().bytes());
  }
}
