package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.generator.Total;
import io.plimsoll.generator.Totals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** The contract of readers, held against a sound one and against wrong ones. */
class ExportReaderContractTest {
  private static Supplier<ExportReader> made = LineReader::new;

  /** What the author of a format of his own writes. */
  static class Subject extends ExportReaderContract {
    @Override
    protected ExportReader newPlugin() {
      return made.get();
    }

    @Override
    protected Sample sample(String format) {
      List<String> lines = new ArrayList<>();
      lines.add("ServiceName|ResourceId|BillingCurrency|ChargePeriodStart|BilledCost|EffectiveCost|Tags");
      List<Total> totals = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        LocalDate day = LocalDate.of(2025, 10, 1).plusDays(i % 9);
        BigDecimal billed = new BigDecimal("1234567.000000000000000000000000000" + i % 10);
        String service = i % 5 == 0 ? "" : "service " + i % 4;
        lines.add(service + "|r" + i + "|EUR|" + day + "T00:00:00Z|" + billed + "|" + (i % 3 == 0 ? "" : "0.1") + "|{}");
        totals.add(total(Metric.BILLED_COST, service, day, billed));
        totals.add(total(Metric.EFFECTIVE_COST, service, day, new BigDecimal(i % 3 == 0 ? "0" : "0.1")));
      }
      String text = String.join("\n", lines);
      int sum = Arrays.hashCode(text.getBytes(StandardCharsets.ISO_8859_1));
      byte[] bytes = (text + "\n#" + sum).getBytes(StandardCharsets.ISO_8859_1);
      return new Sample("part.lines", bytes, 400, new Totals(totals));
    }

    private static Total total(Metric metric, String service, LocalDate day, BigDecimal amount) {
      return new Total("export", YearMonth.of(2025, 10), metric, "EUR", service, day, amount);
    }
  }

  @Test
  void aSoundReaderHoldsIt() {
    made = LineReader::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(12);
  }

  @Test
  void oneThatLosesARowBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  List<String> rows(List<String> all) {
                    return all.subList(0, Math.max(0, all.size() - 1));
                  }
                }))
        .contains("everyRowIsReadAndEverySumIsExact", "rowsAreCountedWithoutAnyColumn");
  }

  @Test
  void oneThatRoundsBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  BigDecimal amount(String text) {
                    return BigDecimal.valueOf(Double.parseDouble(text));
                  }
                }))
        .contains("everyRowIsReadAndEverySumIsExact");
  }

  @Test
  void oneThatReadsWhatIsDamagedAsIfItWereWholeBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  List<String> damaged(String name, List<String> lines) {
                    throw new IndexOutOfBoundsException("line 7");
                  }
                }))
        .contains("damageIsAnErrorOfTheInputAndNamesThePart", "aPartThatEndsEarlyIsNotReadAsWhole");
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  List<String> damaged(String name, List<String> lines) {
                    throw new PlimsollException(ErrorCode.INPUT_INVALID, "A part is damaged.", "Export it again.");
                  }
                }))
        .as("one that does not say which part")
        .contains("damageIsAnErrorOfTheInputAndNamesThePart");
  }

  @Test
  void oneThatKeepsMemoryBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  void ended(VectorSchemaRoot batch) {
                    // forgets to close it
                  }
                }))
        .contains("thePartStaysTheCallersAndNoMemoryIsKept");
  }

  @Test
  void oneThatClosesWhatIsNotItsOwnBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  public PartReader open(String name, ObjectReader part, String format) {
                    try (part) {
                      return super.open(name, part, format);
                    }
                  }
                }))
        .contains("thePartStaysTheCallersAndNoMemoryIsKept");
  }

  @Test
  void oneThatHidesWhatTheStoreSaidBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  public PartReader open(String name, ObjectReader part, String format) {
                    try {
                      return super.open(name, part, format);
                    } catch (PlimsollException e) {
                      throw new PlimsollException(ErrorCode.INPUT_INVALID, name + " is damaged.", "Export it again.", e);
                    }
                  }
                }))
        .contains("anErrorOfTheStoreReachesTheCallerAsItIs");
  }

  @Test
  void oneThatDoesNotNameAMissingColumnBreaksIt() {
    assertThat(
            broken(
                new LineReader() {
                  @Override
                  PlimsollException missing(String column) {
                    return new PlimsollException(ErrorCode.INTERNAL, "No.", "None.");
                  }
                }))
        .contains("aColumnThatIsNotThereIsNamed");
  }

  private static Set<String> broken(ExportReader reader) {
    made = () -> reader;
    return Held.broken(Subject.class);
  }
}
