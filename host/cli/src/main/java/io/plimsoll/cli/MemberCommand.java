package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.SignInWay;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code member} and what can be done with the members of an organisation. */
@Command(
    name = "member",
    description = "Say who is in an organisation and what each of them may do.",
    footer = {
      "",
      "Roles with a connection: none, viewer (sees), editor (also collects), admin (also changes it); * is every connection.",
      "Examples:",
      "  plimsoll member invite acme ann@acme.example --owner",
      "  plimsoll member set acme ben@acme.example --access azure=viewer --access archive=editor",
      "  plimsoll member second-factor acme optional",
      "  plimsoll member share acme msp viewer"
    })
final class MemberCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private MemberCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new MemberCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name one of list, invite, set, sign-in, remove, second-factor, shares and share");
  }

  @Command(name = "list", description = "List the members.")
  int list(
      @Parameters(paramLabel = "ORG", description = "The organisation.") String organisation,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    List<Member> members = members(organisation).list();
    return print(
        new MembersView(
            members,
            members.isEmpty() ? "Nobody is in " + organisation + ". Try plimsoll member invite " + organisation + " EMAIL --owner." : ""));
  }

  @Command(name = "invite", description = "Make somebody a member; prints a token when he has no account yet.")
  int invite(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "EMAIL", description = "The address he signs in with.") String email,
      @Option(names = "--name", paramLabel = "NAME", description = "As others see it (default: the address).") @Nullable String name,
      @Option(names = "--owner", description = "He may do everything.") boolean owner,
      @Option(names = "--access", paramLabel = "CONNECTION=ROLE", description = "What he may do with a connection; may be repeated.") @Nullable Map<String, String> access,
      @Option(names = "--sign-in", paramLabel = "password|sso|both", description = "How he gets in (default: password).") @Nullable String signIn,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Invitation made =
        members(organisation)
            .invite(
                email, name == null ? email : name, role(owner), access(access),
                signIn == null ? SignInWay.PASSWORD : way(signIn));
    String note =
        made.token() == null
            ? made.member().person().email() + " is in " + organisation + " from now on."
            : UserCommand.token(made.token()).sentence();
    return print(new MembersView(List.of(made.member()), note, made.token()));
  }

  @Command(name = "set", description = "Change what a member may do, all of it.")
  int set(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "EMAIL", description = "The member.") String email,
      @Option(names = "--owner", description = "He may do everything.") boolean owner,
      @Option(names = "--access", paramLabel = "CONNECTION=ROLE", description = "What he may do with a connection; may be repeated.") @Nullable Map<String, String> access,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(new MembersView(List.of(members(organisation).change(email, role(owner), access(access))), ""));
  }

  @Command(name = "sign-in", description = "Change how a member gets in.")
  int signIn(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "EMAIL", description = "The member.") String email,
      @Parameters(index = "2", paramLabel = "password|sso|both", description = "How he gets in.") String signIn,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Member member = members(organisation).signInBy(email, way(signIn));
    return print(new MembersView(List.of(member), ""));
  }

  @Command(name = "remove", description = "Take a member out; his keys of the organisation end.")
  int remove(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "EMAIL", description = "The member.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    members(organisation).remove(email);
    return print(
        new SentenceView(
            email + " is in " + organisation + " no longer.", Exact.object("organisation", organisation, "email", email)));
  }

  @Command(name = "second-factor", description = "Say whether nobody gets in without a second factor, or show it.")
  int secondFactor(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", arity = "0..1", paramLabel = "required|optional", description = "What it shall be.") @Nullable String rule,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    if (rule != null) {
      members(organisation).requireSecondFactor(required(rule));
    }
    boolean now = members(organisation).secondFactorRequired();
    return print(
        new SentenceView(
            now ? "Nobody gets into " + organisation + " without a second factor."
                : "A second factor is optional in " + organisation + ".",
            Exact.object("organisation", organisation, "required", now)));
  }

  @Command(name = "shares", description = "List the portfolios the organisation is shared with.")
  int shares(
      @Parameters(paramLabel = "ORG", description = "The organisation.") String organisation,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(new SharesView(members(organisation).shares()));
  }

  @Command(name = "share", description = "Share the organisation with a portfolio; the role none stops it.")
  int share(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "PORTFOLIO", description = "The portfolio.") String portfolio,
      @Parameters(index = "2", paramLabel = "ROLE", description = "none, viewer, editor or admin.") String role,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(new SharesView(members(organisation).share(portfolio, roleOf(role))));
  }

  private Members members(String organisation) {
    return invocation.organisation(organisation).members();
  }

  private int print(View view) {
    invocation.print(view);
    return ExitCode.OK.number();
  }

  private static OrganisationRole role(boolean owner) {
    return owner ? OrganisationRole.OWNER : OrganisationRole.MEMBER;
  }

  private static Map<String, AccessRole> access(@Nullable Map<String, String> given) {
    Map<String, AccessRole> access = new TreeMap<>();
    if (given != null) {
      given.forEach((connection, role) -> access.put(connection, roleOf(role)));
    }
    return access;
  }

  private static SignInWay way(String word) {
    for (SignInWay way : SignInWay.values()) {
      if (Exact.name(way).equals(word)) {
        return way;
      }
    }
    throw new PlimsollException(
        ErrorCode.INVALID_REQUEST, "'" + word + "' is no way to sign in.", "These are: password, sso, both.");
  }

  static AccessRole roleOf(String word) {
    for (AccessRole role : AccessRole.values()) {
      if (Exact.name(role).equals(word)) {
        return role;
      }
    }
    throw new PlimsollException(
        ErrorCode.INVALID_REQUEST, "'" + word + "' is no role.", "These are: none, viewer, editor, admin.");
  }

  private static boolean required(String rule) {
    return switch (rule) {
      case "required" -> true;
      case "optional" -> false;
      default ->
          throw new PlimsollException(
              ErrorCode.INVALID_REQUEST, "A second factor cannot be '" + rule + "'.", "It is required or optional.");
    };
  }

  private record SharesView(List<PortfolioShare> shares) implements View {
    @Override
    public void page(Page page) {
      if (shares.isEmpty()) {
        page.sentence("", "It is shared with no portfolio.");
        return;
      }
      TextTable table = new TextTable().text("Portfolio").text("Organisation").text("Role");
      shares.forEach(s -> table.row(s.portfolio(), s.organisation(), Exact.name(s.role())));
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object("shares", shares.stream().map(SharesView::json).collect(Collectors.toList()));
    }

    private static Map<String, @Nullable Object> json(PortfolioShare s) {
      return Exact.object("portfolio", s.portfolio(), "organisation", s.organisation(), "role", s.role());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("portfolio", "organisation", "role");
      shares.forEach(s -> grid.row(s.portfolio(), s.organisation(), s.role()));
      return grid;
    }
  }
}
