package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.People;
import io.plimsoll.api.identity.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code user} and what can be done with people. */
@Command(
    name = "user",
    description = "Invite, list, disable and forget the people who may sign in to plimsoll serve.",
    footer = {
      "",
      "An invitation or reset prints a token that holds once and for three days; hand it to the person, who opens",
      "ADDRESS-OF-PLIMSOLL/welcome?token=TOKEN and chooses a password.",
      "Examples:",
      "  plimsoll user first",
      "  plimsoll user invite ann@acme.example --name 'Ann'"
    })
final class UserCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private UserCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new UserCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name one of first, list, invite, reset, disable, enable, end-sessions, reset-second-factor and remove");
  }

  @Command(name = "list", description = "List everybody.")
  int list(@Mixin GlobalOptions options, @Mixin FormatOption as) {
    invocation.with(options, as);
    List<Person> all = new ArrayList<>();
    @Nullable String last = null;
    List<Person> page;
    do {
      page = people().list(last, PAGE, invocation.caller());
      all.addAll(page);
      last = page.isEmpty() ? last : page.get(page.size() - 1).email();
    } while (page.size() == PAGE);
    return print(new PeopleView(all, all.isEmpty() ? "There is nobody yet. Begin with plimsoll user first." : ""));
  }

  @Command(name = "invite", description = "Make an account and print the token it is opened with.")
  int invite(
      @Parameters(paramLabel = "EMAIL", description = "The address he signs in with.") String email,
      @Option(names = "--name", paramLabel = "NAME", description = "As others see it (default: the address).") @Nullable String name,
      @Option(names = "--operator", description = "He runs this host: makes organisations and knows everybody.") boolean operator,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(token(people().invite(email, name == null ? email : name, operator, invocation.caller())));
  }

  @Command(name = "first", description = "Print the token that makes the first person, who runs this host.")
  int first(@Mixin GlobalOptions options, @Mixin FormatOption as) {
    invocation.with(options, as);
    OneTimeToken token =
        people()
            .first(invocation.caller())
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.REFUSED, "There is somebody already.", "Invite others: plimsoll user invite EMAIL --operator."));
    return print(
        new SentenceView(
            "Open ADDRESS-OF-PLIMSOLL/welcome?token=" + token.token() + " once, until " + Figures.time(token.expiresAt())
                + ", to become the first person of this host and owner of every organisation without one.",
            Exact.object("token", token.token(), "expiresAt", token.expiresAt())));
  }

  @Command(name = "reset", description = "Print a token to choose another password with; the second factor stays.")
  int reset(
      @Parameters(paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(token(people().reset(email, invocation.caller())));
  }

  @Command(name = "disable", description = "Let somebody in no longer; sessions and keys end at once.")
  int disable(
      @Parameters(paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Person person = people().disable(email, true, invocation.caller());
    return print(new PeopleView(List.of(person), person.email() + " gets in no longer."));
  }

  @Command(name = "enable", description = "Let somebody in again.")
  int enable(
      @Parameters(paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Person person = people().disable(email, false, invocation.caller());
    return print(new PeopleView(List.of(person), person.email() + " gets in again."));
  }

  @Command(name = "end-sessions", description = "End every session of somebody; he may sign in again.")
  int endSessions(
      @Parameters(paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    people().endSessions(email, invocation.caller());
    return print(new SentenceView("The sessions of " + email + " are ended.", Exact.object("email", email)));
  }

  @Command(name = "reset-second-factor", description = "Take the second factor away from somebody who lost it.")
  int resetSecondFactor(
      @Parameters(paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Person person = people().resetSecondFactor(email, invocation.caller());
    return print(new PeopleView(List.of(person), person.email() + " signs in without a second factor until he sets one up."));
  }

  @Command(name = "remove", description = "Forget somebody, his memberships and keys.")
  int remove(
      @Parameters(paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    people().remove(email, invocation.caller());
    return print(new SentenceView(email + " is forgotten.", Exact.object("email", email)));
  }

  static SentenceView token(OneTimeToken token) {
    Map<String, @Nullable Object> json =
        Exact.object(
            "email", token.email(), "purpose", token.purpose(), "token", token.token(), "expiresAt", token.expiresAt());
    return new SentenceView(
        "Hand this token to " + token.email() + "; it holds once and until " + Figures.time(token.expiresAt()) + ": "
            + token.token(),
        json);
  }

  private People people() {
    return invocation.host().people();
  }

  private int print(View view) {
    invocation.print(view);
    return ExitCode.OK.number();
  }
}
