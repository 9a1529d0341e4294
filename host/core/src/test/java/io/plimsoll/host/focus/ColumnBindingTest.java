package io.plimsoll.host.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.api.focus.FocusVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers of every version, and those people really meet. */
class ColumnBindingTest {
  private static List<PartColumn> header(String... names) {
    return Arrays.stream(names).map(n -> new PartColumn(n, FocusType.STRING, "text")).toList();
  }

  private static List<String> columnsOf(FocusVersion version) {
    boolean azure = FocusColumns.all().stream().anyMatch(c -> c.azureVersions().contains(version.text()));
    return FocusColumns.all().stream()
        .filter(
            c -> azure ? c.azureVersions().contains(version.text()) : c.focusVersions().contains(version.specification()))
        .map(FocusColumn::name)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(FocusVersion.class)
  void everyVersionsOwnHeaderHasItsMandatoryColumnsAndNothingUnknown(FocusVersion version) {
    ColumnBinding binding = ColumnBinding.of(header(columnsOf(version).toArray(String[]::new)));

    binding.requireFocus("part.csv", version);

    assertThat(binding.unknown()).isEmpty();
    assertThat(binding.columns()).containsKeys("BilledCost", "EffectiveCost", "ChargePeriodStart");
  }

  @ParameterizedTest
  @EnumSource(value = FocusVersion.class, names = {"V1_0R2"}, mode = EnumSource.Mode.EXCLUDE)
  void theVersionOfALooseFileIsToldByItsColumns(FocusVersion version) {
    FocusVersion guess = VersionGuess.of(columnsOf(version));

    assertThat(guess.specification()).isEqualTo(version.specification());
  }

  @Test
  void whereColumnsDoNotTellTwoVersionsApartBothAreNamed() {
    List<String> header = columnsOf(FocusVersion.V1_0R2);

    assertThat(VersionGuess.of(header)).isEqualTo(FocusVersion.V1_0);
    assertThat(VersionGuess.alike(FocusVersion.V1_0, header)).containsExactly(FocusVersion.V1_0R2);
    assertThat(VersionGuess.alike(FocusVersion.V1_2_PREVIEW, columnsOf(FocusVersion.V1_2_PREVIEW))).isEmpty();
    assertThat(VersionGuess.alike(FocusVersion.V1_0, List.of("BilledCost"))).as("not Azure's").isEmpty();
  }

  @Test
  void t16AColumnIsFoundUnderTheNameAnotherVersionGivesIt() {
    ColumnBinding old = ColumnBinding.of(header("x_InvoiceId", "UsageQuantity", "x_SkuMeterName"));

    assertThat(old.read("InvoiceId").orElseThrow().source()).isEqualTo("x_InvoiceId");
    assertThat(old.read("ConsumedQuantity").orElseThrow().source()).isEqualTo("UsageQuantity");
    assertThat(old.renamed()).containsExactly("x_InvoiceId", "UsageQuantity", "x_SkuMeterName");
    assertThat(FocusColumns.modelName("x_InvoiceId")).isEqualTo("InvoiceId");
    assertThat(FocusColumns.namesOf("InvoiceId")).containsExactly("InvoiceId", "x_InvoiceId");
  }

  @Test
  void ofAnOldAndANewNameSideBySideTheNewOneCountsAndTheOldStaysReachable() {
    ColumnBinding both = ColumnBinding.of(header("x_SkuMeterName", "SkuMeter"));

    assertThat(both.read("SkuMeter").orElseThrow().source()).isEqualTo("SkuMeter");
    assertThat(both.columns()).containsKey("x_SkuMeterName");
  }

  @Test
  void t18ALocalisedHeaderIsReadByTheNameBehindIt() {
    ColumnBinding german = ColumnBinding.of(header("Abrechnungskosten (BilledCost)"));

    assertThat(german.read("BilledCost").orElseThrow().source()).isEqualTo("Abrechnungskosten (BilledCost)");
  }

  @Test
  void t20ACamelCaseHeaderIsRead() {
    assertThat(ColumnBinding.of(header("billedCost", "billingCurrency")).columns()).containsOnlyKeys("BilledCost", "BillingCurrency");
  }

  @Test
  void anUnknownColumnStaysReachableUnderItsOwnName() {
    ColumnBinding binding = ColumnBinding.of(header("x_TeamScore"));

    assertThat(binding.unknown()).containsExactly("x_TeamScore");
    assertThat(binding.read("x_TeamScore")).isPresent();
  }

  @Test
  void t21AMissingMandatoryColumnIsNamed() {
    List<String> names = new ArrayList<>(columnsOf(FocusVersion.V1_0));
    names.remove("EffectiveCost");
    ColumnBinding binding = ColumnBinding.of(header(names.toArray(String[]::new)));

    assertThatThrownBy(() -> binding.requireFocus("part_0_0001.csv", FocusVersion.V1_0))
        .isInstanceOf(PlimsollException.class)
        .hasMessage("part_0_0001.csv is FOCUS 1.0 but lacks the mandatory column EffectiveCost.");
  }

  @Test
  void t15ALegacyExportIsToldFromFocus() {
    ColumnBinding legacy = ColumnBinding.of(header("Date", "CostInBillingCurrency", "MeterId", "Tags"));

    assertThatThrownBy(() -> legacy.requireFocus("part0.csv", FocusVersion.V1_0))
        .hasMessageStartingWith("part0.csv is not a FOCUS export (it looks like an Azure actual or amortized cost export)");
  }
}
