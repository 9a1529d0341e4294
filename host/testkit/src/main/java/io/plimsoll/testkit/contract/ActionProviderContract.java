package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ActionProvider} must do. Point yours at a place of the test that counts what is written to it and is
 * new for each test.
 */
public abstract class ActionProviderContract extends PluginContract<ActionProvider> {
  private static final String UNKNOWN = "no-such-name";

  /** For the authors of providers. */
  protected ActionProviderContract() {
    super(ActionProvider.class);
  }

  /**
   * Something to do.
   *
   * @param kind one of the provider's
   * @param parameters that make sense at the place as it is when a test begins
   */
  public record Wanted(String kind, Map<String, String> parameters) {}

  /** The place, as a connection names it. */
  protected abstract URI store();

  /** Settings that open it; none when not overridden. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** A new credential that the place accepts until it is closed. */
  protected abstract Credential credential();

  /** What must never be in a plan, such as a token of the credential; none when not overridden. */
  protected Set<String> secrets() {
    return Set.of();
  }

  /** Something to do of each kind. */
  protected abstract List<Wanted> wanted();

  /** How many requests that change something have reached the place so far. */
  protected abstract int written();

  /** The time of the test; noon of 20 November 2025 when not overridden. */
  protected Instant now() {
    return Instant.parse("2025-11-20T12:00:00Z");
  }

  @Test
  void itsKindsAreNamesAndEachIsTried() {
    assertThat(plugin.kinds()).as("kinds").isNotEmpty().allMatch(kind -> kind.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    assertThat(wanted().stream().map(Wanted::kind)).as("kinds that this test has something to do of").containsAll(plugin.kinds());
  }

  @Test
  void itServesItsPlaceAndNoOther() {
    assertThat(plugin.serves(store())).as("%s is served", store()).isTrue();
    assertThat(plugin.serves(URI.create("no-such-scheme://anywhere/at/all"))).as("a strange place is served").isFalse();
  }

  @Test
  void aSettingItDoesNotKnowIsRefusedByName() {
    Map<String, String> more = new HashMap<>(settings());
    more.put(UNKNOWN, "1");
    try (Credential credential = credential()) {
      PlimsollException refused =
          Calls.fails(
              "the setting " + UNKNOWN, () -> plugin.open(store(), PluginSettings.of(more), credential).close(),
              ErrorCode.INVALID_REQUEST);
      assertThat(refused).hasMessageContaining(UNKNOWN);
    }
  }

  @Test
  void aParameterOrKindItDoesNotKnowIsRefusedByName() {
    with(
        target -> {
          for (Wanted wanted : wanted()) {
            Map<String, String> more = new HashMap<>(wanted.parameters());
            more.put(UNKNOWN, "1");
            PlimsollException refused =
                Calls.fails(
                    wanted.kind() + " with the parameter " + UNKNOWN, () -> target.plan(wanted.kind(), more, context()),
                    ErrorCode.INVALID_REQUEST);
            assertThat(refused).hasMessageContaining(UNKNOWN);
          }
          Calls.fails("the kind " + UNKNOWN, () -> target.plan(UNKNOWN, Map.of(), context()), ErrorCode.INVALID_REQUEST);
        });
    assertThat(written()).as("requests that change something").isZero();
  }

  @Test
  void aPlanSaysWhatItDoesAndWritesNothing() {
    with(
        target -> {
          for (Wanted wanted : wanted()) {
            ActionPlan plan = plan(target, wanted);
            assertThat(plan.summary()).as("the summary of %s", wanted.kind()).isNotBlank();
            assertThat(plan.takenBackBy()).as("what takes %s back", wanted.kind()).isNotBlank();
            assertThat(plan.steps()).as("the requests of %s", wanted.kind()).isNotEmpty();
            for (ActionStep step : plan.steps()) {
              assertThat(step.what()).as("what a request of %s is for", wanted.kind()).isNotBlank();
              assertThat(step.method()).as("the method of a request").isIn("PUT", "POST", "PATCH", "DELETE");
              assertThat(step.url().isAbsolute()).as("%s is absolute", step.url()).isTrue();
            }
          }
        });
    assertThat(written()).as("requests that change something").isZero();
  }

  @Test
  void aPlanHoldsNothingSecret() {
    with(
        target -> {
          for (Wanted wanted : wanted()) {
            ActionPlan plan = plan(target, wanted);
            for (ActionStep step : plan.steps()) {
              assertThat(step.headers().keySet()).as("headers").noneMatch(name -> name.equalsIgnoreCase("authorization"));
            }
            for (String secret : secrets()) {
              assertThat(plan.toString()).as("the plan of %s", wanted.kind()).doesNotContain(secret);
            }
          }
        });
  }

  @Test
  void planningLaterWithTheParametersOfAPlanComesToTheSame() {
    with(
        target -> {
          for (Wanted wanted : wanted()) {
            ActionPlan plan = plan(target, wanted);
            ActionContext later = new ActionContext(now().plus(Duration.ofHours(1)), 7);
            ActionPlan again = target.plan(wanted.kind(), plan.parameters(), later);
            assertThat(again.steps()).as("the requests of %s, planned an hour later", wanted.kind()).isEqualTo(plan.steps());
            assertThat(again.parameters()).as("its parameters").isEqualTo(plan.parameters());
          }
        });
  }

  @Test
  void whatIsSentIsSentOnceAndSeenToBeDone() {
    for (Wanted wanted : wanted()) {
      with(
          target -> {
            ActionPlan plan = plan(target, wanted);
            for (ActionStep step : plan.steps()) {
              int before = written();
              assertThat(target.inspect(step, now(), context()).state())
                  .as("%s before it was sent", step.what()).isNotEqualTo(ActionOutcome.State.DONE);
              ActionOutcome sent = target.perform(step);
              assertThat(sent.state()).as("%s: %s", step.what(), sent.note()).isEqualTo(ActionOutcome.State.DONE);
              assertThat(sent.note()).as("what the place said of %s", step.what()).isNotBlank();
              assertThat(written() - before).as("requests for %s", step.what()).isEqualTo(1);
              assertThat(target.inspect(step, now(), context()).state())
                  .as("%s after it was sent", step.what()).isEqualTo(ActionOutcome.State.DONE);
            }
            takeBack(target, wanted, plan);
          });
    }
  }

  /** It is as it was before, so that the same can be planned again; or nothing takes it back, and that is said. */
  private void takeBack(ActionTarget target, Wanted wanted, ActionPlan done) {
    int before = written();
    ActionPlan reversal;
    try {
      reversal = target.reversal(wanted.kind(), done, context());
    } catch (PlimsollException e) {
      assertThat(e.code()).as("taking back %s: %s", wanted.kind(), e.getMessage()).isEqualTo(ErrorCode.REFUSED);
      return;
    }
    assertThat(written()).as("requests while the reversal is planned").isEqualTo(before);
    for (ActionStep step : reversal.steps()) {
      ActionOutcome sent = target.perform(step);
      assertThat(sent.state()).as("%s: %s", step.what(), sent.note()).isEqualTo(ActionOutcome.State.DONE);
    }
    ActionPlan again = plan(target, wanted);
    assertThat(again.steps()).as("%s, planned after it was taken back", wanted.kind()).isEqualTo(done.steps());
    assertThat(again.before().isEmpty()).as("there was nothing before %s, as at first", wanted.kind()).isEqualTo(done.before().isEmpty());
  }

  @Test
  void withoutItsCredentialNothingIsWritten() {
    for (Wanted wanted : wanted()) {
      try (Credential credential = credential();
          ActionTarget target = plugin.open(store(), PluginSettings.of(settings()), credential)) {
        ActionStep first = plan(target, wanted).steps().get(0);
        int before = written();
        credential.close();
        ActionOutcome[] outcome = new ActionOutcome[1];
        Throwable thrown = catchThrowable(() -> outcome[0] = target.perform(first));
        assertThat(thrown != null || outcome[0].state() != ActionOutcome.State.DONE)
            .as("%s without a credential is not done", first.what()).isTrue();
        assertThat(written()).as("requests that change something").isEqualTo(before);
      }
    }
  }

  private ActionPlan plan(ActionTarget target, Wanted wanted) {
    return target.plan(wanted.kind(), wanted.parameters(), context());
  }

  private ActionContext context() {
    return new ActionContext(now(), 365);
  }

  private void with(java.util.function.Consumer<ActionTarget> work) {
    try (Credential credential = credential();
        ActionTarget target = plugin.open(store(), PluginSettings.of(settings()), credential)) {
      work.accept(target);
    }
  }
}
