package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.acceptance.detectors.BabblingDetector;
import io.plimsoll.acceptance.detectors.BrokenDetector;
import io.plimsoll.acceptance.detectors.SeeingDetector;
import io.plimsoll.acceptance.detectors.ThrowingDetector;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection.Outcome;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.cli.TypedCommands.Typed;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's plug-ins, faulty and curious ones, as an operator meets them on the command line. */
class AddedPluginsTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CANARY = "canary-5d21";

  @TempDir Path folder;
  private Path home;
  private Path added;
  private CommandLine commands;
  private Generated exports;

  @BeforeEach
  void generate() throws IOException {
    home = folder.resolve("home");
    added = folder.resolve("added");
    commands = new CommandLine(Files.createDirectories(folder.resolve("jvm")), home, TODAY);
    exports = exports(77);
  }

  private String with(String command) {
    return command + " --bundles " + added;
  }

  private String connect() {
    return "connect acme --name azure --store " + exports.folder().toUri();
  }

  private static JsonNode json(Typed typed) throws IOException {
    assertThat(typed.code()).as(typed.line() + typed.err()).isZero();
    return JSON.readTree(typed.out());
  }

  @Test
  void aFaultyDetectorStopsNoCollectionAndTheAnswersSayWhatIsMissing() throws Exception {
    // given
    DetectorJar.write(added, "faulty", ThrowingDetector.class, "");
    DetectorJar.write(added, "babbling", BabblingDetector.class, "");

    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope", connect(), with("collect acme"), with("anomalies acme"),
            with("anomalies acme --format json"), with("costs acme --metric BilledCost --format json"),
            "collect acme --format json", "anomalies acme --format json", "audit acme --type anomalies.evaluated --format json");

    // then the costs are there and each answer names the detector, the reason and the way out
    assertThat(typed.get(2).code()).isZero();
    for (int answer : new int[] {2, 3}) {
      assertThat(typed.get(answer).out().replaceAll("\\s+", " "))
          .contains("Missing: what detector faulty would have found. Plug-in faulty (AnomalyDetector, faulty.jar) failed in"
              + " AnomalyDetector.evaluateAll: IllegalStateException, no idea.")
          .contains("Report it to the author of faulty.jar")
          .contains("Detector babbling answered a finding that cannot be used: expectedPerDay is NaN; it explains nothing.");
    }
    assertThat(typed.get(2).out()).contains("published");
    assertThat(json(typed.get(4)).get("skippedDetectors").findValuesAsText("detector")).containsExactly("babbling", "faulty");
    assertThat(json(typed.get(5)).get("rows")).isNotEmpty();

    // and once they are gone nothing is missing any more
    assertThat(json(typed.get(6)).get("runs").findValuesAsText("state")).containsOnly("unchanged");
    assertThat(json(typed.get(6)).get("skippedDetectors")).isEmpty();
    assertThat(json(typed.get(7)).get("skippedDetectors")).isEmpty();
    assertThat(typed.get(8).out()).contains("anomalies.evaluated").contains("faulty");
  }

  @Test
  void aCircuitThatOpensIsOnRecordInTheChainOfTheOrganisationWhoseCallOpenedIt() throws Exception {
    // given
    DetectorJar.write(added, "faulty", ThrowingDetector.class, "");
    DetectorJar.write(added, "broken", BrokenDetector.class, "");
    try (Plimsoll host =
        Plimsoll.builder()
            .home(home)
            .bundles(Hosts.bundles())
            .addedBundles(added)
            .clock(Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
            .build()) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CORE, exports.folder());
      Hosts.connected(host, "globex", Plan.CORE, exports(78).folder());

      // when the detector fails five times in a row
      for (int i = 0; i < 5; i++) {
        assertThat(acme.collect(CollectRequest.all()).await().skipped()).extracting(SkippedDetector::detector)
            .containsExactly("broken", "faulty");
      }

      // then it rests, and costs are published all the same
      assertThat(host.plugins()).filteredOn(p -> p.name().equals("faulty")).extracting(PluginStatus::state)
          .containsExactly(PluginStatus.State.RESTING);
      Outcome globex = host.organisation("globex", Hosts.ANN).collect(CollectRequest.all()).await();
      assertThat(globex.runs()).extracting(Run::state).contains(Run.State.PUBLISHED);
      assertThat(globex.skipped()).filteredOn(s -> s.detector().equals("faulty")).extracting(SkippedDetector::reason).first()
          .asString().contains("rests after failures").doesNotContain("no idea");
    }

    // then each change is in one chain: what no organisation's call did, in the host's
    assertThat(states(home.resolve("regions/westeurope/acme/audit/ledger.jsonl"))).containsExactly("faulty open");
    assertThat(states(home.resolve("regions/westeurope/globex/audit/ledger.jsonl"))).isEmpty();
    assertThat(states(home.resolve("audit/ledger.jsonl"))).containsExactly("broken open");
  }

  private static List<String> states(Path chain) throws IOException {
    List<String> states = new ArrayList<>();
    for (String line : Files.readAllLines(chain)) {
      JsonNode entry = JSON.readTree(line);
      if (entry.findValue("type").asText().equals("plugin.state")) {
        states.add(entry.findValue("subject").asText() + " " + entry.findValue("state").asText());
      }
    }
    return states;
  }

  @Test
  void aPluginSeesWhatWasGrantedAndNoMore() throws Exception {
    // given
    DetectorJar.write(added, "seeing", SeeingDetector.class, "uses:List<String>=\"TAGS,RESOURCE_NAMES\"");

    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope", connect(), with("collect acme"), with("anomalies acme --format json"),
            with("plugins grant acme seeing"), with("plugins grant acme seeing tags"), with("plugins set acme seeing word=tagged"),
            "connect acme --name other --store " + exports(78).folder().toUri(), with("collect acme"),
            with("anomalies acme --format json"));

    // then
    assertThat(explanations(typed.get(3))).contains("seen 0 [ServiceName]");
    assertThat(typed.get(4).out()).contains("seeing").contains("costs").contains("resource-names, tags");
    assertThat(typed.get(5).out()).contains("costs, tags");
    assertThat(explanations(typed.get(9))).contains("tagged 0 [ServiceName, tag:env]");
    assertThat(json(typed.get(9)).get("anomalies"))
        .isNotEmpty()
        .noneMatch(anomaly -> anomaly.path("dimensions").has("ResourceId"));
  }

  @Test
  void aPluginThatNeedsMoreIsCalledOnceItIsGranted() throws Exception {
    // given
    DetectorJar.write(added, "seeing", SeeingDetector.class, "needs:List<String>=\"TAGS,NETWORK\"");

    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope", connect(), with("collect acme"), with("plugins grant acme seeing costs tags"),
            with("plugins grant acme seeing network --format json"), with("collect acme --format json"),
            with("anomalies acme --format json"), with("plugins grant acme seeing tags --revoke"),
            with("collect acme --format json"), with("plugins grant acme seeing credentials"),
            with("plugins grant acme seeing everything"), with("plugins grant acme nobody tags"));

    // then
    assertThat(typed.get(2).out().replaceAll("\\s+", " "))
        .contains(
            "Missing: what detector seeing would have found. Plug-in seeing (AnomalyDetector, seeing.jar) is not called for"
                + " acme, which did not grant it network and tags.")
        .contains("Grant it: plimsoll plugins grant acme seeing network tags.");
    assertThat(typed.get(3).out().replaceAll("\\s+", " "))
        .contains("is not called for acme until it is granted network: plimsoll plugins grant acme seeing network");
    assertThat(json(typed.get(4)).get("plugins").get(0).get("missing")).isEmpty();
    assertThat(json(typed.get(5)).get("skippedDetectors")).isEmpty();
    assertThat(explanations(typed.get(6))).contains("seen 0 [ServiceName, tag:env]");
    assertThat(json(typed.get(8)).get("skippedDetectors").findValuesAsText("detector")).containsExactly("seeing");
    assertThat(typed.get(9).code()).isEqualTo(2);
    assertThat(typed.get(9).err()).contains("Plug-in seeing does not ask for credentials.").contains("It asks for");
    assertThat(typed.get(10).err()).contains("'everything' is no grant.");
    assertThat(typed.get(11).code()).isEqualTo(3);
  }

  @Test
  void settingsAreCheckedWholeAndASecretIsNeverShown() throws Exception {
    // given
    DetectorJar.write(added, "seeing", SeeingDetector.class, "");
    Path secret = Files.writeString(folder.resolve("token"), CANARY + "\n");

    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope", connect(),
            with("plugins set acme seeing token=" + CANARY + " most=many colour=red"),
            with("plugins set acme seeing " + CANARY), with("plugins set acme seeing token=file:" + secret + " word=quiet"),
            with("collect acme"), with("anomalies acme --format json"), with("plugins set acme seeing"),
            with("plugins set acme seeing word= --format json"), with("plugins --format json"),
            "audit acme --format json", "org export acme " + folder.resolve("archive"), "audit verify acme");

    // then
    assertThat(typed.get(2).code()).isEqualTo(2);
    assertThat(typed.get(2).err().replaceAll("\\s+", " "))
        .contains("most was 'many' but it is not a whole number")
        .contains("token is a secret; give a reference to it, such as env:NAME or file:PATH, not the secret itself")
        .contains("colour is not a setting here")
        .contains("Known settings: most, token, word.");
    assertThat(typed.get(3).err()).contains("Setting 1 is not written KEY=VALUE.");
    assertThat(explanations(typed.get(6))).contains("quiet " + CANARY.length() + " [ServiceName]");
    assertThat(typed.get(7).out()).contains("file:" + secret).contains("quiet");
    assertThat(json(typed.get(8)).get("settings").fieldNames()).toIterable().containsExactly("token");
    assertThat(typed).allSatisfy(t -> assertThat(t.out() + t.err()).doesNotContain(CANARY));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(CANARY);
      }
    }
  }

  private List<String> explanations(Typed anomalies) throws IOException {
    return json(anomalies).get("anomalies").findValuesAsText("explanation");
  }

  private Generated exports(long seed) {
    return ExportGenerator.generate(
        GeneratorSpec.builder(TODAY).seed(seed).months(2).rowsPerMonth(200).partsPerRun(1).build(),
        folder.resolve("exports-" + seed));
  }
}
