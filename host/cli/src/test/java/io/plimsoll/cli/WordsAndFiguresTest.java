package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsAndFiguresTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 10, 15);

  @Test
  void amountsAreGroupedAndRoundedForPeople() {
    assertThat(Figures.amount(new BigDecimal("1234567.895"))).isEqualTo("1,234,567.90");
    assertThat(Figures.amount(new BigDecimal("0.12345"))).isEqualTo("0.1235");
    assertThat(Figures.amount(new BigDecimal("-12.3"))).isEqualTo("-12.30");
    assertThat(Figures.amount(BigDecimal.ZERO, 2)).isEqualTo("0.00");
  }

  @Test
  void anAmountTooSmallToShowIsNotShownAsNothing() {
    assertThat(Figures.amount(new BigDecimal("0.001"), 2)).isEqualTo("<0.01");
    assertThat(Figures.amount(new BigDecimal("-0.00001"))).isEqualTo(">-0.0001");
  }

  @Test
  void countsSizesAndTimesReadNaturally() {
    assertThat(Figures.count(1, "entry")).isEqualTo("1 entry");
    assertThat(Figures.count(2_000, "entry")).isEqualTo("2,000 entries");
    assertThat(Figures.bytes(999)).isEqualTo("999 B");
    assertThat(Figures.bytes(999_999)).isEqualTo("1.0 MB");
    assertThat(Figures.bytes(34_200_000_000L)).isEqualTo("34 GB");
    assertThat(Figures.duration(Duration.ofSeconds(75))).isEqualTo("1 min 15 s");
    assertThat(Figures.duration(Duration.ofSeconds(3_725))).isEqualTo("1 h 2 min");
  }

  @Test
  void aChangeHasASign() {
    assertThat(Figures.change(new BigDecimal("110"), new BigDecimal("100"))).isEqualTo("+10.0 %");
    assertThat(Figures.change(new BigDecimal("50"), new BigDecimal("-100"))).isEqualTo("+150.0 %");
    assertThat(Figures.change(new BigDecimal("5000"), new BigDecimal("1"))).isEqualTo("+499,900 %");
    assertThat(Figures.change(BigDecimal.ONE, BigDecimal.ZERO)).isEqualTo("new");
    assertThat(Figures.change(BigDecimal.ZERO, null)).isEmpty();
  }

  @Test
  void exactNumbersHaveNoExponentAndNoIdleZeros() {
    assertThat(Exact.number(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(Exact.number(new BigDecimal("20.8900"))).isEqualTo("20.89");
    assertThat(Exact.number(new BigDecimal("0E-28"))).isEqualTo("0");
  }

  @Test
  void oneEndOfAPeriodReachesToTheEndOfAMonth() {
    assertThat(Periods.asked(LocalDate.of(2025, 9, 20), null, TODAY))
        .isEqualTo(new Period(LocalDate.of(2025, 9, 20), LocalDate.of(2025, 11, 1)));
    assertThat(Periods.asked(LocalDate.of(2026, 1, 20), null, TODAY).to()).isEqualTo("2026-02-01");
    assertThat(Periods.asked(null, LocalDate.of(2025, 10, 1), TODAY).from()).isEqualTo("2025-09-01");
  }

  @Test
  void aWideTableIsCutToTheTerminal() {
    Terminal narrow = new Terminal(true, true, 40, true, false);
    TextTable table = new TextTable().text("Name").number("Cost").text("Path");
    table.row("a name that is far too long for it", "1,234.00", "/subscriptions/0000/resourceGroups/one");

    assertThat(table.lines(narrow)).allMatch(line -> Plain.width(line) <= 40);
    assertThat(table.lines(narrow).get(2)).contains("1,234.00").contains("…");
    assertThat(table.lines(new Terminal(false, true, 40, true, false)).get(2)).contains("resourceGroups/one");
  }

  @Test
  void wideLettersTakeTwoColumns() {
    assertThat(Plain.width("東京")).isEqualTo(4);
    assertThat(Plain.width("Zürich")).isEqualTo(6);
    assertThat(Plain.cut("東京都", 5, true)).isEqualTo("東京…");
  }

  @Test
  void invisibleDirectionMarksAreTakenOut() {
    assertThat(Plain.text("a\u202Eb\u0007c")).isEqualTo("a b c");
  }

  @Test
  void barsGrowWithTheirValue() {
    BigDecimal eight = BigDecimal.valueOf(8);
    assertThat(Bar.of(eight, eight, 4, true)).isEqualTo("████");
    assertThat(Bar.of(BigDecimal.valueOf(3), eight, 4, true)).isEqualTo("█▌");
    assertThat(Bar.of(new BigDecimal("0.0001"), eight, 4, true)).isEqualTo("▏");
    assertThat(Bar.of(BigDecimal.valueOf(-3), eight, 4, true)).isEmpty();
    assertThat(Bar.of(BigDecimal.valueOf(4), eight, 4, false)).isEqualTo("##");
  }

  @Test
  void aSentenceIsBrokenOnATerminal() {
    java.io.StringWriter text = new java.io.StringWriter();
    new Page(new java.io.PrintWriter(text, true), new Terminal(true, true, 40, true, false))
        .sentence("  ", "    ", "It is a sentence that does not fit on one line of it.");

    assertThat(text.toString().lines().toList())
        .isEqualTo(List.of("  It is a sentence that does not fit on", "    one line of it."));
  }
}
