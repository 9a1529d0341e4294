package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.plimsoll.api.retention.RetentionReport;
import io.plimsoll.cli.TypedCommands.Typed;
import io.plimsoll.generator.BillingAccount;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking everything along, and leaving nothing behind. */
class LeavingTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2025, 12, 1));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void anExportHoldsEverythingInOpenFormats() throws Exception {
    // given
    Generated generated = exports("exports", 21);
    Path archive = folder.resolve("archive");
    int entries;
    try (Plimsoll host = Hosts.start(folder.resolve("home"), TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
      Hosts.collect(acme);
      entries = acme.audit().size();

      // when
      acme.export(archive);
    }

    // then: the rollup, to the last digit
    Map<String, BigDecimal> parquet = new TreeMap<>();
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "SELECT BillingCurrency, SUM(BilledCost)::VARCHAR FROM '" + archive.resolve("rollup.parquet") + "' GROUP BY 1")) {
      while (sums.next()) {
        parquet.put(sums.getString(1), new BigDecimal(sums.getString(2)));
      }
    }
    assertThat(parquet).containsOnlyKeys("EUR", "USD");
    parquet.forEach(
        (currency, sum) -> assertThat(sum).isEqualByComparingTo(generated.totals().sum(Metric.BILLED_COST, currency)));

    // the totals
    Map<String, BigDecimal> totals = new TreeMap<>();
    List<String> lines = Files.readAllLines(archive.resolve("totals.csv"));
    assertThat(lines.get(0)).isEqualTo("BillingPeriodStart,Connection,Export,RunId,Metric,Unit,Total");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      totals.merge(cells[4] + " " + cells[5], new BigDecimal(cells[6]), BigDecimal::add);
    }
    for (Metric metric : List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST, Metric.LIST_COST, Metric.CONTRACTED_COST)) {
      for (String currency : List.of("EUR", "USD")) {
        assertThat(totals.get(metric.column() + " " + currency))
            .as("%s %s", metric, currency)
            .isEqualByComparingTo(generated.totals().sum(metric, currency));
      }
    }

    // state and receipts
    assertThat(JSON.readTree(archive.resolve("organisation.json").toFile()).get("name").asText()).isEqualTo("acme");
    for (String table : List.of("connection", "run", "publication", "receipt", "expired", "anomaly", "note")) {
      assertThat(JSON.readTree(archive.resolve("state").resolve(table + ".json").toFile()).isArray()).as(table).isTrue();
    }
    JsonNode receipts = JSON.readTree(archive.resolve("state/receipt.json").toFile());
    assertThat(receipts).hasSize(4);
    assertThat(receipts.get(0).get("document").get("parts")).isNotEmpty();

    // the audit chain, the export's own beginning among it
    List<String> audit = Files.readAllLines(archive.resolve("audit.jsonl"));
    assertThat(audit).hasSizeGreaterThanOrEqualTo(entries + 1);
    for (int i = 0; i < audit.size(); i++) {
      assertThat(JSON.readTree(audit.get(i)).get("sequence").asInt()).isEqualTo(i + 1);
    }
    assertThat(audit.get(audit.size() - 1)).contains("organisation.exported");
  }

  @Test
  void namesThatLookLikeJsonAreExportedAsTheNamesTheyAre() throws Exception {
    // given: somebody called an export so
    Generated generated = exports("exports", 26);
    for (GeneratedRun run : generated.runs()) {
      ExportEditor.rename(run, "{daily");
    }
    Path archive = folder.resolve("archive");
    try (Plimsoll host = Hosts.start(folder.resolve("home"), TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
      Hosts.collect(acme);

      // when
      acme.export(archive);
    }

    // then
    JsonNode runs = JSON.readTree(archive.resolve("state/run.json").toFile());
    assertThat(runs).isNotEmpty().allSatisfy(run -> {
      assertThat(run.get("export").asText()).isEqualTo("{daily");
      assertThat(run.get("document").get("export").asText()).isEqualTo("{daily");
    });
  }

  @Test
  void anExportIntoAFolderThatIsNotEmptyIsRefusedAndTouchesNothing() throws IOException {
    try (Plimsoll host = Hosts.start(folder.resolve("home"), TODAY)) {
      // given
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, exports("exports", 22).folder());
      Path archive = Files.createDirectories(folder.resolve("archive"));
      Files.writeString(archive.resolve("totals.csv"), "mine");

      // when, then
      assertThatThrownBy(() -> acme.export(archive))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                assertThat(e).hasMessageContaining("is not empty");
              });
      assertThat(archive.resolve("totals.csv")).hasContent("mine");
      assertThat(archive).isDirectoryNotContaining("glob:**.json");
    }
  }

  @Test
  void aLegalHoldKeepsEverythingAndSaysSo() throws IOException {
    try (Plimsoll host = Hosts.start(folder.resolve("home"), TODAY.plusYears(2))) {
      // given: data that a Core plan no longer keeps
      Generated generated = exports("exports", 23);
      Organisation acme = Hosts.connected(host, "acme", Plan.CORE, generated.folder());
      Hosts.collect(acme);
      OrganisationProfile held = host.hold("acme", true, Hosts.ANN);
      assertThat(held.legalHold()).isTrue();

      // when
      RetentionReport report = acme.applyRetention(false);

      // then
      assertThat(report.held()).isTrue();
      assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)).totals()).hasSize(2);
      assertThatThrownBy(() -> host.deleteOrganisation("acme", Hosts.ANN))
          .isInstanceOfSatisfying(
              PlimsollException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                assertThat(e).hasMessageContaining("acme").hasMessageContaining("legal hold");
                assertThat(e.advice()).contains("org hold acme off");
              });
      assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)).totals()).hasSize(2);
      assertThat(folder.resolve("home/certificates")).doesNotExist();

      // and once it is lifted
      host.hold("acme", false, Hosts.ANN);
      assertThat(host.deleteOrganisation("acme", Hosts.ANN)).exists();
    }
  }

  @Test
  void aDeletedOrganisationIsGoneWithItsKeysAndTheCertificateCanBeChecked() throws Exception {
    // given
    Path home = folder.resolve("home");
    Generated generated = exports("exports", 24);
    Generated others = exports("others", 25);
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
      Organisation globex = Hosts.connected(host, "globex", Plan.CONTROL, others.folder());
      Hosts.collect(acme);
      Hosts.collect(globex);
      acme.costs(CostQuery.of(Metric.BILLED_COST, ALL));
      acme.sql("SELECT COUNT(*) FROM focus", SqlLimits.DEFAULT);
      Map<Path, Long> untouched = files(home.resolve("regions/westeurope/globex/rollups"));
      assertThat(home.resolve("trust/acme")).isNotEmptyDirectory();

      // when
      Path certificate = host.deleteOrganisation("acme", Hosts.ANN);

      // then
      assertThat(home.resolve("regions/westeurope/acme")).doesNotExist();
      assertThat(home.resolve("trust/acme")).doesNotExist();
      assertThat(host.organisations(null, 10, Hosts.ANN)).extracting(OrganisationProfile::name).containsExactly("globex");
      requireValid(certificate, "acme");

      // a session from before neither answers nor brings anything back
      assertThatThrownBy(() -> acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThatThrownBy(() -> Hosts.collect(acme)).isInstanceOf(PlimsollException.class);
      assertThatThrownBy(acme::audit).isInstanceOf(PlimsollException.class);
      assertThat(home.resolve("regions/westeurope/acme")).doesNotExist();
      assertThat(home.resolve("trust/acme")).doesNotExist();

      // the other organisation is as it was
      assertThat(files(home.resolve("regions/westeurope/globex/rollups"))).isEqualTo(untouched);
      assertThat(globex.costs(CostQuery.of(Metric.BILLED_COST, ALL)).totals())
          .allSatisfy(
              total ->
                  assertThat(total.value())
                      .isEqualByComparingTo(others.totals().sum(Metric.BILLED_COST, total.unit())));
      assertThat(globex.verifyAudit().problems()).isEmpty();

      // and its name is free for somebody else, who finds nothing
      host.createOrganisation("acme", "westeurope", Plan.CORE, null, Hosts.ANN);
      Organisation anew = host.organisation("acme", Hosts.ANN);
      assertThat(anew.connections()).isEmpty();
      assertThat(anew.runs()).isEmpty();
      assertThat(anew.verifyAudit().problems()).isEmpty();
    }
  }

  @Test
  void nothingThatWasTypedOrReadIsFoundOnTheDiskAfterwards() throws Exception {
    // given: a word in a tag, in the id of a resource, in the name of a connection, in a damaged cell and in SQL
    String canary = "canary" + Long.toString(new Random().nextLong() >>> 1, 36);
    Path home = folder.resolve("home");
    Generated good = exports("exports", 26);
    for (GeneratedRun run : good.runs()) {
      ExportEditor.rewrite(
          run,
          row -> {
            row.put("Tags", "{\"env\":\"" + canary + "\"}");
            row.put("ResourceId", "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Compute/vm/" + canary);
            return row;
          });
    }
    Generated bad = exports("damaged", 27);
    ExportEditor.rewrite(
        bad.newest(),
        row -> {
          row.put("BilledCost", canary);
          row.put("BillingCurrency", canary);
          return row;
        });
    CommandLine commands = new CommandLine(folder.resolve("jvm"), home, TODAY);
    Files.createDirectories(commands.folder());
    List<Typed> before =
        commands.type(
            "org create globex --region westeurope", "org create acme --region westeurope",
            "connect acme --name " + canary + " --store " + good.folder().toUri() + " -vv",
            "connect acme --name bad-" + canary + " --store " + bad.folder().toUri(),
            "collect acme -vv", "costs acme --metric BilledCost --by tag:env,ResourceId --from 2025-10-01 -vv",
            "costs\tacme\t--metric\tBilledCost\t--filter\tSkuId = '" + canary + "'\t--from\t2025-10-01\t-vv",
            "costs acme --metric BilledCost --by " + canary + " --from 2025-10-01",
            "sql\tacme\tSELECT COUNT(*) FROM focus WHERE ResourceId LIKE '%" + canary + "%'\t-vv",
            "sql\tacme\tSELECT " + canary + " FROM focus\t-vv", "sql\tacme\tSELECT '" + canary + "'::INTEGER FROM focus\t-vv",
            "runs acme -vv", "receipt acme 2025-10 -vv", "anomalies acme -vv", "retention acme -vv",
            "collect acme --connection no-" + canary, "audit acme -vv", "org export acme " + folder.resolve("archive"));
    assertThat(before.get(5).out()).contains(canary);
    assertThat(before.get(8).err()).isNotNull();
    assertThat(Traces.of(home, canary)).as("what the search finds while it is there").isNotEmpty();

    // when
    List<Typed> deleted = commands.type("org delete acme --yes -vv", "org list");

    // then
    assertThat(deleted).as("%s", deleted).extracting(Typed::code).containsOnly(0);
    try (Stream<String> lines = Files.lines(home.resolve("logs/plimsoll.log"))) {
      assertThat(lines.filter(line -> line.contains(canary))).isEmpty();
    }
    assertThat(Traces.of(home, canary)).isEmpty();
    assertThat(Traces.of(commands.folder().resolve("tmp"), canary)).isEmpty();
    assertThat(home.resolve("logs")).isNotEmptyDirectory();
  }

  private static void requireValid(Path certificate, String organisation) throws Exception {
    JsonNode document = JSON.readTree(certificate.toFile());
    JsonNode statement = document.get("certificate");
    String signed = document.get("signed").asText();
    assertThat(JSON.readTree(signed)).isEqualTo(statement);
    assertThat(statement.get("organisation").asText()).isEqualTo(organisation);
    assertThat(statement.get("region").asText()).isEqualTo("westeurope");
    assertThat(statement.get("deletedBy").asText()).isEqualTo("ann");
    assertThat(statement.get("removedFiles").asLong()).isPositive();
    byte[] key = Base64.getDecoder().decode(statement.get("publicKey").asText());
    byte[] signature = Base64.getDecoder().decode(document.get("signature").asText());
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
    check.update(signed.getBytes(StandardCharsets.UTF_8));
    assertThat(check.verify(signature)).isTrue();
    check.update((signed + " ").getBytes(StandardCharsets.UTF_8));
    assertThat(check.verify(signature)).isFalse();
  }

  private static Map<Path, Long> files(Path root) throws IOException {
    Map<Path, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.size(file));
      }
    }
    return files;
  }

  private Generated exports(String name, long seed) {
    return ExportGenerator.generate(
        GeneratorSpec.builder(TODAY).seed(seed).months(2).rowsPerMonth(300)
            .accounts(new BillingAccount("Contoso " + seed, "EUR"), new BillingAccount("Contoso US " + seed, "USD")).build(),
        folder.resolve(name));
  }
}
