package io.plimsoll.peers.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in takes what Microsoft publishes as examples, and refuses what is not like them. */
class ModelTest {
  private final PublishedExamples examples = PublishedExamples.beside();

  @ParameterizedTest
  @ValueSource(strings = {"ExportCreateOrUpdateBySubscription.json", "ExportCreateOrUpdateByBillingAccountCustom.json"})
  void everyPublishedRequestIsTaken(String example) {
    assumeTrue(examples.areThere(), examples.whereTheyBelong());
    JsonNode request = examples.read(example).at("/parameters/parameters");
    // One of them is in milliseconds, as instants may be.
    assertThat(ExportModel.problems(request)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/properties|format|\"Orc\"|/properties/format is \"Orc\", not Csv|Parquet",
        "/properties|compressionMode|\"snappy\"|/properties/compressionMode snappy is not for Csv",
        "/properties|partitionData|\"true\"|/properties/partitionData is \"true\", not truth",
        "/properties|columns|\"x\"|/properties/columns is unknown",
        "/properties/definition|type|\"Focus\"|/properties/definition/type is \"Focus\", not Usage",
        "/properties/definition|timeframe|\"Custom\"|timePeriod goes with the timeframe Custom, and with no other",
        "/properties/deliveryInfo/destination|rootFolderPath|\"/focus\"|rootFolderPath begins with a slash",
        "/properties/schedule/recurrencePeriod|from|\"tomorrow\"|/properties/schedule/recurrencePeriod/from is \"tomorrow\", not instant",
        "/properties/schedule/recurrencePeriod|to|\"2019-01-01T00:00:00Z\"|recurrencePeriod ends before it begins"
      })
  void whatIsNotLikeThemIsRefused(String where, String member, String value, String problem) throws Exception {
    assumeTrue(examples.areThere(), examples.whereTheyBelong());
    JsonNode request = examples.read("ExportCreateOrUpdateBySubscription.json").at("/parameters/parameters").deepCopy();
    ((ObjectNode) request.at(where)).set(member, new ObjectMapper().readTree(value));
    assertThat(ExportModel.problems(request)).first().asString().startsWith(problem);
  }

  @Test
  void whatMustBeThereIsMissed() {
    assertThat(ExportModel.problems(new ObjectMapper().createObjectNode()))
        .contains("/properties/definition/type is missing", "/properties/deliveryInfo/destination/container is missing");
  }
}
