package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ServiceName = 'Storage'",
        "ServiceName = 'O''Brien'",
        "ServiceName in ('a', 'b') and tag:env = 'prod'",
        "tag:owner present and SubAccountId absent",
        "\"tag:Cost Center\" = 'CC 1'",
        "(ServiceName = 'a' or ServiceName like 'b%') and RegionId >= 'w'",
        "x_SkuTerm between '12' and '36'",
        "not (ServiceName = 'a' and RegionId = 'b')",
        "ServiceName = 'a' or (RegionId = 'b' and SubAccountId = 'c')"
      })
  void whatIsWrittenIsReadAsTheSame(String text) {
    Filter filter = FilterParser.parse(text);

    String written = FilterText.of(filter);

    assertThat(FilterText.of(FilterParser.parse(written))).isEqualTo(written);
    assertThat(FilterText.parts(FilterParser.parse(written))).as(written).hasSameSizeAs(FilterText.parts(FilterParser.parse(text)));
  }

  @Test
  void aValueIsAskedForOnce() {
    Filter once = FilterText.and(Filter.all(), Dimension.parse("ServiceName"), "Storage");

    assertThat(FilterText.of(FilterText.and(once, Dimension.parse("ServiceName"), "Storage"))).isEqualTo("ServiceName = 'Storage'");
    assertThat(FilterText.of(FilterText.and(once, Dimension.parse("tag:env"), null))).isEqualTo("ServiceName = 'Storage' and tag:env absent");
  }

  @Test
  void nothingAskedForIsNoText() {
    assertThat(FilterText.of(Filter.all())).isEmpty();
    assertThat(FilterText.parts(new Filter.And(List.of()))).isEmpty();
  }
}
