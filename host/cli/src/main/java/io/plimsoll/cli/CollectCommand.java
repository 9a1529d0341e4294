package io.plimsoll.cli;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.collect.RunningCollection;
import io.plimsoll.api.credential.CredentialStatus;
import java.time.Duration;
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
      "  plimsoll collect acme --connection azure --watch --every PT1H"
    })
final class CollectCommand implements Callable<Integer> {
  private static final Set<Run.State> UNUSABLE =
      EnumSet.of(Run.State.INCOMPLETE, Run.State.QUARANTINED, Run.State.FAILED);

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--connection", paramLabel = "C", description = "This connection only (default: all).")
  private @Nullable String connection;

  @Option(names = "--watch", description = "Stay and collect again and again until interrupted.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "PT15M",
      converter = Days.DurationConverter.class,
      description = "How long to wait between collections with --watch (default: PT15M).")
  private Duration every = Duration.ofMinutes(15);

  CollectCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Organisation acme = invocation.organisation(organisation);
    if (!watch) {
      return once(acme).number();
    }
    StopSignal stop = invocation.surroundings().stop();
    do {
      try {
        once(acme);
      } catch (PlimsollException e) {
        // What failed now may pass next time; a watch ends when the user ends it.
        new ErrorReport(invocation.surroundings().err(), invocation.format() == Format.JSON, invocation.verbosity() > 0)
            .tell(e);
      }
    } while (!stop.await(every));
    return ExitCode.OK.number();
  }

  private ExitCode once(Organisation acme) {
    RunningCollection.Outcome outcome = collect(invocation, acme, connection);
    invocation.print(new CollectionView(new RunsView(outcome.runs(), whenNothingFound(acme)), outcome.skipped()));
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
