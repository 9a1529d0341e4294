package io.plimsoll.api.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The text form of filters. */
class FilterParserTest {
  private static final Dimension SERVICE = new Dimension.Column("ServiceName");

  @Test
  void wordsBindAsPeopleExpect() {
    Filter filter = FilterParser.parse("ServiceName = 'Storage' or ServiceName='SQL' AND not tag:env in ('dev','test')");

    assertThat(filter)
        .isEqualTo(
            new Filter.Or(
                List.of(
                    new Filter.In(SERVICE, List.of("Storage")),
                    new Filter.And(
                        List.of(
                            new Filter.In(SERVICE, List.of("SQL")),
                            new Filter.Not(new Filter.In(new Dimension.Tag("env"), List.of("dev", "test"))))))));
  }

  @Test
  void quotesInValuesAreDoubledAndNamesWithBlanksStandInDoubleQuotes() {
    assertThat(FilterParser.parse("\"tag:Cost Center\" = 'it''s'"))
        .isEqualTo(new Filter.In(new Dimension.Tag("Cost Center"), List.of("it's")));
  }

  @Test
  void rangesLikeAndPresenceAreRead() {
    assertThat(FilterParser.parse("x_SkuTerm between '12' and '36'"))
        .isEqualTo(new Filter.Range(new Dimension.Column("x_SkuTerm"), "12", true, "36", true));
    assertThat(FilterParser.parse("ServiceName not like 'Azure%'"))
        .isEqualTo(new Filter.Not(new Filter.Like(SERVICE, "Azure%")));
    assertThat(FilterParser.parse("tag:owner present")).isEqualTo(new Filter.Not(new Filter.Absent(new Dimension.Tag("owner"))));
    assertThat(FilterParser.parse("ServiceName >= 'M'")).isEqualTo(new Filter.Range(SERVICE, "M", true, null, false));
  }

  @Test
  void whatCannotBeReadIsSaidWithItsPlace() {
    assertThatThrownBy(() -> FilterParser.parse("ServiceName = "))
        .hasMessage("the filter needs a value in single quotes at character 15, where it has its end");
    assertThatThrownBy(() -> FilterParser.parse("ServiceName 'x'"))
        .hasMessageContaining("behind ServiceName at character");
    assertThatThrownBy(() -> FilterParser.parse("ServiceName = 'x' ServiceName = 'y'"))
        .hasMessageContaining("'and', 'or' or the end");
    assertThatThrownBy(() -> FilterParser.parse("ServiceName = 'x"))
        .hasMessageContaining("cannot be read at");
  }
}
