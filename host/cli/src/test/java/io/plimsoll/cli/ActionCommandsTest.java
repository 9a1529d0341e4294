package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.ActionProposal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionCommandsTest {
  private final Desk desk = new Desk();
  private final FakeActions actions = desk.host.with("acme").actions;

  @Test
  void whatIsProposedIsShownToTheCharacter() {
    assertThat(
            desk.type(
                "export acme azure propose create --name costs --scope subscriptions/1 --file-format csv --overwrite"
                    + " --from 2025-11-01 --no-identity"))
        .isZero();

    assertThat(actions.proposal)
        .isEqualTo(
            new ActionProposal(
                "azure", "create",
                Map.of("export", "costs", "scope", "subscriptions/1", "format", "csv", "overwrite", "true", "from", "2025-11-01",
                    "identity", "false")));
    assertThat(desk.out.lines())
        .contains("Action 1 is proposed: backfill", "Request 1 of 2: run 2025-09",
            "  POST https://management.azure.com/x/run?api-version=2025-03-01", "  Content-Type: application/json", "    \"a\" : 1")
        .contains("Nothing was sent. Next, somebody other than ann: plimsoll action acme approve 1");
    assertThat(desk.out).contains("Open until     2025-10-22 09:30 UTC", FakeActions.DIGEST, "Nothing takes it back.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --name costs --from 2025-10-01 --to 2025-10-31|run|{export=costs, from=2025-10-01, to=2025-10-31}",
        "backfill --name costs --months 24 --again|backfill|{again=true, export=costs, months=24}",
        "remove --name costs|remove|{export=costs}",
        "lifecycle --days 400 --path focus|lifecycle|{days=400, path=focus}", "lifecycle|lifecycle|{}"
      })
  void eachKindHasItsOptions(String typed, String kind, String parameters) {
    assertThat(desk.type("export acme azure propose " + typed)).isZero();
    assertThat(actions.proposal.kind()).isEqualTo(kind);
    assertThat(actions.proposal.parameters()).hasToString(parameters);
  }

  @Test
  void anApprovalIsOfWhatWasLookedAt() {
    assertThat(desk.type("action acme approve 1 --as ben")).isZero();
    assertThat(desk.host.caller.user()).isEqualTo("ben");
    assertThat(actions.acts).containsExactly("show 1", "approve 1 " + FakeActions.DIGEST);
    assertThat(desk.out).contains("Request 2 of 2: run 2025-08", "Approved by ben. Next: plimsoll action acme execute 1");

    assertThat(desk.type("action acme approve 1 --digest 0123456789AB")).isZero();
    assertThat(desk.type("action acme approve 1 --digest 999999999999")).isEqualTo(4);
    assertThat(desk.err).contains("They are not those.");
    assertThat(desk.type("action acme approve 1 --digest 0123")).isEqualTo(2);
    assertThat(desk.err).contains("--digest: '0123' is too short to say which requests are meant.");
  }

  @Test
  void whatIsExecutedSaysHowFarItCame() {
    assertThat(desk.type("action acme execute 1")).isZero();
    assertThat(desk.out).contains("Action 1 is done", "run 2025-09", "Azure accepted it with 200.", "What takes it back: Nothing takes it back.")
        .doesNotContain("Request 1 of 2");

    actions.outcome = State.FAILED;
    actions.message = "no";
    actions.advice = "Do it again.";
    assertThat(desk.type("action acme execute 1")).isEqualTo(1);
    assertThat(desk.out).contains("Action 1 is failed", "no\n", "Do it again.");
    actions.outcome = State.UNKNOWN;
    assertThat(desk.type("action acme check 1")).isEqualTo(1);
  }

  @Test
  void theListIsATableAndExactForPrograms() {
    assertThat(desk.type("action acme list")).isZero();
    assertThat(desk.out).contains("1  failed  backfill  azure       ann          ben         1 of 2    Runs the export");
    desk.type("action acme list --format csv");
    assertThat(desk.out)
        .startsWith("action,state,kind,connection,proposedBy,proposedAt,expiresAt,decidedBy,decidedAt,reverts,revertedBy,requests,done,digest,")
        .contains("1,failed,backfill,azure,ann,2025-10-15T09:30:00Z,2025-10-22T09:30:00Z,ben,2025-10-15T09:31:00Z,,,2,1," + FakeActions.DIGEST);
    desk.type("action acme show 1 --format json");
    assertThat(desk.out)
        .contains("\"state\":\"proposed\"", "\"digest\":\"" + FakeActions.DIGEST + "\"", "\"decidedBy\":null",
            "\"body\":\"{\\n  \\\"a\\\" : 1\\n}\",\"state\":\"waiting\"");
    desk.type("action acme show 1 --format csv");
    assertThat(desk.out).contains("1,proposed,2,run 2025-08,POST,https://management.azure.com/x/run?api-version=2025-03-01,\"\",waiting,,\"\"");
    actions.acts.add("empty");
    desk.type("action acme list");
    assertThat(desk.out.strip()).isEqualTo("Nobody proposed anything for acme.");
  }

  @Test
  void whatIsRejectedAndTakenBackIsAskedFor() {
    assertThat(desk.type("action acme reject 1 --reason 'not this week'")).isZero();
    assertThat(desk.type("action acme revert 1")).isZero();
    assertThat(actions.acts).containsExactly("reject 1 not this week", "revert 1");
    assertThat(desk.type("action acme show 9")).isEqualTo(3);
    assertThat(desk.err).contains("There is no action 9.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"action acme", "export acme azure", "export acme azure propose", "export acme", "action acme approve", "export acme azure propose create"})
  void halfACommandIsToldWhatIsMissing(String typed) {
    assertThat(desk.type(typed)).isEqualTo(2);
    assertThat(desk.err).contains("--help' to see what it takes.");
    assertThat(actions.acts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"export --help", "export acme azure propose backfill --help", "action --help", "action acme approve --help"})
  void everyCommandHasHelp(String typed) {
    assertThat(desk.type(typed)).isZero();
    assertThat(desk.out).contains("--as=PERSON").contains("Usage: plimsoll");
  }

  @Test
  void theExportOfAnOrganisationIsStillAnotherCommand() {
    assertThat(desk.type("org export acme /tmp/copy")).as(desk.err).isZero();
    assertThat(desk.host.with("acme").acts).containsExactly("export /tmp/copy");
  }
}
