package io.plimsoll.action.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionOutcome.State;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.arm.ArmStandIn;
import io.plimsoll.peers.arm.ArmStandIn.Seen;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to Azure, to the character, and what its answers mean. It is noon of 20 November 2025. */
class AzureActionsTest {
  private static final String SCOPE = AzurePeers.SUBSCRIPTION;
  private static final String ACCOUNT = AzurePeers.ACCOUNT;
  private static final String ROLE = "Cost Management Contributor on /" + SCOPE;

  private static AzurePeers peers;
  private final AzureActions provider = new AzureActions();
  private ArmStandIn arm;

  @BeforeAll
  static void startPeers(@TempDir Path folder) {
    peers = new AzurePeers(folder);
  }

  @AfterAll
  static void stopPeers() {
    peers.close();
  }

  @BeforeEach
  void startArm() {
    arm = peers.arm();
  }

  @AfterEach
  void stopArm() {
    provider.close();
    arm.close();
  }

  @Test
  void theRequestThatCreatesAnExportIsShownAsItIsSent() {
    ActionPlan plan = plan("create", Map.of("export", "costs"));
    assertThat(plan.steps()).singleElement().satisfies(
        step -> {
          assertThat(step.method()).isEqualTo("PUT");
          assertThat(step.url())
              .isEqualTo(
                  URI.create(arm.endpoint() + "/" + SCOPE + "/providers/Microsoft.CostManagement/exports/costs?api-version=2025-03-01"));
          assertThat(step.headers()).isEqualTo(Map.of("Content-Type", "application/json"));
          assertThat(step.body())
              .isEqualTo(
                  """
                  {
                    "identity" : {
                      "type" : "SystemAssigned"
                    },
                    "location" : "global",
                    "properties" : {
                      "schedule" : {
                        "status" : "Active",
                        "recurrence" : "Daily",
                        "recurrencePeriod" : {
                          "from" : "2025-11-22T00:00:00Z",
                          "to" : "2035-11-22T00:00:00Z"
                        }
                      },
                      "format" : "Parquet",
                      "deliveryInfo" : {
                        "destination" : {
                          "type" : "AzureBlob",
                          "resourceId" : "ACCOUNT",
                          "container" : "exports",
                          "rootFolderPath" : "focus"
                        }
                      },
                      "definition" : {
                        "type" : "FocusCost",
                        "timeframe" : "MonthToDate",
                        "dataSet" : {
                          "granularity" : "Daily",
                          "configuration" : {
                            "dataVersion" : "1.0r2"
                          }
                        }
                      },
                      "partitionData" : true,
                      "dataOverwriteBehavior" : "CreateNewReport",
                      "compressionMode" : "snappy",
                      "exportDescription" : "FOCUS costs costs"
                    }
                  }"""
                      .replace("ACCOUNT", ACCOUNT));
        });
    assertThat(plan.summary())
        .isEqualTo(
            "Creates the export costs of " + SCOPE + ": FOCUS 1.0r2, daily, the month to date, from 2025-11-22, as Parquet"
                + " (snappy, each run beside the ones before) to exports/focus of contosocosts.");
    assertThat(plan.needs()).contains(ROLE);
    assertThat(plan.removesData()).isFalse();

    // and that is what arrives
    assertThat(done(plan)).startsWith("Azure accepted it with 201 (Azure's request req-17).");
    Seen sent = arm.seen().get(arm.seen().size() - 1);
    assertThat(sent.body()).isEqualTo(plan.steps().get(0).body());
    assertThat(sent.headers().get("user-agent")).startsWith("Plimsoll azsdk-java-plimsoll-action-azure/");
    assertThat(sent.headers()).containsKey("x-ms-client-request-id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "monthly|TheLastMonth|Monthly|Active", "billing-monthly|TheLastBillingMonth|Monthly|Active", "daily|MonthToDate|Daily|Active"
      })
  void everyScheduleOfFocusCanBeMade(String recurrence, String timeframe, String schedule, String status) {
    ActionPlan plan =
        plan(
            "create",
            Map.of(
                "export", "costs", "recurrence", recurrence, "format", "csv", "overwrite", "true", "data-version", "1.2-preview",
                "scope", "/providers/Microsoft.Billing/billingAccounts/1234:5678_2019-05-31/", "from", "2026-01-01", "identity", "false"));
    done(plan);
    JsonNode made = Objects.requireNonNull(arm.export("providers/Microsoft.Billing/billingAccounts/1234:5678_2019-05-31", "costs"));
    assertThat(made.at("/properties/definition/timeframe").asText()).isEqualTo(timeframe);
    assertThat(made.at("/properties/schedule/recurrence").asText()).isEqualTo(schedule);
    assertThat(made.at("/properties/schedule/status").asText()).isEqualTo(status);
    assertThat(made.at("/properties/compressionMode").asText()).isEqualTo("gzip");
    assertThat(made.at("/properties/dataOverwriteBehavior").asText()).isEqualTo("OverwritePreviousReport");
    assertThat(made.at("/properties/definition/dataSet/configuration/dataVersion").asText()).isEqualTo("1.2-preview");
    assertThat(made.has("identity")).isFalse();
    assertThat(inspect(plan.steps().get(0)).state()).isEqualTo(State.DONE);
  }

  @Test
  void anExportThatIsRunByHandAloneHasItsDaysAndNoSchedule() {
    ActionPlan plan = plan("create", Map.of("export", "october", "recurrence", "once", "from", "2025-10-01", "to", "2025-10-31"));
    done(plan);
    JsonNode made = Objects.requireNonNull(arm.export(SCOPE, "october"));
    assertThat(made.at("/properties/schedule/status").asText()).isEqualTo("Inactive");
    assertThat(made.at("/properties/definition/timePeriod/to").asText()).isEqualTo("2025-10-31T00:00:00Z");
    assertThat(inspect(plan.steps().get(0)).state()).isEqualTo(State.DONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export=a/b|export is 'a/b', not the export's name, 1 to 64 letters, digits, hyphens and underscores.",
        "scope=providers/Microsoft.Management/managementGroups/all|scope is 'providers/Microsoft.Management/managementGroups/all', not a scope such as",
        "storage-account=/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/other|storage-account names other, and the connection reads contosocosts.",
        "container=A b|container is 'A b', not the name of a container.",
        "path=/focus|path is '/focus', not a folder within the container, without a slash before it.",
        "format=orc|format is 'orc', not one of parquet, csv.",
        "compression=gzip|compression is 'gzip', not one of snappy, none.",
        "overwrite=yes|overwrite is 'yes', not one of true, false.",
        "recurrence=hourly|recurrence is 'hourly', not one of daily, monthly, billing-monthly, once.",
        "from=2025-11-20|from is 2025-11-20, and a schedule has to begin after today, 2025-11-20.",
        "from=2025-02-30|from is '2025-02-30', a day that is in no calendar.",
        "to=2025-11-21|to is not after from.",
        "recurrence=once|from is missing: a day such as 2025-10-31; to is missing: a day such as 2025-10-31.",
        "sas=x|sas is not a parameter here."
      })
  void whatCannotBeIsToldBeforeAnythingIsAsked(String parameter, String problem) {
    Map<String, String> all = new HashMap<>(Map.of("export", "costs"));
    all.put(parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
    fails(() -> plan("create", all), ErrorCode.INVALID_REQUEST, "The action create cannot be planned: " + problem, "Known parameters: ");
    assertThat(arm.seen()).isEmpty();
  }

  @Test
  void whatIsThereIsNotCreatedAndWhatIsNotThereIsNotRun() {
    arm.putExport(SCOPE, "costs", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"))
        .putExport(SCOPE, "actual", AzurePeers.export("ActualCost", "2025-01-01T00:00:00Z"));
    fails(
        () -> plan("create", Map.of("export", "costs")), ErrorCode.ALREADY_EXISTS,
        "There is an export costs of " + SCOPE + " already.", "Choose another name");
    fails(
        () -> plan("run", Map.of("export", "none")), ErrorCode.NOT_FOUND, "There is no export none of " + SCOPE + ".", "Check scope and name");
    for (String kind : List.of("run", "backfill", "remove")) {
      fails(
          () -> plan(kind, Map.of("export", "actual")), ErrorCode.REFUSED,
          "Export actual of " + SCOPE + " is of type ActualCost, not FocusCost.", "Plimsoll reads FOCUS");
    }
  }

  @Test
  void whatSomebodyCreatedMeanwhileIsNotOverwritten() {
    ActionPlan plan = plan("create", Map.of("export", "costs"));
    arm.putExport(SCOPE, "costs", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"));
    ActionOutcome outcome = perform(plan.steps().get(0));
    assertThat(outcome.state()).isEqualTo(State.NOT_DONE);
    assertThat(outcome.note()).isEqualTo("Azure said 412 PreconditionFailed (Azure's request req-17): An update needs the latest eTag.");
    assertThat(outcome.advice()).isEqualTo("It was changed since it was read: execute again, and it is planned anew.");
    assertThat(inspect(plan.steps().get(0)).state()).isEqualTo(State.NOT_DONE);
  }

  @Test
  void aRunIsOnceForWhatTheExportIsAboutOrForDaysOfOneMonth() {
    arm.putExport(SCOPE, "costs", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"));
    ActionPlan now = plan("run", Map.of("export", "costs"));
    assertThat(now.steps().get(0).body()).isEmpty();
    assertThat(now.takenBackBy()).isEqualTo("Nothing: Azure has no request that undoes a run. Its files can be deleted in the storage account.");
    done(now);
    ActionPlan days = plan("run", Map.of("export", "costs", "from", "2025-10-03", "to", "2025-10-09"));
    assertThat(days.steps().get(0).body())
        .isEqualTo("{\n  \"timePeriod\" : {\n    \"from\" : \"2025-10-03T00:00:00Z\",\n    \"to\" : \"2025-10-09T00:00:00Z\"\n  }\n}");
    done(days);
    assertThat(arm.runs(SCOPE, "costs")).hasSize(2);
    assertThat(inspect(days.steps().get(0)).note()).isEqualTo("Run run-2 is Queued.");
    fails(
        () -> plan("run", Map.of("export", "costs", "from", "2025-10-03", "to", "2025-11-09")), ErrorCode.INVALID_REQUEST,
        "The action run cannot be planned: from and to are not days of one calendar month, the most that one run covers.", "Known");
    fails(
        () -> plan("run", Map.of("export", "costs", "from", "2025-10-03")), ErrorCode.INVALID_REQUEST,
        "The action run cannot be planned: from and to go together.", "Known");
    fails(
        () -> open().reversal("run", now, AzurePeers.CONTEXT), ErrorCode.REFUSED,
        "A run of an export cannot be taken back: Azure has no request for it.", "Delete its files");
  }

  @Test
  void aRunThatIsNotInTheHistoryYetIsUnknownForAWhile() {
    arm.putExport(SCOPE, "costs", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"))
        .putRun(SCOPE, "costs", "OnDemand", "Completed", "2025-10-01T00:00:00Z", "2025-10-31T00:00:00Z", AzurePeers.NOW.minusSeconds(3600))
        .putRun(SCOPE, "costs", "Scheduled", "Completed", "2025-10-01T00:00:00Z", "2025-10-31T00:00:00Z", AzurePeers.NOW)
        .putRun(SCOPE, "costs", "OnDemand", "Completed", "2025-09-01T00:00:00Z", "2025-09-30T00:00:00Z", AzurePeers.NOW);
    ActionStep step = plan("run", Map.of("export", "costs", "from", "2025-10-01", "to", "2025-10-31")).steps().get(0);

    assertThat(inspect(step).state()).isEqualTo(State.UNKNOWN);
    assertThat(inspect(step).note()).isEqualTo("The history of export costs does not show the run yet.");
    ActionContext later = new ActionContext(AzurePeers.NOW.plus(Duration.ofMinutes(16)), null);
    try (ActionTarget target = open()) {
      assertThat(target.inspect(step, AzurePeers.NOW, later).state()).isEqualTo(State.NOT_DONE);
    }
    arm.putRun(SCOPE, "costs", "OnDemand", "Failed", "2025-10-01T00:00:00", "2025-10-31T00:00:00", AzurePeers.NOW.plusSeconds(1));
    assertThat(inspect(step).state()).isEqualTo(State.DONE);
    assertThat(inspect(step).note()).isEqualTo("Run run-4 is Failed.");
  }

  @Test
  void aBackfillIsARunForEachMonthThatHasNoCompletedOne() {
    arm.putExport(SCOPE, "costs", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"))
        .putRun(SCOPE, "costs", "Scheduled", "Completed", "2025-10-01T00:00:00", "2025-10-31T00:00:00Z", Instant.parse("2025-11-03T00:00:00Z"))
        .putRun(SCOPE, "costs", "OnDemand", "Failed", "2025-09-01T00:00:00Z", "2025-09-30T00:00:00Z", Instant.parse("2025-11-03T00:00:00Z"));
    ActionPlan plan = plan("backfill", Map.of("export", "costs"));

    assertThat(plan.steps()).hasSize(12);
    assertThat(plan.steps().get(0).what()).isEqualTo("run export costs for 2025-09");
    assertThat(plan.steps().get(11).what()).isEqualTo("run export costs for 2024-10");
    assertThat(plan.steps().get(7).body()).contains("\"from\" : \"2025-02-01T00:00:00Z\"", "\"to\" : \"2025-02-28T00:00:00Z\"");
    assertThat(plan.summary())
        .isEqualTo(
            "Runs the export costs of " + SCOPE + " for 12 months, from 2024-10 to 2025-09; of others, 1, there is a completed run already.");
    assertThat(plan("backfill", Map.of("export", "costs", "again", "true")).steps()).hasSize(13);
    assertThat(plan("backfill", Map.of("export", "costs", "months", "2025-10,2025-08")).steps())
        .extracting(ActionStep::what).containsExactly("run export costs for 2025-10", "run export costs for 2025-08");
    assertThat(plan("backfill", Map.of("export", "costs", "months", "2025-08..2025-10")).steps()).hasSize(2);
    assertThat(plan("backfill", Map.of("export", "costs", "months", "84")).steps()).hasSize(83);
    plan.steps().forEach(step -> assertThat(perform(step).state()).isEqualTo(State.DONE));
    assertThat(arm.runs(SCOPE, "costs")).hasSize(14);

    fails(
        () -> plan("backfill", Map.of("export", "costs", "months", "2025-10..2025-10")), ErrorCode.ALREADY_EXISTS,
        "Export costs of " + SCOPE + " has a completed run for each of the 1 months.", "Ask for them all the same");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "85|months goes back further than 2018-11, the seven years that Azure gives.",
        "2018-10|months goes back further than 2018-11, the seven years that Azure gives.",
        "2025-11|months has 2025-11, and only months that are over can be filled; 2025-11 is run by the schedule.",
        "2025-10..2025-08|months is '2025-10..2025-08', which is no month.",
        "0|months is '0', which is no month.",
        "2025-13|months is '2025-13', not a number up to 84, months such as 2025-09,2025-10, or a span such as 2024-01..2025-10."
      })
  void monthsThatCannotBeFilledAreTold(String months, String problem) {
    fails(
        () -> plan("backfill", Map.of("export", "costs", "months", months)), ErrorCode.INVALID_REQUEST,
        "The action backfill cannot be planned: " + problem, "Known parameters: again, export, months, scope.");
  }

  @Test
  void aRemovedExportComesBackAsItWas() {
    // given: one that began long ago
    arm.putExport(SCOPE, "costs", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"));
    ActionPlan plan = plan("remove", Map.of("export", "costs"));
    done(plan);
    assertThat(arm.export(SCOPE, "costs")).isNull();
    assertThat(inspect(plan.steps().get(0)).state()).isEqualTo(State.DONE);

    // when
    ActionPlan reversal = reversal("remove", plan);
    done(reversal);

    // then
    assertThat(reversal.summary())
        .isEqualTo("Creates the export costs of " + SCOPE + " again as it was, its schedule beginning on 2025-11-22.");
    JsonNode again = Objects.requireNonNull(arm.export(SCOPE, "costs"));
    assertThat(again.at("/properties/exportDescription").asText()).isEqualTo("costs");
    assertThat(again.at("/properties/schedule/recurrencePeriod/from").asText()).isEqualTo("2025-11-22T00:00:00Z");
    assertThat(again.at("/properties/schedule/recurrencePeriod/to").asText()).isEqualTo("2035-01-01T00:00:00Z");
    fails(
        () -> reversal("remove", plan), ErrorCode.ALREADY_EXISTS, "There is an export costs of " + SCOPE + " again.",
        "Nothing needs to be taken back.");
  }

  @Test
  void anExportThatWritesWithASignatureCannotComeBack() {
    String signed = AzurePeers.export("FocusCost", "2026-01-01T00:00:00Z").replace("\"container\"", "\"sasToken\": \"***\", \"container\"");
    arm.putExport(SCOPE, "costs", signed);
    ActionPlan plan = plan("remove", Map.of("export", "costs"));
    done(plan);
    fails(
        () -> reversal("remove", plan), ErrorCode.REFUSED,
        "Export costs wrote with a shared access signature, which Azure does not show.", "Create it again in the Azure portal");
  }

  @Test
  void theRuleOfRetentionIsSetAmongTheCustomersOwn() throws Exception {
    // given: rules with what Plimsoll does not know, and numbers as Azure writes them
    String theirs =
        """
        [{"enabled": true, "name": "coolOldLogs", "type": "Lifecycle", "definition": {"filters": {"blobTypes": ["blockBlob"],
          "prefixMatch": ["logs/"], "blobIndexMatch": [{"name": "keep", "op": "==", "value": "no"}]},
          "actions": {"baseBlob": {"tierToCold": {"daysAfterModificationGreaterThan": 30.0}, "enableAutoTierToHotFromCool": true}}}},
         {"enabled": false, "name": "archive", "type": "Lifecycle", "definition": {"filters": {"blobTypes": ["blockBlob"]},
          "actions": {"baseBlob": {"tierToArchive": {"daysAfterModificationGreaterThan": 365.0, "daysAfterLastTierChangeGreaterThan": 7}}}}}]
        """;
    arm.putRules(ACCOUNT, theirs);
    ActionPlan plan = plan("lifecycle", Map.of());
    String name = LifecycleRule.name("exports/focus/");

    // when
    assertThat(plan.removesData()).isTrue();
    assertThat(plan.summary())
        .isEqualTo(
            "Has contosocosts delete what lies in exports/focus/ 365 days after it was last changed; the 2 other rules stay as they are.");
    assertThat(plan.needs()).containsExactly("Storage Account Contributor on " + ACCOUNT);
    done(plan);

    // then
    JsonNode rules = Objects.requireNonNull(arm.rules(ACCOUNT));
    JsonNode before = new ObjectMapper().readTree(theirs);
    assertThat(rules.get(0)).isEqualTo(before.get(0));
    assertThat(rules.get(1)).isEqualTo(before.get(1));
    assertThat(plan.steps().get(0).body()).contains("\"daysAfterModificationGreaterThan\" : 30.0");
    assertThat(rules.get(2).path("name").asText()).isEqualTo(name).matches("[A-Za-z0-9]+");
    assertThat(rules.get(2).at("/definition/filters/prefixMatch/0").asText()).isEqualTo("exports/focus/");
    for (String pointer :
        List.of("baseBlob/delete/daysAfterModificationGreaterThan", "snapshot/delete/daysAfterCreationGreaterThan",
            "version/delete/daysAfterCreationGreaterThan")) {
      assertThat(rules.get(2).at("/definition/actions/" + pointer).asInt()).isEqualTo(365);
    }
    assertThat(inspect(plan.steps().get(0)).state()).isEqualTo(State.DONE);
    fails(
        () -> plan("lifecycle", Map.of()), ErrorCode.ALREADY_EXISTS,
        "The policy of " + ACCOUNT + " deletes exports/focus/ after 365 days already.", "There is nothing to do.");

    // and another window takes its place, and back
    ActionPlan longer = plan("lifecycle", Map.of("days", "400"));
    done(longer);
    assertThat(arm.rules(ACCOUNT)).hasSize(3);
    done(reversal("lifecycle", longer));
    assertThat(Objects.requireNonNull(arm.rules(ACCOUNT)).get(2)).isEqualTo(rules.get(2));
  }

  @Test
  void takingTheRuleBackLeavesWhatOthersChangedMeanwhile() {
    // given
    ActionPlan plan = plan("lifecycle", Map.of("days", "90"));
    done(plan);
    String own = Objects.requireNonNull(arm.rules(ACCOUNT)).get(0).toString();
    String theirs =
        "{\"enabled\":true,\"name\":\"theirs\",\"type\":\"Lifecycle\",\"definition\":{\"filters\":{\"blobTypes\":[\"blockBlob\"]},"
            + "\"actions\":{\"baseBlob\":{\"delete\":{\"daysAfterModificationGreaterThan\":9}}}}}";
    arm.putRules(ACCOUNT, "[" + theirs + "," + own + "]");

    // when
    done(reversal("lifecycle", plan));

    // then
    assertThat(Objects.requireNonNull(arm.rules(ACCOUNT)).toString()).isEqualTo("[" + theirs + "]");
    fails(
        () -> reversal("lifecycle", plan), ErrorCode.NOT_FOUND,
        "The policy of " + ACCOUNT + " has no rule " + LifecycleRule.name("exports/focus/") + " any more.", "Nothing needs");
  }

  @Test
  void whereTheRuleWasAloneThePolicyGoes() {
    ActionPlan plan = plan("lifecycle", Map.of("days", "90"));
    done(plan);
    ActionPlan reversal = reversal("lifecycle", plan);
    assertThat(reversal.steps().get(0).method()).isEqualTo("DELETE");
    done(reversal);
    assertThat(arm.rules(ACCOUNT)).isNull();
    assertThat(inspect(reversal.steps().get(0)).state()).isEqualTo(State.DONE);
  }

  @Test
  void whereAPolicyHasAnEtagItIsReplacedOnlyAsItWasRead() {
    arm.withEtagsOfPolicies().putRules(ACCOUNT, "[{\"enabled\":true,\"name\":\"a\",\"type\":\"Lifecycle\",\"definition\":{}}]");
    ActionPlan plan = plan("lifecycle", Map.of("days", "90"));
    assertThat(plan.steps().get(0).headers()).containsKey("If-Match");
    arm.putRules(ACCOUNT, "[{\"enabled\":false,\"name\":\"a\",\"type\":\"Lifecycle\",\"definition\":{}}]");
    ActionOutcome outcome = perform(plan.steps().get(0));
    assertThat(outcome.state()).isEqualTo(State.NOT_DONE);
    assertThat(outcome.note()).contains("412 PreconditionFailed");
  }

  @Test
  void aPolicyThatCannotBeReadOrIsFullIsLeftAlone() {
    arm.fault(Seen::writes, 0, ArmStandIn.drop())
        .fault(s -> true, 1, ArmStandIn.status(403, "AuthorizationFailed", "The client has no authorization", null, null));
    fails(
        () -> plan("lifecycle", Map.of("days", "90")), ErrorCode.ACCESS_DENIED,
        "The lifecycle management policy of " + ACCOUNT + " cannot be read: Azure said 403 AuthorizationFailed",
        "Grant the credential's identity Storage Account Contributor on " + ACCOUNT);
    String rule = "{\"enabled\":true,\"name\":\"r%d\",\"type\":\"Lifecycle\",\"definition\":{}}";
    arm.putRules(ACCOUNT, "[" + String.join(",", Stream.iterate(0, i -> i + 1).limit(100).map(i -> rule.formatted(i)).toList()) + "]");
    fails(
        () -> plan("lifecycle", Map.of("days", "90")), ErrorCode.REFUSED,
        "The policy of " + ACCOUNT + " has 100 rules, and Azure allows 100.", "Remove a rule");
  }

  @Test
  void whoKeepsForEverHasNoWindowToSet() {
    try (ActionTarget target = open()) {
      fails(
          () -> target.plan("lifecycle", Map.of(), new ActionContext(AzurePeers.NOW, null)), ErrorCode.INVALID_REQUEST,
          "The action lifecycle cannot be planned: days is missing: a number of days from 1 to 99999; the organisation keeps costs for ever,"
              + " so it has no window.",
          "Known parameters: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|InvalidAuthenticationToken|NOT_DONE|The token was not accepted: check the tenant",
        "403|RBACAccessDenied|NOT_DONE|Grant the credential's identity Cost Management Contributor on /subscriptions/00000000-0000-0000-0000-000000000001; a new assignment takes up to ten minutes.",
        "404|SubscriptionNotFound|NOT_DONE|Check the names",
        "409|Conflict|NOT_DONE|Something else is changing it",
        "409|ExportQuotaReached|NOT_DONE|A limit of Azure is reached",
        "400|MaximumExportsPerScope|NOT_DONE|A limit of Azure is reached",
        "400|InvalidParameter|NOT_DONE|Azure does not take the request",
        "429|TooManyRequests|BUSY|",
        "500|InternalServerError|UNKNOWN|Azure has trouble",
        "503|ServiceUnavailable|UNKNOWN|Azure has trouble"
      })
  void everyRefusalSaysWhatToDo(int status, String code, State state, String advice) {
    ActionStep step = plan("create", Map.of("export", "costs")).steps().get(0);
    arm.fault(Seen::writes, 1, ArmStandIn.status(status, code, "Something is wrong", null, null));
    ActionOutcome outcome = perform(step);
    assertThat(outcome.state()).isEqualTo(state);
    assertThat(outcome.note()).isEqualTo("Azure said " + status + " " + code + " (Azure's request req-17): Something is wrong.");
    assertThat(outcome.advice()).startsWith(advice == null ? "" : advice);
    assertThat(arm.seen().stream().filter(Seen::writes)).as("sent once, whatever came of it").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After|17|17000", "retry-after-ms|900|900", "x-ms-retry-after-ms|1200|1200",
        "x-ms-ratelimit-microsoft.costmanagement-entity-retry-after|31|31000",
        "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after|45|45000",
        "x-ms-ratelimit-remaining-subscription-writes|3|", "Retry-After|soon|"
      })
  void aBusyServiceSaysHowLong(String header, String value, Long millis) {
    ActionStep step = plan("create", Map.of("export", "costs")).steps().get(0);
    arm.fault(Seen::writes, 1, ArmStandIn.status(429, "TooManyRequests", "Slow down", header, value));
    ActionOutcome outcome = perform(step);
    assertThat(outcome.state()).isEqualTo(State.BUSY);
    assertThat(outcome.retryAfter()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }

  @Test
  void readingWaitsAMomentAndNoLonger() {
    arm.fault(s -> true, 1, ArmStandIn.status(429, "TooManyRequests", "Slow down", "Retry-After", "1"));
    assertThat(plan("create", Map.of("export", "costs")).steps()).hasSize(1);
    arm.fault(s -> true, 9, ArmStandIn.status(429, "TooManyRequests", "Slow down", "Retry-After", "60"));
    fails(
        () -> plan("create", Map.of("export", "costs")), ErrorCode.STORAGE_UNAVAILABLE,
        "Export costs of " + SCOPE + " cannot be read: Azure said 429 TooManyRequests", "Azure wants to be left alone for 60 s: try again later.");
  }

  @Test
  void whatBrokeOnItsWayIsUnknownAndCanBeReadBack() {
    ActionStep step = plan("create", Map.of("export", "costs")).steps().get(0);
    arm.fault(Seen::writes, 1, ArmStandIn.dropAnswer());
    ActionOutcome outcome = perform(step);
    assertThat(outcome.state()).isEqualTo(State.UNKNOWN);
    assertThat(outcome.note()).startsWith("Azure Resource Manager did not answer: ");
    assertThat(inspect(step).state()).isEqualTo(State.DONE);
    assertThat(arm.written()).isEqualTo(1);
  }

  @Test
  void whoCannotBeReachedGotNothing() {
    ActionStep step = plan("create", Map.of("export", "costs")).steps().get(0);
    arm.close();
    ActionOutcome outcome = perform(step);
    assertThat(outcome.state()).isEqualTo(State.NOT_DONE);
    assertThat(outcome.note()).isEqualTo("Azure Resource Manager did not answer: " + arm.endpoint() + " cannot be reached.");
    assertThat(outcome.advice()).isEqualTo("Check the network, its proxy and its firewalls.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/expired"})
  void aTokenThatIsNotForManagementIsTold(String issuer) {
    PluginSettings settings = PluginSettings.of(AzurePeers.settings(arm));
    try (Credential credential = peers.credential(issuer);
        ActionTarget target = provider.open(AzurePeers.STORE, settings, credential)) {
      fails(
          () -> target.plan("create", Map.of("export", "costs"), AzurePeers.CONTEXT), ErrorCode.ACCESS_DENIED,
          "cannot be read: Azure said 401 InvalidAuthenticationToken",
          "The token was not accepted: check the tenant of the connection's credential, and that it may ask for the audience of Azure"
              + " Resource Manager.");
    }
  }

  @Test
  void withoutTokensNothingIsAsked() {
    Credential none = new Credential() {
      @Override
      public Optional<AccessToken> token(String scope) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
    try (ActionTarget target = provider.open(AzurePeers.STORE, PluginSettings.of(AzurePeers.settings(arm)), none)) {
      fails(
          () -> target.plan("create", Map.of("export", "costs"), AzurePeers.CONTEXT), ErrorCode.REFUSED,
          "The connection's credential has no tokens, and Azure is managed with nothing else.", "Connect with a credential of Entra ID");
    }
    assertThat(arm.seen()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://127.0.0.1:1|is not an https address without a path",
        "https://management.azure.com.evil.example|is neither Azure Resource Manager nor on this machine",
        "https://management.azure.com/x|is not an https address without a path", "https://a b|is not an address"
      })
  void aTokenIsSentNowhereElse(String address, String problem) {
    fails(
        () -> peers.open(provider, arm, Map.of("arm", address)).close(), ErrorCode.INVALID_REQUEST,
        "The setting access.arm " + address + " " + problem + ", so no token is sent there.", "Leave it out for the public cloud");
  }

  @Test
  void aRequestThatWasPlannedForAnotherCloudIsNotSent() {
    ActionStep step = new ActionStep("x", "DELETE", URI.create("https://management.azure.com/" + SCOPE), Map.of(), "");
    ActionOutcome outcome = perform(step);
    assertThat(outcome.state()).isEqualTo(State.NOT_DONE);
    assertThat(outcome.note()).isEqualTo("The request is for management.azure.com, and the connection is managed at " + arm.endpoint() + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "abfss://exports@contoso.dfs.core.windows.net/focus/daily,true", "https://contoso.blob.core.windows.net/exports/focus,true",
    "abfss://ws@onelake.dfs.fabric.microsoft.com/lh.Lakehouse/Files,false", "file:///exports,false", "https://example.com/x,false"
  })
  void onlyContainersOfStorageAccountsAreServed(String store, boolean served) {
    assertThat(provider.serves(URI.create(store))).isEqualTo(served);
  }

  @Test
  void theCloudIsThatOfTheStoreAndAnEmulatorHasNone() {
    URI gov = URI.create("abfss://e@contoso.dfs.core.usgovcloudapi.net/f");
    assertThat(Cloud.of(AzurePeers.STORE, "", "")).isEqualTo("https://management.azure.com");
    assertThat(Cloud.of(gov, "", "")).isEqualTo("https://management.usgovcloudapi.net");
    assertThat(Cloud.of(AzurePeers.STORE, "https://login.chinacloudapi.cn/", "")).isEqualTo("https://management.chinacloudapi.cn");
    fails(
        () -> Cloud.of(AzurePeers.STORE, "", "https://127.0.0.1:10000/devstoreaccount1"), ErrorCode.INVALID_REQUEST,
        "The store of the connection is served by an emulator at https://127.0.0.1:10000/devstoreaccount1, which nobody manages.",
        "Set access.arm");
  }

  @Test
  void tokensAreAskedForTheCloudThatIsManaged() {
    assertThat(Cloud.of("", "")).isEqualTo(new Cloud("https://management.azure.com", "https://management.azure.com/.default"));
    assertThat(Cloud.of("https://management.usgovcloudapi.net/", "").scope()).isEqualTo("https://management.usgovcloudapi.net/.default");
    assertThat(Cloud.of("https://127.0.0.1:9", "").scope()).isEqualTo("https://management.azure.com/.default");
    assertThat(Cloud.of("", "https://management.core.windows.net/.default").scope()).isEqualTo("https://management.core.windows.net/.default");
  }

  @Test
  void aClosedProviderLeavesNoThread() {
    plan("create", Map.of("export", "costs"));
    provider.close();
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    List<String> left = ours();
    while (!left.isEmpty() && System.nanoTime() < until) {
      Thread.onSpinWait();
      left = ours();
    }
    assertThat(left).isEmpty();
  }

  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith("plimsoll-azure-actions") || n.startsWith("parallel-") || n.startsWith("boundedElastic") || n.startsWith("azure-sdk"))
        .toList();
  }

  private ActionTarget open() {
    return peers.open(provider, arm, Map.of());
  }

  private ActionPlan plan(String kind, Map<String, String> parameters) {
    try (ActionTarget target = open()) {
      return target.plan(kind, parameters, AzurePeers.CONTEXT);
    }
  }

  private ActionPlan reversal(String kind, ActionPlan done) {
    try (ActionTarget target = open()) {
      return target.reversal(kind, done, AzurePeers.CONTEXT);
    }
  }

  private ActionOutcome perform(ActionStep step) {
    try (ActionTarget target = open()) {
      return target.perform(step);
    }
  }

  private ActionOutcome inspect(ActionStep step) {
    try (ActionTarget target = open()) {
      return target.inspect(step, AzurePeers.NOW, AzurePeers.CONTEXT);
    }
  }

  private String done(ActionPlan plan) {
    ActionOutcome outcome = perform(plan.steps().get(0));
    assertThat(outcome.state()).as(outcome.note()).isEqualTo(State.DONE);
    return outcome.note();
  }

  private static void fails(ThrowingCallable call, ErrorCode code, String message, String advice) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.advice()).startsWith(advice);
            });
  }
}
