package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two organisations of one host, each in its own region. */
class IsolationTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2025, 12, 1));

  @TempDir Path folder;
  private Plimsoll host;
  private Generated european;
  private Generated american;
  private Organisation acme;
  private Organisation globex;

  @BeforeEach
  void collectBoth() {
    european = generate(1, new BillingAccount("Acme Europe", "EUR"));
    american = generate(2, new BillingAccount("Globex America", "USD"));
    host =
        Plimsoll.builder().home(folder.resolve("home")).bundles(Hosts.bundles())
            .region("westeurope", folder.resolve("europe")).region("eastus", folder.resolve("america")).build();
    acme = organisation("acme", "westeurope", european);
    globex = organisation("globex", "eastus", american);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void nothingOfAnOrganisationLiesInTheRegionOfAnother() throws IOException {
    assertThat(children("europe")).containsExactly("acme");
    assertThat(children("america")).containsExactly("globex");
    assertThat(textBelow(folder.resolve("europe"), "globex")).isEmpty();
    assertThat(textBelow(folder.resolve("europe"), "Globex America")).isEmpty();
    assertThat(textBelow(folder.resolve("america"), "acme")).isEmpty();
    assertThat(textBelow(folder.resolve("america"), "Acme Europe")).isEmpty();
    assertThat(textBelow(folder.resolve("home"), "Acme Europe")).as("billing data outside of the regions").isEmpty();
  }

  @Test
  void aQuestionSeesTheCostsOfItsOwnOrganisationAlone() {
    CostQuery query = CostQuery.of(Metric.BILLED_COST, ALL).by("BillingAccountName");

    assertThat(acme.costs(query).rows()).hasSize(1).first().satisfies(
        row -> {
          assertThat(row.unit()).isEqualTo("EUR");
          assertThat(row.value()).isEqualByComparingTo(european.totals().sum(Metric.BILLED_COST, "EUR"));
        });
    assertThat(globex.costs(query).rows()).hasSize(1).first().satisfies(
        row -> {
          assertThat(row.unit()).isEqualTo("USD");
          assertThat(row.value()).isEqualByComparingTo(american.totals().sum(Metric.BILLED_COST, "USD"));
        });
  }

  @Test
  void sqlSeesTheRowsOfItsOwnOrganisationAlone() {
    for (String table : List.of("focus", "rollup", "focus_data_table")) {
      List<List<@Nullable Object>> rows =
          acme.sql("SELECT DISTINCT BillingCurrency, BillingAccountName FROM " + table, SqlLimits.DEFAULT).rows();
      assertThat(rows).as(table).hasSize(1);
      assertThat(rows.get(0).get(0)).as(table).isEqualTo("EUR");
    }
    assertThat(new BigDecimal(acme.sql("SELECT SUM(BilledCost) FROM focus", SqlLimits.DEFAULT).rows().get(0).get(0).toString()))
        .isEqualByComparingTo(european.totals().sum(Metric.BILLED_COST, "EUR"));
  }

  @Test
  void sqlCannotReachTheFilesOfAnother() throws IOException {
    Path state = folder.resolve("america/globex/state.db");
    Path part = american.winners().get(0).parts().get(0).file();
    assertThat(state).exists();
    for (String sql :
        List.of(
            "SELECT * FROM read_csv('" + part + "')", "SELECT * FROM '" + part + "'",
            "SELECT * FROM read_text('" + state + "')", "ATTACH '" + state + "'", "SELECT * FROM glob('" + folder + "/**')",
            "COPY focus TO '" + folder.resolve("stolen.csv") + "'", "SELECT * FROM globex.focus")) {
      assertThatThrownBy(() -> acme.sql(sql, SqlLimits.DEFAULT)).as(sql).isInstanceOf(PlimsollException.class);
    }
    assertThat(folder.resolve("stolen.csv")).doesNotExist();
  }

  @Test
  void anOrganisationThatIsNotThereIsNotFoundAndNotMade() throws IOException {
    assertThatThrownBy(() -> host.organisation("initech", Hosts.ANN))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e).hasMessageContaining("initech");
              assertThat(e.advice()).contains("org list");
            });
    assertThatThrownBy(() -> host.organisation("../america/globex", Hosts.ANN))
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(children("europe")).containsExactly("acme");
  }

  @Test
  void anOrganisationWhoseRegionCannotBeWrittenIsNotMadeAtAll() throws IOException {
    // given
    Files.writeString(folder.resolve("asia"), "a file where the region's folder should be");
    try (Plimsoll other =
        Plimsoll.builder().home(folder.resolve("other")).bundles(Hosts.bundles())
            .region("japaneast", folder.resolve("asia")).build()) {

      // when
      assertThatThrownBy(() -> other.createOrganisation("initech", "japaneast", Plan.CORE, null, Hosts.ANN))
          .isInstanceOfSatisfying(
              PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));

      // then: neither is it listed, nor is its name taken
      assertThat(other.organisations(null, 10, Hosts.ANN)).isEmpty();
      Files.delete(folder.resolve("asia"));
      assertThat(other.createOrganisation("initech", "japaneast", Plan.CORE, null, Hosts.ANN))
          .extracting(OrganisationProfile::name).isEqualTo("initech");
    }
  }

  private Organisation organisation(String name, String region, Generated generated) {
    host.createOrganisation(name, region, Plan.ENTERPRISE, null, Hosts.ANN);
    Organisation organisation = host.organisation(name, Hosts.ANN);
    organisation.connect(Hosts.connection("azure", generated.folder()));
    Hosts.collect(organisation);
    return organisation;
  }

  private Generated generate(long seed, BillingAccount account) {
    return ExportGenerator.generate(
        GeneratorSpec.builder(TODAY).seed(seed).rowsPerMonth(300).accounts(account).build(), folder.resolve("exports-" + seed));
  }

  private List<String> children(String region) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(region))) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static List<Path> textBelow(Path root, String text) throws IOException {
    return Traces.of(root, text);
  }
}
