package io.plimsoll.host.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryTest {
  @ParameterizedTest
  @CsvSource({"30m, PT30M", "6h, PT6H", "1d, PT24H", "5m, PT5M", "31d, PT744H", "PT90M, PT1H30M", " 2H , PT2H"})
  void aTimeIsWrittenShortOrAsIsoDoes(String written, Duration meant) {
    assertThat(Every.of(connection(Map.of("every", written)))).contains(meant);
  }

  @Test
  void nobodyNeedsToSayAnything() {
    assertThat(Every.of(connection(Map.of()))).contains(Duration.ofHours(6));
  }

  @Test
  void aConnectionMayBeCollectedOnDemandAlone() {
    assertThat(Every.of(connection(Map.of("every", "never")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "often, is no time", "6, is no time", "-6h, is no time", "1m, is not between 5 minutes and 31 days",
    "32d, is not between 5 minutes and 31 days", "PT-1H, is not between 5 minutes and 31 days"
  })
  void whatIsNoTimeIsRefusedWithAnExample(String written, String why) {
    assertThatThrownBy(() -> Every.of(connection(Map.of("every", written))))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.advice()).contains("every=6h", "every=never"))
        .hasMessage("The setting every was '" + written + "' but that " + why + ".");
  }

  private static Connection connection(Map<String, String> settings) {
    return new Connection("azure", URI.create("file:/data"), Layout.AZURE, "none", settings);
  }
}
