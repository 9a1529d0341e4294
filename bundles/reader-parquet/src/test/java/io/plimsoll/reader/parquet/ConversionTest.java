package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.reader.parquet.FileWriter.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns that come in another type than the one asked for (field.md T25, T32). */
class ConversionTest {
  private static final int TEXT = Physical.BYTE_ARRAY.ordinal();
  private static final int DOUBLE = Physical.DOUBLE.ordinal();

  @Test
  void floatingPointCostsBecomeTheShortestDecimalThatNamesThem() {
    // given: AWS writes costs as DOUBLE
    Part part = read(DOUBLE, FocusType.DECIMAL, 0.1, 1e-7, 123456789.125, -0.0, 20.891847560449666, null, 2e20);

    // then
    assertThat(part.values())
        .containsExactly(
            number("0.1"), number("0.0000001"), number("123456789.125"), BigDecimal.ZERO,
            number("20.891847560449666"), null, number("200000000000000000000"));
    assertThat(part.report().repaired()).isEqualTo(Map.of(DataQualityCode.FLOATING_POINT_COST, 6L));
    assertThat(part.vectors()).containsExactly("DecimalVector");
  }

  @Test
  void theShortestDecimalIsTheSameOnEveryJdk() {
    // given: numbers whose own text JDK 17 writes with digits too many (JDK-4511638)
    assertThat(read(DOUBLE, FocusType.DECIMAL, 8.41e21, 2.0e-3, 5.0E-17, 2.2E-5, 9.999999999999999e22).values())
        .containsExactly(number("8.41E21"), number("0.002"), number("5E-17"), number("0.000022"),
            number("1E23"));
    assertThat(read(Physical.FLOAT.ordinal(), FocusType.DECIMAL, 1.1754944E-5f, 3.3e9f).values())
        .containsExactly(number("0.000011754944"), number("3300000000"));
  }

  @Test
  void floatCostsAreNamedAtTheirOwnPrecision() {
    assertThat(read(Physical.FLOAT.ordinal(), FocusType.DECIMAL, 0.1f, 16777216f).values())
        .containsExactly(number("0.1"), number("16777216"));
  }

  @Test
  void aNumberFinerThan38FractionDigitsIsRoundedAndCounted() {
    Part part = read(DOUBLE, FocusType.DECIMAL, 1.5e-38, 1e-300, 1.0);
    assertThat(part.values()).containsExactly(number("0.00000000000000000000000000000000000002"), BigDecimal.ZERO,
        BigDecimal.ONE);
    assertThat(part.report().repaired()).containsEntry(DataQualityCode.NUMBER_ROUNDED, 2L);
  }

  @Test
  void aCostThatIsNoNumberIsRefusedWithItsRow() {
    assertThatThrownBy(() -> read(DOUBLE, FocusType.DECIMAL, 1.0, null, Double.NaN))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INVALID))
        .hasMessage("Export part part_0_0001.snappy.parquet: Column c, row 3: 'NaN' cannot be read as a number of at"
            + " most 76 digits.");
    assertThatThrownBy(() -> read(DOUBLE, FocusType.DECIMAL, Double.NEGATIVE_INFINITY))
        .hasMessageContaining("row 1: '-Infinity'");
  }

  @Test
  void numbersWrittenAsTextAreReadExactly() {
    Part part =
        read(TEXT, FocusType.DECIMAL, "1.50", "-2.5E-3", " 7 ", "", "NULL", "0.0000000000000000000000000001");
    assertThat(part.values())
        .containsExactly(number("1.5"), number("-0.0025"), number("7"), null, null,
            number("0.0000000000000000000000000001"));
    assertThat(part.report().repaired())
        .isEqualTo(
            Map.of(
                DataQualityCode.NUMBER_WITH_EXPONENT, 1L,
                DataQualityCode.EMPTY_TEXT_AS_NULL, 1L,
                DataQualityCode.NULL_WORD_AS_NULL, 1L));
  }

  @Test
  void aTextThatIsNoNumberIsRefusedWithItsRow() {
    assertThatThrownBy(() -> read(TEXT, FocusType.DECIMAL, "1", "1,5"))
        .hasMessageContaining("Column c, row 2: '1,5' cannot be read as a number");
    assertThatThrownBy(() -> read(TEXT, FocusType.DECIMAL, "1E999999999")).hasMessageContaining("1E999999999");
  }

  @Test
  void datesWrittenAsTextAreReadInAllTheirForms() {
    Part part =
        read(TEXT, FocusType.DATE_TIME, "2024-01-01T00:00:00Z", "2024-01-01T00:00Z", "2024-09-01 00:00:00",
            "2024-01-01T02:00:00+02:00", "2024-01-01", "2024-01-01T00:00:00.123456Z");
    long first = micros("2024-01-01T00:00:00Z");
    assertThat(part.values())
        .containsExactly(first, first, micros("2024-09-01T00:00:00Z"), first, first, first + 123_456);
    assertThat(part.report().repaired())
        .isEqualTo(
            Map.of(
                DataQualityCode.DATE_WITHOUT_SECONDS, 1L,
                DataQualityCode.DATE_WITHOUT_ZONE, 2L,
                DataQualityCode.DATE_WITH_OFFSET, 1L));
    assertThatThrownBy(() -> read(TEXT, FocusType.DATE_TIME, "01/02/2024"))
        .hasMessageContaining("'01/02/2024' cannot be read as a date and time");
  }

  @Test
  void typedColumnsAskedForAsTextAreWrittenPlainly() {
    // given: x_PartnerCreditRate is a decimal in Azure's Parquet and a string in its metadata
    assertThat(read(DOUBLE, FocusType.STRING, 1e-7, null, 15.0).values())
        .containsExactly("0.00000010", null, "15.0");
    assertThat(read(Physical.INT64.ordinal(), FocusType.STRING, 12L, null, -7L).values())
        .containsExactly("12", null, "-7");
    assertThat(read(Physical.BOOLEAN.ordinal(), FocusType.STRING, true, null, false).values())
        .containsExactly("true", null, "false");
  }

  @Test
  void flagsAreReadFromTextAndNumbers() {
    assertThat(read(TEXT, FocusType.BOOLEAN, "True", "false", null).values()).containsExactly(true, false, null);
    assertThat(read(Physical.INT32.ordinal(), FocusType.BOOLEAN, 1, 0).values()).containsExactly(true, false);
    assertThat(read(Physical.BOOLEAN.ordinal(), FocusType.BOOLEAN, true, null, false).values())
        .containsExactly(true, null, false);
  }

  @Test
  void aColumnThatIsBlankInEveryRowIsNullWhateverTypeItGot() {
    // given: field.md T32, a blank column that a converter typed INT32
    for (FocusType type : FocusType.values()) {
      assertThat(read(Physical.INT32.ordinal(), type, null, null).values()).containsExactly(null, null);
      assertThat(read(Physical.BOOLEAN.ordinal(), type, null, null).values()).containsExactly(null, null);
    }
  }

  @Test
  void aValueThatCannotBeOfTheTypeAskedForIsRefused() {
    assertThatThrownBy(() -> read(Physical.INT64.ordinal(), FocusType.DATE_TIME, 5L))
        .hasMessageContaining("Column c, row 1: '5' cannot be read as a date and time");
  }

  private static Part read(int physical, FocusType type, @Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>(Arrays.asList(values));
    return Part.read(
        new FileWriter().write(List.of(new Column("c", physical, 0, true, FileWriter.NONE, list))), "c", type);
  }

  private static BigDecimal number(String text) {
    return Part.plain(new BigDecimal(text));
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }
}
