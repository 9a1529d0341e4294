package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: a made-up tenant from its exports to a summary. */
@Command(
    name = "demo",
    description = "Make the exports of a made-up tenant, collect them and show what Plimsoll makes of them.",
    footer = {
      "",
      "The demo has a home of its own and never touches real data. Its console has a ready-made owner; the link that is",
      "printed asks for a password of your choice, once, and leads to the costs.",
      "Examples:",
      "  plimsoll demo",
      "  plimsoll demo --once --today 2025-10-21"
    })
final class DemoCommand implements Callable<Integer> {
  /** The organisation the demo makes. */
  static final String ORGANISATION = "demo";

  /** Who owns it and runs its host; an address that nobody has. */
  static final String OWNER = "owner@demo.example";

  private static final String REGION = "local";

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Option(names = "--once", description = "End behind the summary instead of serving the console.")
  private boolean once;

  @Option(names = "--today", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day the demo plays on (default: today).")
  private @Nullable LocalDate today;

  DemoCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Path named = invocation.homeOption();
    Path home = named == null ? invocation.defaultHome().resolve("demo") : named;
    LocalDate day = today == null ? invocation.today() : today;
    Path exports = home.resolve("demo-exports");
    StatusLine status = invocation.surroundings().statusLine();
    List<Connection> connections =
        invocation.surroundings().exports().makeDemo(exports, day, GenerateCommand.progress(status));
    status.end();
    Plimsoll host = invocation.host(home, clock(), !once);
    Organisation demo = organisation(host, connections);
    List<Run> runs = CollectCommand.collect(invocation, demo, null).runs();
    invocation.print(DemoSummary.of(demo, runs, day, home, exports, command(named)));
    if (!once && CollectCommand.outcome(runs) == ExitCode.OK) {
      stay(host);
    }
    return CollectCommand.outcome(runs).number();
  }

  private Organisation organisation(Plimsoll host, List<Connection> connections) {
    boolean there =
        host.organisations(null, 1_000, invocation.caller()).stream()
            .anyMatch(profile -> profile.name().equals(ORGANISATION));
    if (!there) {
      host.createOrganisation(
          ORGANISATION, REGION, OrganisationProfile.Plan.CONTROL, null, invocation.caller());
    }
    Organisation demo = host.organisation(ORGANISATION, invocation.caller());
    Set<String> known = demo.connections().stream().map(Connection::name).collect(Collectors.toSet());
    connections.stream().filter(connection -> !known.contains(connection.name())).forEach(demo::connect);
    return demo;
  }

  /** The clock of the day asked for; it goes on from noon, so that records keep their order. */
  private Clock clock() {
    Clock real = invocation.surroundings().clock();
    return today == null
        ? real
        : Clock.offset(real, Duration.between(real.instant(), today.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC)));
  }

  /** How the next commands reach the demo's home. */
  private String command(@Nullable Path named) {
    String home = named == null ? "~/.plimsoll/demo" : named.toString();
    if (named == null && !invocation.defaultHome().equals(invocation.surroundings().userHome().resolve(".plimsoll"))) {
      home = invocation.defaultHome().resolve("demo").toString();
    }
    return invocation.surroundings().command() + " --home " + (home.contains(" ") ? "'" + home + "'" : home);
  }

  /** Says how to come in as the owner. */
  private void announceOwner(@Nullable OneTimeToken token, RunningServer server) {
    PrintWriter out = invocation.surroundings().out();
    if (token == null) {
      out.println("Sign in as " + OWNER + ".");
    } else {
      out.println("Choose a password for " + OWNER + ", once, by " + server.address() + "welcome?token=" + token.token());
      out.println("No second factor is asked for: the costs are made up. Other organisations ask for one.");
    }
    out.flush();
  }

  /** What the owner, who is made when there is none, chooses a password with; {@code null} when he has. */
  private @Nullable OneTimeToken owner(Plimsoll host) {
    People people = host.people();
    try {
      boolean waits = people.get(OWNER, invocation.caller()).state() == Person.State.INVITED;
      return waits ? people.reset(OWNER, invocation.caller()) : null;
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
    people.invite(OWNER, "Owner of the demo", true, invocation.caller());
    Members members = host.organisation(ORGANISATION, invocation.caller()).members();
    members.requireSecondFactor(false);
    return members.invite(OWNER, "Owner of the demo", OrganisationRole.OWNER, Map.of()).token();
  }

  /** Serves the console of the demo until the user has seen enough. */
  private void stay(Plimsoll host) {
    invocation.surroundings().out().println();
    // Before the console starts, which would otherwise offer to make somebody first.
    OneTimeToken token = owner(host);
    try (RunningServer server = host.serve(ServeOptions.local(), invocation.caller())) {
      ServeCommand.announce(invocation.surroundings().out(), server);
      announceOwner(token, server);
      invocation.surroundings().err().println("The console stays up and collects by schedule. Stop it with Ctrl-C.");
      invocation.surroundings().err().flush();
      ServeCommand.await(invocation.surroundings().stop());
    }
  }
}
