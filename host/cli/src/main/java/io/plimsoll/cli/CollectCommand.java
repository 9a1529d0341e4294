package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.CollectionSchedule;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.credential.CredentialStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code collect}. */
@Command(
    name = "collect",
    description = "Read what is new in the exports of an organisation, check it and publish it.",
    footer = {
      "",
      "A run that does not pass its checks publishes nothing and leaves the last good figures in place.",
      "Examples:",
      "  plimsoll collect acme",
      "  plimsoll collect acme --watch",
      "  plimsoll collect acme --connection azure --watch --every PT1H"
    })
final class CollectCommand implements Callable<Integer> {
  private static final Set<Run.State> UNUSABLE =
      EnumSet.of(Run.State.INCOMPLETE, Run.State.QUARANTINED, Run.State.FAILED);

  /** Somebody else may be collecting, or every connection asks for collections on demand alone. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);

  private static final Duration WITHOUT_A_SCHEDULE = Duration.ofMinutes(15);

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--connection", paramLabel = "C", description = "This connection only (default: all).")
  private @Nullable String connection;

  @Option(names = "--watch", description = "Stay and collect whenever a connection is due, until interrupted.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Days.DurationConverter.class,
      description = "With --watch: collect this often, whatever the connections' own setting every says.")
  private @Nullable Duration every;

  CollectCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Organisation acme = invocation.organisation(organisation);
    return watch ? watch(acme).number() : once(acme, connection).number();
  }

  /** Begins with everything asked for; then each connection when it is due, or all of them as often as was said. */
  private ExitCode watch(Organisation acme) {
    StopSignal stop = invocation.surroundings().stop();
    tried(acme, connection);
    while (!stop.isWanted() && !stop.await(pause(acme))) {
      if (every != null) {
        tried(acme, connection);
      } else {
        Instant now = invocation.surroundings().clock().instant();
        watched(acme).stream()
            .filter(s -> s.nextAt() != null && !s.nextAt().isAfter(now))
            .forEach(s -> tried(acme, s.connection()));
      }
    }
    return ExitCode.OK;
  }

  private void tried(Organisation acme, @Nullable String one) {
    if (invocation.surroundings().stop().isWanted()) {
      return;
    }
    try {
      once(acme, one);
    } catch (PlimsollException e) {
      // What failed now may pass next time; a watch ends when the user ends it.
      new ErrorReport(invocation.surroundings().err(), invocation.format() == Format.JSON, invocation.verbosity() > 0)
          .tell(e);
    }
  }

  private Duration pause(Organisation acme) {
    Instant next = every == null ? Schedules.next(watched(acme)) : null;
    if (next == null) {
      return every == null ? WITHOUT_A_SCHEDULE : every;
    }
    invocation.surroundings().err().println("Next collection: " + Figures.time(next) + ". Stop with Ctrl-C.");
    invocation.surroundings().err().flush();
    Duration left = Duration.between(invocation.surroundings().clock().instant(), next);
    return left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left;
  }

  private List<CollectionSchedule> watched(Organisation acme) {
    return acme.schedule().stream().filter(s -> connection == null || s.connection().equals(connection)).toList();
  }

  private ExitCode once(Organisation acme, @Nullable String one) {
    RunningCollection.Outcome outcome = collect(invocation, acme, one);
    invocation.print(
        new CollectionView(new RunsView(outcome.runs(), whenNothingFound(acme)), outcome.skipped(), acme.schedule()));
    acme.credentials().all().stream()
        .map(CredentialStatus::warning)
        .filter(warning -> !warning.isEmpty())
        .forEach(warning -> invocation.surroundings().err().println(Plain.text(warning)));
    invocation.surroundings().err().flush();
    return outcome(outcome.runs());
  }

  /** Collects with progress on a terminal; an interruption cancels it. */
  static RunningCollection.Outcome collect(
      Invocation invocation, Organisation organisation, @Nullable String connection) {
    Surroundings around = invocation.surroundings();
    StatusLine status = around.statusLine();
    RunningCollection running = organisation.collect(new CollectRequest(connection, new CollectProgress(status)));
    Runnable cancel = running::cancel;
    around.stop().onStop(cancel);
    try {
      return running.await();
    } finally {
      around.stop().forget(cancel);
      status.end();
    }
  }

  private static String whenNothingFound(Organisation acme) {
    String name = acme.profile().name();
    return acme.connections().isEmpty()
        ? name + " has no connection yet. Try plimsoll connect " + name + " --name azure --store FOLDER."
        : "No export was found in the connections of " + name + ". Check with plimsoll connect whether --store is right.";
  }

  /** A run that could not be used weighs more than one that waits for a choice. */
  static ExitCode outcome(List<Run> runs) {
    if (runs.stream().anyMatch(r -> UNUSABLE.contains(r.state()))) {
      return ExitCode.INPUT;
    }
    return runs.stream().anyMatch(r -> r.state() == Run.State.AMBIGUOUS) ? ExitCode.REFUSED : ExitCode.OK;
  }
}
