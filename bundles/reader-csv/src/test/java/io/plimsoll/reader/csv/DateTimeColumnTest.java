package io.plimsoll.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.focus.DataQualityCode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DateTimeColumnTest {
  @Test
  void bothFormsOfAzureAreRead() {
    ReadPart part = read("2025-10-16T00:00:00Z", "2024-01-01T00:00Z", "2024-02-29T23:59:59Z");

    assertThat(part.values())
        .containsExactly(
            Instant.parse("2025-10-16T00:00:00Z"), Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-29T23:59:59Z"));
    assertThat(part.report().repaired()).containsOnly(Map.entry(DataQualityCode.DATE_WITHOUT_SECONDS, 1L));
  }

  @Test
  void whatOtherExportsWriteIsReadAsUtcAndCountedEachTime() {
    ReadPart part =
        read("2024-09-01 00:00:00", "2024-09-01 00:00:00", "2024-09-01", "2024-09-01T02:00:00+02:00", "2024-08-31T19:00:00-0500",
            "2024-09-01T00:00:00.0000000Z", "2024-09-01T00:00:00.000000+00:00");

    assertThat(part.values()).containsOnly(Instant.parse("2024-09-01T00:00:00Z"));
    assertThat(part.report().repaired())
        .containsOnly(Map.entry(DataQualityCode.DATE_WITHOUT_ZONE, 3L), Map.entry(DataQualityCode.DATE_WITH_OFFSET, 3L));
    assertThat(part.report().examples().get(1).row()).isEqualTo(2);
  }

  @Test
  void fractionsAreKeptToTheMicrosecond() {
    assertThat(read("2024-09-01T00:00:00.5Z", "2024-09-01T00:00:00.123456789Z").values())
        .containsExactly(Instant.parse("2024-09-01T00:00:00.5Z"), Instant.parse("2024-09-01T00:00:00.123456Z"));
  }

  @Test
  void randomTimesEqualJavaTime() {
    Random random = new Random(5);
    List<String> texts = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 10_000_000_000L));
      OffsetDateTime local = time.atOffset(ZoneOffset.ofTotalSeconds(1800 * random.nextInt(-24, 25)));
      texts.add(random.nextBoolean() ? time.toString() : local.toString());
      expected.add(time);
    }
    assertThat(read(texts.toArray(String[]::new)).values()).isEqualTo(expected);
  }

  @Test
  void whatIsNoDateIsNamedWithItsRowAndColumn() {
    for (String text : List.of("10/16/2025", "2025-13-01T00:00:00Z", "2025-02-30", "2025-10-16T24:00:00Z", "2025-10-16T00:00:00X",
        "2025-10-16T", "2025-1-1", "20251016", "2025-10-16T00:00:00Z ", "2025-10-16T00:00:00.Z", "2025-10-16T00:60Z", "soon", "2025-10-16T0",
        "2025-10-16T00:00:00+2", "2025-10-16T00:00:00 UTC", "45949")) {
      assertThatThrownBy(() -> read("2025-10-16T00:00:00Z", text))
          .as(text)
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INVALID);
                assertThat(e).hasMessage(
                    "Export part part_1_0001.csv has '" + text + "' in row 2, column ChargePeriodStart, which is not a date.");
                assertThat(e.advice()).isEqualTo("Dates are written as 2025-10-16T00:00:00Z.");
              });
    }
  }

  @Test
  void trueAndFalseAreReadInAnyCasing() {
    assertThat(ReadPart.of("a,Flag\n1,True\n1,False\n1,true\n1,false\n1,1\n1,0\n1,\n1,NULL\n", "Flag:BOOLEAN").values())
        .containsExactly(true, false, true, false, true, false, null, null);
    assertThatThrownBy(() -> ReadPart.of("Flag\nyes\n", "Flag:BOOLEAN"))
        .hasMessage("Export part part_1_0001.csv has 'yes' in row 1, column Flag, which is not true or false.");
  }

  private static ReadPart read(String... texts) {
    return ReadPart.of("ChargePeriodStart\n" + String.join("\n", texts) + "\n", "ChargePeriodStart:DATE_TIME");
  }
}
