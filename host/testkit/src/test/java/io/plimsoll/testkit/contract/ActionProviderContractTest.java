package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of action providers, held against a sound one and against wrong ones. */
class ActionProviderContractTest {
  /** Boards with one text each, by address. */
  private static final Map<URI, String> BOARDS = new HashMap<>();

  private static int writes;
  private static UnaryOperator<ActionTarget> change = UnaryOperator.identity();

  /** What an author writes. */
  static class Subject extends ActionProviderContract {
    @BeforeEach
    void cleanBoards() {
      BOARDS.clear();
      writes = 0;
    }

    @Override
    protected ActionProvider newPlugin() {
      return new Boards();
    }

    @Override
    protected URI store() {
      return URI.create("board://wall/one");
    }

    @Override
    protected Credential credential() {
      return new Chalk();
    }

    @Override
    protected Set<String> secrets() {
      return Set.of("white-chalk");
    }

    @Override
    protected List<Wanted> wanted() {
      return List.of(new Wanted("write", Map.of("text", "hello")));
    }

    @Override
    protected int written() {
      return writes;
    }
  }

  @BeforeEach
  void sound() {
    change = UnaryOperator.identity();
  }

  @Test
  void aSoundProviderHoldsIt() {
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(10);
  }

  @Test
  void oneThatWritesWhilePlanningBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
                        ActionPlan plan = super.plan(kind, parameters, context);
                        writes++;
                        return plan;
                      }
                    }))
        .contains("aPlanSaysWhatItDoesAndWritesNothing");
  }

  @Test
  void oneWhosePlanDependsOnTheHourBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
                        ActionPlan plan = super.plan(kind, parameters, context);
                        ActionStep step = plan.steps().get(0);
                        return with(plan, new ActionStep(step.what(), step.method(), step.url(), step.headers(), step.body() + context.now()));
                      }
                    }))
        .contains("planningLaterWithTheParametersOfAPlanComesToTheSame");
  }

  @Test
  void oneThatPutsItsTokenIntoThePlanBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
                        ActionPlan plan = super.plan(kind, parameters, context);
                        ActionStep step = plan.steps().get(0);
                        Map<String, String> headers = Map.of("Authorization", "Bearer white-chalk");
                        return with(plan, new ActionStep(step.what(), step.method(), step.url(), headers, step.body()));
                      }
                    }))
        .contains("aPlanHoldsNothingSecret");
  }

  @Test
  void oneThatSendsTwiceBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionOutcome perform(ActionStep step) {
                        super.perform(step);
                        return super.perform(step);
                      }
                    }))
        .contains("whatIsSentIsSentOnceAndSeenToBeDone");
  }

  @Test
  void oneThatTakesWhatItSentForDoneWithoutLookingBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
                        return ActionOutcome.done("surely");
                      }
                    }))
        .contains("whatIsSentIsSentOnceAndSeenToBeDone");
  }

  @Test
  void oneWhoseReversalLeavesSomethingBehindBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionPlan reversal(String kind, ActionPlan done, ActionContext context) {
                        ActionPlan plan = super.reversal(kind, done, context);
                        ActionStep step = plan.steps().get(0);
                        return with(plan, new ActionStep(step.what(), step.method(), step.url(), step.headers(), "wiped"));
                      }
                    }))
        .contains("whatIsSentIsSentOnceAndSeenToBeDone");
  }

  @Test
  void oneThatTakesAnyParameterBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
                        return super.plan(kind, Map.of("text", parameters.getOrDefault("text", "")), context);
                      }
                    }))
        .contains("aParameterOrKindItDoesNotKnowIsRefusedByName");
  }

  @Test
  void oneThatNeedsNoCredentialBreaksIt() {
    assertThat(
            broken(
                sound ->
                    new Changed(sound) {
                      @Override
                      public ActionOutcome perform(ActionStep step) {
                        BOARDS.put(step.url(), step.body());
                        writes++;
                        return ActionOutcome.done("written");
                      }
                    }))
        .contains("withoutItsCredentialNothingIsWritten");
  }

  private static Set<String> broken(UnaryOperator<ActionTarget> wrong) {
    change = wrong;
    return new HashSet<>(Held.broken(Subject.class));
  }

  private static ActionPlan with(ActionPlan plan, ActionStep step) {
    return new ActionPlan(
        plan.summary(), plan.parameters(), List.of(step), plan.needs(), plan.takenBackBy(), plan.removesData(), plan.before());
  }

  /** Sound. */
  @Plugin(name = "boards", type = ActionProvider.class)
  public static final class Boards implements ActionProvider {
    /** As a host makes it. */
    public Boards() {}

    @Override
    public Set<String> kinds() {
      return Set.of("write");
    }

    @Override
    public boolean serves(URI store) {
      return "board".equals(store.getScheme());
    }

    @Override
    public ActionTarget open(URI store, PluginSettings settings, Credential credential) {
      settings.validate();
      return change.apply(new Board(store, credential));
    }
  }

  private static final class Board implements ActionTarget {
    private final URI url;
    private final Credential credential;

    Board(URI url, Credential credential) {
      this.url = url;
      this.credential = credential;
    }

    @Override
    public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
      if (!kind.equals("write")) {
        throw new PlimsollException(ErrorCode.INVALID_REQUEST, "A board cannot " + kind + ".", "It can: write.");
      }
      PluginSettings given = PluginSettings.of(parameters);
      String text = given.text("text", "");
      given.validate();
      return new ActionPlan(
          "Writes on " + url + ".", Map.of("text", text), List.of(new ActionStep("write", "PUT", url, Map.of(), text)),
          List.of("chalk"), "Writing what was there before.", false, BOARDS.getOrDefault(url, ""));
    }

    @Override
    public ActionPlan reversal(String kind, ActionPlan done, ActionContext context) {
      return new ActionPlan(
          "Writes what was there.", Map.of(), List.of(new ActionStep("write back", "PUT", url, Map.of(), done.before())),
          List.of("chalk"), "Nothing.", false, "");
    }

    @Override
    public ActionOutcome perform(ActionStep step) {
      if (credential.token("board").isEmpty()) {
        return ActionOutcome.notDone("no chalk", "bring some");
      }
      BOARDS.put(step.url(), step.body());
      writes++;
      return ActionOutcome.done("written");
    }

    @Override
    public ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
      return BOARDS.getOrDefault(step.url(), "").equals(step.body())
          ? ActionOutcome.done("it is there")
          : ActionOutcome.notDone("it is not there", "");
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  /** A sound one of which a test changes a step. */
  private static class Changed implements ActionTarget {
    private final ActionTarget sound;

    Changed(ActionTarget sound) {
      this.sound = sound;
    }

    @Override
    public ActionPlan plan(String kind, Map<String, String> parameters, ActionContext context) {
      return sound.plan(kind, parameters, context);
    }

    @Override
    public ActionPlan reversal(String kind, ActionPlan done, ActionContext context) {
      return sound.reversal(kind, done, context);
    }

    @Override
    public ActionOutcome perform(ActionStep step) {
      return sound.perform(step);
    }

    @Override
    public ActionOutcome inspect(ActionStep step, Instant sentAt, ActionContext context) {
      return sound.inspect(step, sentAt, context);
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  private static final class Chalk implements Credential {
    private boolean closed;

    @Override
    public Optional<AccessToken> token(String scope) {
      return closed ? Optional.empty() : Optional.of(new AccessToken("white-chalk", Instant.parse("2100-01-01T00:00:00Z")));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
