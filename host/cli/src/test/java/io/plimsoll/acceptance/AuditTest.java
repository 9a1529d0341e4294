package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.cli.TypedCommands.Typed;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every act is on record, or it does not happen. */
class AuditTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Period ALL = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2025, 12, 1));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void eachCommandLeavesItsEvent() throws Exception {
    // given
    Generated generated = exports(51);
    Path part = generated.winners().get(0).parts().get(0).file();
    String run = generated.winners().get(0).runId();
    Path home = folder.resolve("home");
    CommandLine commands = new CommandLine(Files.createDirectories(folder.resolve("jvm")), home, TODAY);

    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope", "org list", "connect acme --name azure --store " + generated.folder().toUri(),
            "collect acme", "runs acme", "receipt acme 2025-11", "receipt acme 2025-11 --diff " + run + " " + run,
            "costs acme --metric BilledCost --by ServiceName", "sql\tacme\tSELECT COUNT(*) FROM focus",
            "sql\tacme\tATTACH 'other.db'", "anomalies acme", "retention acme --dry-run", "retention acme", "org hold acme on",
            "org delete acme --yes", "org hold acme off", "org export acme " + folder.resolve("archive"), "validate " + part,
            "audit verify acme", "audit acme");
    List<String> ofOrganisation = events(home.resolve("regions/westeurope/acme/audit/ledger.jsonl"));
    typed.addAll(commands.type("org delete acme --yes"));
    List<String> ofHost = events(home.resolve("audit/ledger.jsonl"));

    // then
    assertThat(typed).filteredOn(t -> t.code() != 0).extracting(Typed::line, Typed::code)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sql\tacme\tATTACH 'other.db'", 4),
            org.assertj.core.groups.Tuple.tuple("org\tdelete\tacme\t--yes", 4));
    assertThat(ofOrganisation)
        .containsSubsequence(
            "organisation.created DONE ann", "connection.added STARTED ann", "connection.added DONE ann",
            "collection.run STARTED ann", "run.published STARTED ann", "run.published DONE ann", "collection.run DONE ann",
            "runs.listed DONE ann", "receipt.shown DONE ann", "receipt.compared DONE ann", "costs.asked DONE ann",
            "sql.asked DONE ann", "sql.asked REFUSED ann", "anomalies.listed DONE ann", "retention.previewed DONE ann",
            "retention.applied STARTED ann", "retention.applied DONE ann", "hold.set STARTED ann", "hold.set DONE ann",
            "hold.lifted DONE ann", "organisation.exported STARTED ann", "organisation.exported DONE ann",
            "audit.verified DONE ann", "audit.read DONE ann");
    assertThat(ofHost)
        .containsSubsequence(
            "organisation.created STARTED ann", "organisation.created DONE ann", "organisations.listed DONE ann",
            "organisation.deleted REFUSED ann", "file.validated DONE ann", "organisation.deleted STARTED ann",
            "organisation.deleted DONE ann");
  }

  @Test
  void whenTheChainCannotBeWrittenNothingIsDoneAndTheMessageSaysWhatToDo() throws Exception {
    // given: an organisation with data, and one more run to collect
    Generated generated = exports(52);
    Generated more = exports(53);
    Path home = folder.resolve("home");
    Path workspace = home.resolve("regions/westeurope/acme");
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CORE, generated.folder());
      Hosts.collect(acme);
      List<String> rollups = names(workspace.resolve("rollups"));
      Path saved = breakChain(workspace.resolve("audit"));

      // when, then
      Map<String, ThrowingCallable> acts = new LinkedHashMap<>();
      acts.put("connect", () -> acme.connect(Hosts.connection("more", more.folder())));
      acts.put("collect", () -> Hosts.collect(acme));
      acts.put("costs", () -> acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)));
      acts.put("sql", () -> acme.sql("SELECT COUNT(*) FROM focus", SqlLimits.DEFAULT));
      acts.put("runs", acme::runs);
      acts.put("receipts", () -> acme.receipts(YearMonth.of(2025, 11)));
      acts.put("connections", acme::connections);
      acts.put("anomalies", () -> acme.anomalies(ALL));
      acts.put("retention", () -> acme.applyRetention(false));
      acts.put("dry run", () -> acme.applyRetention(true));
      acts.put("export", () -> acme.export(folder.resolve("archive")));
      acts.put("hold", () -> host.hold("acme", true, Hosts.ANN));
      acts.forEach(AuditTest::requireRefused);
      assertThat(folder.resolve("archive")).doesNotExist();
      restoreChain(saved, workspace.resolve("audit"));
      assertThat(acme.connections()).hasSize(1);
      assertThat(acme.profile().legalHold()).isFalse();
      assertThat(names(workspace.resolve("rollups"))).isEqualTo(rollups);
      assertThat(acme.verifyAudit().problems()).isEmpty();
      assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)).totals()).hasSize(1);
    }
  }

  @Test
  void whenTheChainBreaksInTheMiddleOfACollectionNothingIsPublished() throws Exception {
    // given
    Generated generated = exports(54);
    Path home = folder.resolve("home");
    Path audit = home.resolve("regions/westeurope/acme/audit");
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CONTROL, generated.folder());
      AtomicBoolean broken = new AtomicBoolean();
      List<Path> saved = new ArrayList<>();

      // when: it broke after the collection had begun
      requireRefused(
          "collect",
          () ->
              acme.collect(
                      new CollectRequest(
                          null,
                          progress -> {
                            if (broken.compareAndSet(false, true)) {
                              saved.add(breakChain(audit));
                            }
                          }))
                  .await());

      // then
      restoreChain(saved.get(0), audit);
      assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)).rows()).isEmpty();
      assertThat(names(home.resolve("regions/westeurope/acme/rollups"))).isEmpty();
      Hosts.collect(acme);
      assertThat(acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)).totals().get(0).value())
          .isEqualByComparingTo(generated.totals().sum(Metric.BILLED_COST, "EUR"));
      assertThat(acme.verifyAudit().problems()).isEmpty();
    }
  }

  @Test
  void whenTheHostsChainCannotBeWrittenNoOrganisationIsMadeListedOrDeleted() throws Exception {
    Path home = folder.resolve("home");
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      // given
      host.createOrganisation("acme", "westeurope", Plan.CORE, null, Hosts.ANN);
      Path saved = breakChain(home.resolve("audit"));

      // when, then
      requireRefused("create", () -> host.createOrganisation("globex", "westeurope", Plan.CORE, null, Hosts.ANN));
      requireRefused("list", () -> host.organisations(null, 10, Hosts.ANN));
      requireRefused("delete", () -> host.deleteOrganisation("acme", Hosts.ANN));
      restoreChain(saved, home.resolve("audit"));
      assertThat(host.organisations(null, 10, Hosts.ANN)).hasSize(1);
      assertThat(home.resolve("regions/westeurope/acme/state.db")).exists();
      assertThat(home.resolve("regions/westeurope/globex")).doesNotExist();
    }
  }

  private enum Tampering {
    LAST_ENTRY_GONE,
    ENTRY_ADDED,
    ENTRY_EDITED,
    ENTRIES_SWAPPED,
    EMPTIED
  }

  @ParameterizedTest
  @EnumSource(Tampering.class)
  void afterTamperingTheCheckSaysWhereAndActsAreRefusedUntilTheChainIsRestored(Tampering how) throws Exception {
    // given
    Path home = folder.resolve("home");
    Path ledger = home.resolve("regions/westeurope/acme/audit/ledger.jsonl");
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Organisation acme = Hosts.connected(host, "acme", Plan.CORE, exports(55).folder());
      acme.connections();
      acme.runs();
      acme.connections();
      assertThat(acme.verifyAudit().problems()).isEmpty();
    }
    byte[] whole = Files.readAllBytes(ledger);
    List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
    int last = lines.size() - 1;
    switch (how) {
      case LAST_ENTRY_GONE -> lines.remove(last);
      case ENTRY_ADDED -> lines.add(lines.get(last));
      case ENTRY_EDITED -> lines.set(2, lines.get(2).replace("\"ann\"", "\"bob\""));
      case ENTRIES_SWAPPED -> lines.set(2, lines.set(3, lines.get(2)));
      case EMPTIED -> lines.clear();
    }
    Files.write(ledger, lines);

    // when
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Organisation acme = host.organisation("acme", Hosts.ANN);
      AuditLedger.Verification found = acme.verifyAudit();

      // then
      assertThat(found.holds()).isFalse();
      assertThat(String.join(" ", found.problems())).as("%s", how).containsPattern("[Ee]ntry \\d+|[Ee]ntries|[Ll]ine \\d+");
      requireRefused("connections", acme::connections);
      requireRefused("collect", () -> Hosts.collect(acme));
      requireRefused("costs", () -> acme.costs(CostQuery.of(Metric.BILLED_COST, ALL)));
      assertThat(acme.verifyAudit().holds()).isFalse();

      // and what happened can be looked into, on record with the host
      assertThat(acme.audit()).hasSize(Files.readAllLines(ledger).size());
      assertThat(events(home.resolve("audit/ledger.jsonl"))).contains("audit.broken FAILED ann", "audit.read DONE ann");
      assertThat(Files.readString(home.resolve("audit/ledger.jsonl"))).contains("\"subject\":\"acme\"");
    }

    // and a process that did not check refuses as well
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      requireRefused("runs", host.organisation("acme", Hosts.ANN)::runs);
    }

    // and when the file is restored from a backup, a check lifts it
    Files.write(ledger, whole);
    try (Plimsoll host = Hosts.start(home, TODAY)) {
      Organisation acme = host.organisation("acme", Hosts.ANN);
      assertThat(acme.verifyAudit().problems()).isEmpty();
      assertThat(acme.runs()).isEmpty();
    }
  }

  private static void requireRefused(String act, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).as(act).isInstanceOf(PlimsollException.class);
    PlimsollException refused = (PlimsollException) thrown;
    assertThat(refused.code()).as("%s: %s", act, refused.getMessage()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE);
    assertThat(refused.getMessage()).as(act).contains("could not be recorded, so nothing was done");
    assertThat(refused.advice()).as(act).containsAnyOf("Make sure that the disk", "restore both from a backup");
  }

  /** Puts a folder where the chain's file is, so that nobody, not even root, can write it. */
  private static Path breakChain(Path audit) {
    try {
      Path saved = audit.resolveSibling("saved-" + audit.getFileName());
      Files.move(audit.resolve("ledger.jsonl"), saved);
      Files.createDirectories(audit.resolve("ledger.jsonl/in-the-way"));
      return saved;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void restoreChain(Path saved, Path audit) throws IOException {
    Files.delete(audit.resolve("ledger.jsonl/in-the-way"));
    Files.delete(audit.resolve("ledger.jsonl"));
    Files.move(saved, audit.resolve("ledger.jsonl"));
  }

  private static List<String> events(Path ledger) throws IOException {
    List<String> events = new ArrayList<>();
    for (String line : Files.readAllLines(ledger)) {
      JsonNode event = JSON.readTree(line);
      events.add(
          event.findValue("type").asText() + " " + event.findValue("outcome").asText() + " " + event.findValue("user").asText());
    }
    return events;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Generated exports(long seed) {
    return ExportGenerator.generate(
        GeneratorSpec.builder(TODAY).seed(seed).rowsPerMonth(200).partsPerRun(2).build(), folder.resolve("exports-" + seed));
  }
}
