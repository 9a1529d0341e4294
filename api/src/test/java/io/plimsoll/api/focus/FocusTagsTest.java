package io.plimsoll.api.focus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags as exports write them. */
class FocusTagsTest {
  @Test
  void aJsonObjectIsReadInItsOrder() {
    FocusTags tags = FocusTags.parse("{\"env\":\"prod\",\"Cost Center\":\"CC 1\",\"a\\\"b\":\"\\u00e4\\n\"}");

    assertThat(tags.values()).containsExactly(
        org.assertj.core.api.Assertions.entry("env", "prod"),
        org.assertj.core.api.Assertions.entry("Cost Center", "CC 1"),
        org.assertj.core.api.Assertions.entry("a\"b", "\u00e4\n"));
    assertThat(tags.problem()).isEmpty();
  }

  @Test
  void t22TagsWithoutBracesAreReadAsIfTheyHadThem() {
    FocusTags tags = FocusTags.parse("\"k\":\"v\",\"k2\":\"v2\"");

    assertThat(tags.values()).containsEntry("k", "v").containsEntry("k2", "v2");
    assertThat(tags.problem()).contains(DataQualityCode.TAGS_WITHOUT_BRACES);
  }

  @Test
  void t23OfADuplicateKeyTheFirstValueCounts() {
    FocusTags tags = FocusTags.parse("{\"env\":\"prod\",\"env\":\"dev\"}");

    assertThat(tags.values()).containsEntry("env", "prod");
    assertThat(tags.problem()).contains(DataQualityCode.TAGS_DUPLICATE_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{}", "{ }"})
  void t23EmptyTagsAreNoTags(String text) {
    assertThat(FocusTags.parse(text).values()).isEmpty();
    assertThat(FocusTags.parse(text).problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"env\":}", "{\"env\":\"prod\":}", "{env:prod}", "{\"a\":\"b\"", "[1]", "nonsense", "{\"a\":\"\\x\"}", "{\"a\":\"b\"} x"})
  void t22MalformedTagsAreSaidToBe(String text) {
    assertThat(FocusTags.parse(text).problem()).contains(DataQualityCode.TAGS_MALFORMED);
    assertThat(FocusTags.parse(text).values()).isEmpty();
  }

  @Test
  void aValueThatIsNotTextKeepsItsForm() {
    assertThat(FocusTags.parse("{\"n\":1.50,\"b\":true,\"z\":null,\"o\":{\"x\":[1,\"}\"]}}").values())
        .containsEntry("n", "1.50").containsEntry("b", "true").containsEntry("z", "").containsEntry("o", "{\"x\":[1,\"}\"]}");
  }
}
