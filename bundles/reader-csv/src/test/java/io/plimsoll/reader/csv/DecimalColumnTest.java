package io.plimsoll.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.junit.jupiter.api.Test;

class DecimalColumnTest {
  @Test
  void everyDigitIsKept() {
    List<String> texts =
        List.of("0", "-0", "1", "-1", "0.1", "-.5", "5.", "+7", "0.018816000000000003", "20.8918475604496506225574325494",
            "-0.0000000000000000000000000001", "999999999999999999", "9999999999999999999", "-9223372036854775808",
            "12345678901234567890123456789012345678", "0.00000000000000000000000000000000000001", "1.50", "100",
            "000000000000000000000000000000000000000000000001.10000000000000000000000000000000000000000000000000");

    assertThat(read(texts)).usingElementComparator(BigDecimal::compareTo).isEqualTo(texts.stream().map(BigDecimal::new).toList());
  }

  @Test
  void randomNumbersEqualBigDecimal() {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      List<String> texts = new ArrayList<>();
      int most = 1 + random.nextInt(38);
      for (int i = 0; i < 500; i++) {
        texts.add(number(random, random.nextInt(most), random.nextInt(most)));
      }
      assertThat(read(texts)).usingElementComparator(BigDecimal::compareTo).isEqualTo(texts.stream().map(BigDecimal::new).toList());
    }
  }

  @Test
  void theScaleIsTheLeastThatHoldsTheBatch() {
    assertThat(scaleOf("1.500", "2.25", "100")).isEqualTo(2);
    assertThat(scaleOf("1.000", "2", "")).isZero();
    assertThat(scaleOf("0.0000000000000000000000000001", "1")).isEqualTo(28);
  }

  @Test
  void numbersThatTakeMoreThan38DigitsTogetherComeIn256Bits() {
    List<String> texts = List.of("99999999999999999999999999999999999999", "-0.00000000000000000000000000000000000001", "3");

    try (RootAllocator allocator = new RootAllocator();
        PartReader part = open(texts)) {
      part.project(List.of(new ColumnRead("Cost", "Cost", FocusType.DECIMAL)), allocator);
      Batch batch = part.next();
      assertThat(batch.columns().getVector("Cost")).isInstanceOf(Decimal256Vector.class);
    }
    assertThat(read(texts)).usingElementComparator(BigDecimal::compareTo).isEqualTo(texts.stream().map(BigDecimal::new).toList());
  }

  @Test
  void theLargestAndSmallestOf38DigitsStayIn128Bits() {
    for (BigInteger edge : List.of(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), BigInteger.TWO.pow(126), BigInteger.TWO.pow(64))) {
      List<String> texts = List.of(edge.toString(), edge.negate().toString());
      try (RootAllocator allocator = new RootAllocator();
          PartReader part = open(texts)) {
        part.project(List.of(new ColumnRead("Cost", "Cost", FocusType.DECIMAL)), allocator);
        DecimalVector vector = (DecimalVector) part.next().columns().getVector("Cost");
        assertThat(vector.getObject(0)).isEqualTo(new BigDecimal(edge));
        assertThat(vector.getObject(1)).isEqualTo(new BigDecimal(edge.negate()));
      }
    }
  }

  @Test
  void exponentsAreExpandedExactlyAndCounted() {
    ReadPart part = ReadPart.of("Cost\n1.5E-7\n2e3\n-1E+30\n0E-50\n7\n", "Cost:DECIMAL");

    assertThat(part.values().stream().map(v -> ((BigDecimal) v).stripTrailingZeros().toPlainString()))
        .containsExactly("0.00000015", "2000", "-1000000000000000000000000000000", "0", "7");
    assertThat(part.report().repaired()).containsOnly(java.util.Map.entry(DataQualityCode.NUMBER_WITH_EXPONENT, 4L));
    assertThat(part.report().examples().get(0).text()).isEqualTo("1.5E-7");
  }

  @Test
  void whatIsFinerThan38DigitsIsRoundedHalfEvenAndCounted() {
    String zeros = "0".repeat(37);
    ReadPart part =
        ReadPart.of("Cost\n0." + zeros + "25\n0." + zeros + "35\n0." + zeros + "20\n1e-400\n", "Cost:DECIMAL");

    assertThat(part.values().stream().map(v -> ((BigDecimal) v).unscaledValue().intValue())).containsExactly(2, 4, 2, 0);
    assertThat(part.report().repaired()).containsEntry(DataQualityCode.NUMBER_ROUNDED, 3L);
  }

  @Test
  void whatIsNoNumberIsNamedWithItsRowAndColumn() {
    for (String text : List.of("\"1,234.5\"", "abc", "1.2.3", "--1", "-", ".", "1 ", " 1", "0x10", "NaN", "Infinity", "1e", "٣", "1_000",
        "12345678a", "0.12345678a", "0.1234567890123456789a", "1\"\"2", "e5", "1e99999999999")) {
      assertThatThrownBy(() -> ReadPart.of("Name,Cost\na,1\nb," + text + "\n", "Cost:DECIMAL"))
          .as(text)
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INVALID);
                assertThat(e).hasMessage(
                    "Export part part_1_0001.csv has '" + text.replaceAll("^\"(.*)\"$", "$1")
                        + "' in row 2, column Cost, which is not a number.");
                assertThat(e.advice()).contains("-1234.5");
              });
    }
  }

  @Test
  void numbersTooLargeOrTooLongAreRefusedQuickly() {
    assertThatThrownBy(() -> ReadPart.of("Cost\n1e39\n", "Cost:DECIMAL")).hasMessageContaining("38 digits before the point");
    assertThatThrownBy(() -> ReadPart.of("Cost\n1e999999999\n", "Cost:DECIMAL")).hasMessageContaining("38 digits before the point");
    assertThatThrownBy(() -> ReadPart.of("Cost\n" + "1".repeat(2_000_000) + "\n", "Cost:DECIMAL"))
        .hasMessageContaining("which is not a number of at most 1000 characters");
  }

  @Test
  void emptyAndTheWordNullAreNull() {
    ReadPart part = ReadPart.of("Cost,x\n,1\nNULL,1\n\"\",1\n\"NULL\",1\n5,1\n", "Cost:DECIMAL");

    assertThat(part.values()).containsExactly(null, null, null, null, new BigDecimal(5));
    assertThat(part.report().repaired()).containsOnly(java.util.Map.entry(DataQualityCode.NULL_WORD_AS_NULL, 2L));
  }

  private static List<BigDecimal> read(List<String> texts) {
    return ReadPart.of("Cost\n" + String.join("\n", texts) + "\n", "Cost:DECIMAL").values().stream().map(BigDecimal.class::cast).toList();
  }

  private static int scaleOf(String... texts) {
    try (RootAllocator allocator = new RootAllocator();
        PartReader part = open(List.of(texts))) {
      part.project(List.of(new ColumnRead("Cost", "Cost", FocusType.DECIMAL)), allocator);
      return ((DecimalVector) part.next().columns().getVector("Cost")).getScale();
    }
  }

  private static PartReader open(List<String> texts) {
    String csv = "Cost,x\n" + String.join(",\n", texts) + ",\n";
    return new CsvReader().open("part", new BytesPart(ReadPart.utf8(csv)), "csv");
  }

  private static String number(Random random, int whole, int fraction) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
    text.append(random.nextInt(10));
    for (int i = 0; i < whole; i++) {
      text.append(random.nextInt(4) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
    }
    text.append(fraction == 0 ? "" : ".");
    for (int i = 0; i < fraction; i++) {
      text.append(random.nextInt(3) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }
}
