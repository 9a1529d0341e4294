package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  @Test
  void numbersKeepEveryDigitAndTextsAreQuotedWhereNeeded() {
    CsvText csv = new CsvText(List.of("ServiceName", "value"));
    csv.row(List.of("Storage, \"hot\"", new BigDecimal("-12.3400000000001")));
    csv.row(Arrays.asList(null, new BigDecimal("1E+3")));

    assertThat(csv).hasToString("ServiceName,value\r\n\"Storage, \"\"hot\"\"\",-12.3400000000001\r\n,1000\r\n");
  }

  @Test
  void aTextThatASpreadsheetWouldRunIsMadeHarmless() {
    CsvText csv = new CsvText(List.of("tag:owner"));
    csv.row(List.of("=HYPERLINK(\"http://x\")"));
    csv.row(List.of("@sum"));

    assertThat(csv).hasToString("tag:owner\r\n\"'=HYPERLINK(\"\"http://x\"\")\"\r\n'@sum\r\n");
  }
}
