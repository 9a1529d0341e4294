package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of the program: the options given, wherever they stood, and the host once a command needs it. */
final class Invocation implements AutoCloseable {
  private static final Pattern PERSON = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  private final Surroundings surroundings;
  private final List<GlobalOptions> options = new ArrayList<>();
  private final List<FormatOption> formats = new ArrayList<>();
  private @Nullable Plimsoll host;

  Invocation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A copy of the global options for one command. */
  GlobalOptions options() {
    GlobalOptions copy = new GlobalOptions();
    options.add(copy);
    return copy;
  }

  /** A copy of the format option for one command. */
  FormatOption formatOption() {
    FormatOption copy = new FormatOption();
    formats.add(copy);
    return copy;
  }

  /** Takes in the options of a command that is a method. */
  void with(GlobalOptions global, FormatOption format) {
    options.add(global);
    formats.add(format);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** The home the user named on the command line, or {@code null}. */
  @Nullable Path homeOption() {
    Path named = null;
    for (GlobalOptions copy : options) {
      named = copy.home == null ? named : copy.home;
    }
    return named == null ? null : named.toAbsolutePath().normalize();
  }

  Path home() {
    Path named = homeOption();
    return named == null ? defaultHome() : named;
  }

  Path defaultHome() {
    String variable = surroundings.environment().getOrDefault("PLIMSOLL_HOME", "");
    return variable.isEmpty()
        ? surroundings.userHome().resolve(".plimsoll")
        : Path.of(variable).toAbsolutePath().normalize();
  }

  Format format() {
    Format given = Format.TABLE;
    for (FormatOption copy : formats) {
      given = copy.format == null ? given : copy.format;
    }
    return given;
  }

  int verbosity() {
    return options.stream().mapToInt(copy -> copy.verbose.length).sum();
  }

  /** The day it is, in UTC. */
  LocalDate today() {
    return LocalDate.now(surroundings.clock().withZone(ZoneOffset.UTC));
  }

  /** Who acts. Somebody else than the user of the machine is named beside that user, who typed it. */
  Caller caller() {
    String named = null;
    for (GlobalOptions copy : options) {
      named = copy.person == null ? named : copy.person;
    }
    if (named == null || named.strip().equals(surroundings.user())) {
      return new Caller(surroundings.user(), "local", "plimsoll-cli");
    }
    if (!PERSON.matcher(named.strip()).matches()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "--as: that is no name of a person.", "Use 1 to 200 letters, digits and signs on one line.");
    }
    return new Caller(named.strip(), "local", "plimsoll-cli of " + surroundings.user());
  }

  /** The host of the home in force. */
  Plimsoll host() {
    return host(home(), surroundings.clock(), false);
  }

  /** The host of the home in force, which collects by schedule as long as it is up. */
  Plimsoll hostThatStays() {
    return host(home(), surroundings.clock(), true);
  }

  /** The host of the home in force, whatever its lock of bundles says: to write the lock and to compare with it. */
  Plimsoll hostOfAnyBundle() {
    return started(home(), surroundings.clock(), false, false);
  }

  /**
   * The one host of this run, started by the first call.
   *
   * @param scheduled whether it collects by schedule as long as it is up
   */
  Plimsoll host(Path home, Clock clock, boolean scheduled) {
    return started(home, clock, options.stream().anyMatch(copy -> copy.requireLock), scheduled);
  }

  private Plimsoll started(Path home, Clock clock, boolean requireLock, boolean scheduled) {
    Plimsoll started = host;
    if (started == null) {
      started = surroundings.hosts().start(home, bundles(), added(), requireLock, scheduled, clock, verbosity());
      host = started;
    }
    return started;
  }

  Organisation organisation(String name) {
    return host().organisation(name, caller());
  }

  /** Writes an answer in the format asked for. */
  void print(View view) {
    switch (format()) {
      case TABLE -> view.page(new Page(surroundings.out(), surroundings.terminal()));
      case JSON -> Json.write(surroundings.out(), view.json());
      case CSV -> {
        Csv.write(surroundings.out(), view.grid());
        if (!view.besideGrid().isEmpty()) {
          surroundings.err().println(Plain.text(view.besideGrid()));
        }
      }
    }
    surroundings.out().flush();
  }

  private List<Path> bundles() {
    Path distribution = surroundings.distribution();
    return distribution == null ? List.of() : List.of(distribution.resolve("bundles"));
  }

  private List<Path> added() {
    List<Path> folders = new ArrayList<>();
    options.forEach(copy -> copy.bundles.forEach(folder -> folders.add(folder.toAbsolutePath().normalize())));
    return folders;
  }

  @Override
  public void close() {
    if (host != null) {
      host.close();
    }
  }
}
