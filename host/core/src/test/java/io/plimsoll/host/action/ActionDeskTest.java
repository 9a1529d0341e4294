package io.plimsoll.host.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.Action;
import io.plimsoll.api.action.Action.State;
import io.plimsoll.api.action.Action.StepState;
import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionOutcome;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.audit.AuditEntry;
import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.runtime.PluginLookup;
import io.plimsoll.host.state.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What becomes of a write from its proposal to its end, at a place that does what each test says. */
class ActionDeskTest {
  private static final Map<String, String> ONE = Map.of("a", "text");
  private static final Map<String, String> THREE = Map.of("a", "1", "b", "2", "c", "3");

  @TempDir static Path folder;
  private static Database database;
  private final Place place = new Place();
  private final Ledger ledger = new Ledger();
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicBoolean locked = new AtomicBoolean();
  private final Time clock = new Time();
  private Pause pause = pauses::add;
  private boolean legalHold;

  @BeforeAll
  static void openDatabase() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("state.db"));
    database = Database.open("acme", source, "io/plimsoll/host/db/state");
  }

  @BeforeEach
  void forgetOtherTests() {
    database.write(h -> h.execute("delete from action_event"));
  }

  @Test
  void whatOneProposesAndAnotherApprovesIsSentOnce() {
    // when
    Action proposed = propose(ONE);
    Action approved = as("ben").approve(proposed.id(), proposed.digest());
    Action done = execute(proposed.id());

    // then
    assertThat(proposed.state()).isEqualTo(State.PROPOSED);
    assertThat(proposed.plan().steps().get(0).body()).isEqualTo("text");
    assertThat(approved.state()).isEqualTo(State.APPROVED);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.proposedBy() + " " + done.decidedBy()).isEqualTo("ann ben");
    assertThat(done.steps()).singleElement().extracting(Action.Step::note).isEqualTo("kept a");
    assertThat(place.received).containsExactly("put a");
    refused(() -> execute(proposed.id()), "Action 1 is done and cannot be executed.", "Propose a new one.");
    assertThat(place.received).hasSize(1);
  }

  @Test
  void nobodyApprovesHisOwnProposalHoweverHeSpellsHisName() {
    Action proposed = propose(ONE);
    for (String spelling : List.of("ann", " Ann ", "ANN", "ａｎｎ")) {
      refused(
          () -> as(spelling).approve(proposed.id(), proposed.digest()),
          spelling + " proposed action 1 and cannot approve it too.", "Have another person look at it.");
    }
    refused(
        () -> execute(proposed.id()), "Action 1 is proposed and cannot be executed.",
        "Somebody other than ann has to approve it first.");
    assertThat(place.received).isEmpty();
  }

  @Test
  void anApprovalIsForTheRequestsThatWereShown() {
    Action proposed = propose(ONE);
    Action other = propose(Map.of("a", "text!"));
    assertThat(other.digest()).isNotEqualTo(proposed.digest());
    refused(
        () -> as("ben").approve(proposed.id(), other.digest()),
        "The requests of action 1 are not those that were to be approved.", "Look at them again: plimsoll action ORG show 1.");
  }

  @Test
  void whenThePlaceChangedMeanwhileNothingIsSentAndItIsApprovedAnew() {
    // given
    Action approved = approved(ONE);
    place.ending = " and more";

    // when
    refused(
        () -> execute(approved.id()),
        "The place changed since action 1 was approved, so its requests are others now; nothing was sent.",
        "Look at them and have them approved anew: plimsoll action ORG show 1.");

    // then
    Action again = as("ann").show(approved.id());
    assertThat(place.received).isEmpty();
    assertThat(again.state()).isEqualTo(State.PROPOSED);
    assertThat(again.decidedBy()).isNull();
    assertThat(again.plan().steps().get(0).body()).isEqualTo("text and more");
    refused(
        () -> as("ben").approve(again.id(), approved.digest()),
        "The requests of action 1 are not those that were to be approved.", "Look at them again: plimsoll action ORG show 1.");
    as("ben").approve(again.id(), again.digest());
    assertThat(execute(again.id()).state()).isEqualTo(State.DONE);
  }

  @Test
  void everyRequestIsOnRecordBeforeItIsSent() {
    // given
    Action approved = approved(ONE);
    place.next.add(
        step -> {
          AuditEvent last = ledger.events.get(ledger.events.size() - 1);
          assertThat(last.type() + " " + last.outcome()).isEqualTo("action.request.sent STARTED");
          assertThat(last.details()).containsEntry("url", "https://place.example/a").containsEntry("method", "PUT");
          assertThat(last.details().get("body")).startsWith("sha256:").hasSize(71);
          assertThat(as("ann").list().get(0).steps().get(0).state()).isEqualTo(StepState.SENT);
          return place.keep(step);
        });
    locked.set(false);

    // when
    Action done = execute(approved.id());

    // then
    assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
    assertThat(ledger.events).extracting(AuditEvent::type).endsWith("action.request.sent", "action.request.answered");
  }

  @Test
  void whatCannotBeRecordedIsNotSent() {
    Action approved = approved(ONE);
    ledger.full = true;
    assertThatThrownBy(() -> execute(approved.id())).hasMessageContaining("could not be recorded, so nothing was done");
    assertThat(place.received).isEmpty();

    ledger.full = false;
    assertThat(as("ann").show(approved.id()).state()).isEqualTo(State.FAILED);
    assertThat(execute(approved.id()).state()).isEqualTo(State.DONE);
    assertThat(place.received).hasSize(1);
  }

  @Test
  void aProgramThatIsKilledAfterSendingLeavesAnUnknownThatIsReadBackAndNotSentAgain() {
    // given: killed between sending and recording
    Action approved = approved(ONE);
    place.next.add(
        step -> {
          place.keep(step);
          throw new Killed();
        });
    assertThatThrownBy(() -> execute(approved.id())).isInstanceOf(Killed.class);

    // when
    Action left = as("ann").show(approved.id());
    Action done = execute(approved.id());

    // then
    assertThat(left.state()).isEqualTo(State.UNKNOWN);
    assertThat(left.message()).isEqualTo("The program that executed it ended before it was through.");
    assertThat(left.advice()).isEqualTo("Find out what became of the request that was on its way: plimsoll action ORG check 1.");
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.message()).isEqualTo("It was found to have taken effect.");
    assertThat(place.received).containsExactly("put a");
  }

  @Test
  void aProgramThatIsKilledBeforeItsRequestArrivedSendsItOnceMore() {
    Action approved = approved(ONE);
    place.next.add(
        step -> {
          throw new Killed();
        });
    assertThatThrownBy(() -> execute(approved.id())).isInstanceOf(Killed.class);

    assertThat(as("ann").check(approved.id()).state()).isEqualTo(State.FAILED);
    assertThat(execute(approved.id()).state()).isEqualTo(State.DONE);
    assertThat(place.received).hasSize(2);
    assertThat(place.kept).containsEntry("a", "text");
  }

  @Test
  void whatNobodyCanSeeStaysUnknownAndIsNotSentAgain() {
    // given
    Action approved = approved(ONE);
    place.next.add(step -> Place.breaks());
    place.sight = step -> ActionOutcome.unknown("too early to say", "");

    // when
    Action unknown = execute(approved.id());
    Action still = execute(approved.id());

    // then
    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(unknown.message()).isEqualTo("The connection broke.");
    assertThat(unknown.advice()).isEqualTo("Check it in a few minutes: plimsoll action ORG check 1.");
    assertThat(still.state()).isEqualTo(State.UNKNOWN);
    assertThat(still.message()).isEqualTo("It still cannot be seen whether it took effect.");
    assertThat(place.received).hasSize(1);
    refused(() -> as("ann").revert(approved.id()), "Action 1 is unknown and cannot be taken back.", "Check it first.");
  }

  @Test
  void aRequestThatBrokeIsReadBackAtOnce() {
    Action approved = approved(ONE);
    place.next.add(
        step -> {
          place.keep(step);
          return Place.breaks();
        });
    Action done = execute(approved.id());
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.steps().get(0).note()).isEqualTo("The connection broke. It was read back: it is there");
  }

  @Test
  void aBusyPlaceIsLeftAloneForAsLongAsItSays() {
    Action approved = approved(THREE);
    place.next.add(place::keep);
    place.next.add(step -> ActionOutcome.busy("busy", Duration.ofSeconds(30)));
    place.next.add(step -> ActionOutcome.busy("busy", null));
    List<String> progress = new ArrayList<>();

    Action done = as("ann").execute(approved.id(), a -> progress.add(states(a)));

    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(pauses).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(place.received).containsExactly("put a", "put b", "put b", "put b", "put c");
    assertThat(progress)
        .containsExactly(
            "[DONE, WAITING, WAITING]", "[DONE, WAITING, WAITING]", "[DONE, WAITING, WAITING]", "[DONE, DONE, WAITING]",
            "[DONE, DONE, DONE]");
  }

  @Test
  void whatIsLeftIsSentLaterAndNothingTwice() {
    // given: the second of three is refused
    Action approved = approved(THREE);
    place.next.add(place::keep);
    place.next.add(step -> ActionOutcome.notDone("no room", "Make some."));
    Action failed = execute(approved.id());
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.message() + failed.advice()).isEqualTo("no roomMake some.");
    assertThat(states(failed)).isEqualTo("[DONE, FAILED, WAITING]");

    // when
    Action done = execute(approved.id());

    // then
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(place.received).containsExactly("put a", "put b", "put b", "put c");
  }

  @Test
  void aPlaceThatStaysBusyEndsTheWaiting() {
    Action approved = approved(ONE);
    for (int i = 0; i < 6; i++) {
      place.next.add(step -> ActionOutcome.busy("Azure is busy.", Duration.ofSeconds(5)));
    }
    Action failed = execute(approved.id());
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.message()).isEqualTo("Azure is busy. It wants to be left alone for 5 seconds more.");
    assertThat(failed.advice()).isEqualTo("When the reason is gone, send what is left: plimsoll action ORG execute 1.");
    assertThat(pauses).hasSize(5);

    place.next.add(step -> ActionOutcome.busy("Azure is busy.", Duration.ofHours(1)));
    assertThat(execute(approved.id()).message()).isEqualTo("Azure is busy. It wants to be left alone for 3600 seconds more.");
    assertThat(pauses).hasSize(5);
  }

  @Test
  void anInterruptEndsTheWaiting() {
    Action approved = approved(ONE);
    place.next.add(step -> ActionOutcome.busy("busy", null));
    pause =
        time -> {
          throw new InterruptedException();
        };
    Action failed = execute(approved.id());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.message()).isEqualTo("It was cancelled while it waited.");
  }

  @Test
  void aProposalAndAnApprovalEndAfterSevenDays() {
    Action proposed = propose(ONE);
    Action approved = approved(ONE);
    clock.now = clock.now.plus(Duration.ofDays(7));

    assertThat(as("ann").list()).extracting(Action::state).containsExactly(State.EXPIRED, State.EXPIRED);
    refused(
        () -> as("ben").approve(proposed.id(), proposed.digest()), "Action 1 is expired and cannot be approved.", "Propose a new one.");
    refused(() -> execute(approved.id()), "Action 2 is expired and cannot be executed.", "Propose a new one.");
    assertThat(place.received).isEmpty();
  }

  @Test
  void whatFailedIsNotSentOnceItsApprovalHasEnded() {
    Action approved = approved(ONE);
    place.next.add(step -> ActionOutcome.notDone("no room", "Make some."));
    execute(approved.id());
    clock.now = clock.now.plus(Duration.ofDays(8));
    refused(
        () -> execute(approved.id()), "The approval of action 1 ended at 2026-01-08T00:00:00Z.", "Propose what is left anew.");
  }

  @Test
  void whatIsRejectedIsNeverSent() {
    Action approved = approved(ONE);
    Action rejected = as("eve").reject(approved.id(), "not this week");
    assertThat(rejected.state()).isEqualTo(State.REJECTED);
    assertThat(rejected.message() + " " + rejected.decidedBy()).isEqualTo("not this week eve");
    refused(() -> execute(approved.id()), "Action 1 is rejected and cannot be executed.", "Propose a new one.");
    refused(
        () -> as("ben").approve(approved.id(), approved.digest()), "Action 1 is rejected and cannot be approved.",
        "Propose a new one.");
  }

  @Test
  void whatIsDoneIsTakenBackByAnActionOfItsOwn() {
    // given
    Action done = execute(approved(ONE).id());

    // when
    Action reversal = as("ben").revert(done.id());
    refused(
        () -> as("ann").revert(done.id()), "Action 2 is there already to take action 1 back.", "Go on with that one.");
    refused(
        () -> as("ben").approve(reversal.id(), reversal.digest()), "ben proposed action 2 and cannot approve it too.",
        "Have another person look at it.");
    as("ann").approve(reversal.id(), reversal.digest());
    Action undone = execute(reversal.id());

    // then
    assertThat(undone.state()).isEqualTo(State.DONE);
    assertThat(undone.reverts()).isEqualTo("1");
    Action first = as("ann").show(done.id());
    assertThat(first.state()).isEqualTo(State.REVERTED);
    assertThat(first.revertedBy()).isEqualTo("2");
    assertThat(place.kept).containsEntry("a", "");
    refused(() -> as("ann").revert("2"), "Action 2 took action 1 back itself.", "Propose what is wanted anew instead.");
  }

  @Test
  void underALegalHoldNothingThatRemovesDataIsProposedApprovedOrSent() {
    place.removesData = true;
    Action proposed = propose(ONE);
    Action approved = approved(ONE);
    legalHold = true;
    String message = "The organisation is under a legal hold, and this would remove data: Puts [a].";
    String advice = "Lift the hold first: plimsoll org hold ORG off.";
    refused(() -> propose(ONE), message, advice);
    refused(() -> as("ben").approve(proposed.id(), proposed.digest()), message, advice);
    refused(() -> execute(approved.id()), message, advice);
    assertThat(place.received).isEmpty();
  }

  @Test
  void onlyOneAtATimeExecutes() {
    Action approved = approved(ONE);
    locked.set(true);
    refused(
        () -> execute(approved.id()), "An action of this organisation is being executed or checked right now.",
        "Try again when that has ended; a process that was killed lets go by itself.");
    assertThat(place.received).isEmpty();
  }

  @Test
  void twoDecisionsAtTheSameMomentAreNotBothTaken() {
    Action proposed = propose(ONE);
    ActionLog log = new ActionLog(database);
    int seen = log.events(1).size();
    as("eve").reject(proposed.id(), "no");
    refused(
        () -> log.append(1, seen, ActionEvent.of(ActionEvent.Type.APPROVED, clock.instant(), "ben", "")),
        "Somebody else did something to action 1 at the same moment.", "Look at it again and repeat what you wanted.");
    assertThat(as("ann").show(proposed.id()).state()).isEqualTo(State.REJECTED);
  }

  @Test
  void namesThatAreNoneAreTold() {
    notFound(() -> as("ann").show("17"), "There is no action 17.");
    notFound(() -> as("ann").show("x"), "There is no action x.");
    notFound(() -> as("ann").propose(new ActionProposal("nowhere", "put", ONE)), "There is no connection nowhere.");
    assertThatThrownBy(() -> as("ann").propose(new ActionProposal("azure", "burn", ONE)))
        .hasMessage("Nothing that is loaded can burn at file:///exports.")
        .isInstanceOfSatisfying(
            PlimsollException.class, e -> assertThat(e.advice()).isEqualTo("What can be asked there: put."));
  }

  @Test
  void whatIsDoneCanBeLookedAfter() {
    Action done = execute(approved(ONE).id());
    place.sight = step -> ActionOutcome.notDone("it is not there any more", "");
    Action checked = as("ann").check(done.id());
    assertThat(checked.state()).isEqualTo(State.DONE);
    assertThat(checked.steps().get(0).note()).isEqualTo("it is not there any more");
  }

  private Action propose(Map<String, String> texts) {
    return as("ann").propose(new ActionProposal("azure", "put", texts));
  }

  private Action approved(Map<String, String> texts) {
    Action proposed = propose(texts);
    return as("ben").approve(proposed.id(), proposed.digest());
  }

  private Action execute(String id) {
    return as("ann").execute(id, progress -> {});
  }

  private static String states(Action action) {
    return action.steps().stream().map(Action.Step::state).toList().toString();
  }

  private ActionDesk as(String person) {
    Connection connection = new Connection("azure", URI.create("file:///exports"), Layout.AZURE, "none", Map.of());
    return new ActionDesk(
        new ActionBook("ORG", database, clock),
        new ActionTargets(new OnePlace(), () -> List.of(connection), c -> new NoToken()),
        new AuditTrail(ledger, new AuditScope("acme", folder, folder), clock),
        () -> locked.compareAndSet(false, true) ? Optional.of(this::unlock) : Optional.empty(),
        now -> new ActionContext(now, 90),
        () -> legalHold,
        time -> pause.waitFor(time),
        new Caller(person, "local", "test"));
  }

  private void unlock() {
    locked.set(false);
  }

  private static void refused(ThrowingCallable call, String message, String advice) {
    assertThatThrownBy(call)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
              assertThat(e.advice()).isEqualTo(advice);
            });
  }

  private static void notFound(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessage(message)
        .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  /** As the process ends by kill -9: no code of it runs any more. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class NoToken implements Credential {
    @Override
    public Optional<AccessToken> token(String scope) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final class OnePlace implements PluginLookup {
    @Override
    public <T> T find(Class<T> kind, String name) {
      return kind.cast(place);
    }

    @Override
    public <T> Map<String, T> all(Class<T> kind) {
      return Map.of("place", kind.cast(place));
    }

    @Override
    public Map<String, PlimsollException> withheld(Class<?> kind) {
      return Map.of();
    }

    @Override
    public boolean isCurrent(Object handedOut) {
      return true;
    }
  }

  private static final class Ledger implements AuditLedger {
    private final List<AuditEvent> events = new ArrayList<>();
    private boolean full;

    @Override
    public void record(AuditScope scope, AuditEvent event) {
      if (full) {
        throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, "The disk is full.", "Make room.");
      }
      events.add(event);
    }

    @Override
    public List<AuditEntry> read(AuditScope scope) {
      return List.of();
    }

    @Override
    public Verification verify(AuditScope scope) {
      return new Verification(events.size(), List.of());
    }

    @Override
    public byte[] publicKey(AuditScope scope) {
      return new byte[0];
    }

    @Override
    public void remove(AuditScope scope) {
      events.clear();
    }
  }
}
