package io.plimsoll.console.api;

import static io.plimsoll.console.api.Routes.delete;
import static io.plimsoll.console.api.Routes.get;
import static io.plimsoll.console.api.Routes.listOf;
import static io.plimsoll.console.api.Routes.needed;
import static io.plimsoll.console.api.Routes.pageOf;
import static io.plimsoll.console.api.Routes.post;
import static io.plimsoll.console.api.Routes.put;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.Invitation;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Portfolio;
import io.plimsoll.api.identity.PortfolioShare;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.region.OrganisationProfile;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The routes of who may do what in an organisation. */
final class PeopleRoutes {
  private static final String ORGANISATION = "/organisations/{organisation}";

  private PeopleRoutes() {}

  static List<Route> all() {
    return List.of(
        get(ORGANISATION + "/members", "listMembers", "The members, by address.", v ->
                v.answer(Page.of(v.organisation().members().list(), m -> m.person().id(), v)))
            .paged().answers(pageOf(Member.class)),
        post(ORGANISATION + "/members", "inviteMember", "Invite somebody; the token is shown once.", v -> {
              Requests.NewMember body = v.body(Requests.NewMember.class);
              String email = needed("email", body.email());
              Invitation made =
                  v.organisation().members().invite(
                      email, body.name() == null ? email : body.name(), role(needed("role", body.role())), access(body.access()),
                      body.signIn() == null ? SignInWay.PASSWORD : SsoApi.way(body.signIn()));
              OneTimeToken token = made.token();
              v.answer(
                  201, new Answers.Invited(made.member(), token == null ? null : token.token(), token == null ? null : token.expiresAt()));
            })
            .takes(Requests.NewMember.class).answers(201, Answers.Invited.class).once(),
        put(ORGANISATION + "/members/{person}", "changeMember", "Change what a member may do, all of it.", v -> {
              Requests.ChangedMember body = v.body(Requests.ChangedMember.class);
              Members members = v.organisation().members();
              v.answer(members.change(email(members, v.path("person")), role(needed("role", body.role())), access(body.access())));
            })
            .takes(Requests.ChangedMember.class).answers(Member.class),
        post(ORGANISATION + "/members/{person}/invitation", "inviteMemberAgain", "Another token for a member who has not joined; shown once.", v -> {
              Members members = v.organisation().members();
              token(v, members.inviteAgain(email(members, v.path("person"))));
            })
            .answers(201, Answers.Token.class).once(),
        put(ORGANISATION + "/hold", "setHold", "Put a legal hold on, or take it off.", v ->
                v.answer(v.signedIn().hold(v.path("organisation"), v.body(Requests.Hold.class).on())))
            .takes(Requests.Hold.class).answers(OrganisationProfile.class),
        post("/people/{person}/reset", "resetPerson", "Let somebody choose another password; the token is shown once. For operators.", v ->
                token(v, v.signedIn().accounts().reset(v.path("person"))))
            .answers(201, Answers.Token.class).once(),
        put("/people/{person}/disabled", "disablePerson", "Let somebody in no longer, or again. For operators.", v ->
                v.answer(v.signedIn().accounts().disable(v.path("person"), v.body(Requests.Disabled.class).disabled())))
            .takes(Requests.Disabled.class).answers(Person.class),
        delete("/people/{person}/second-factor", "removeSecondFactor", "Take somebody's second factor away. For operators.", v -> {
              v.signedIn().accounts().resetSecondFactor(v.path("person"));
              v.nothing();
            }),
        delete("/people/{person}/sessions", "endSessionsOf", "End somebody's sessions. For operators.", v -> {
              v.signedIn().accounts().endSessions(v.path("person"));
              v.nothing();
            }),
        get("/portfolios", "listPortfolios", "Every portfolio, by name. For operators.", v -> v.answer(v.signedIn().portfolios().list()))
            .answers(listOf(Portfolio.class)),
        post("/portfolios", "createPortfolio", "Make a portfolio without people and organisations. For operators.", v ->
                v.answer(201, v.signedIn().portfolios().create(needed("name", v.body(Requests.NewPortfolio.class).name()))))
            .takes(Requests.NewPortfolio.class).answers(201, Portfolio.class),
        delete("/portfolios/{portfolio}", "deletePortfolio", "End a portfolio and all that was shared with it. For operators.", v -> {
              v.signedIn().portfolios().delete(v.path("portfolio"));
              v.nothing();
            }),
        post("/portfolios/{portfolio}/people", "joinPortfolio", "Put somebody in a portfolio. For operators.", v ->
                v.answer(
                    v.signedIn().portfolios().add(
                        v.path("portfolio"), needed("email", v.body(Requests.PortfolioPerson.class).email()))))
            .takes(Requests.PortfolioPerson.class).answers(Portfolio.class),
        delete("/portfolios/{portfolio}/people/{person}", "leavePortfolio", "Take somebody out of a portfolio. For operators.", v -> {
              v.signedIn().portfolios().remove(v.path("portfolio"), v.path("person"));
              v.nothing();
            }),
        delete(ORGANISATION + "/members/{person}", "removeMember", "Take a member out; his keys of the organisation end.", v -> {
              Members members = v.organisation().members();
              members.remove(email(members, v.path("person")));
              v.nothing();
            }),
        get(ORGANISATION + "/second-factor", "showSecondFactorPolicy", "Whether nobody gets in without a second factor.", v ->
                v.answer(new Answers.SecondFactor(v.organisation().members().secondFactorRequired())))
            .answers(Answers.SecondFactor.class),
        put(ORGANISATION + "/second-factor", "requireSecondFactor", "Decide that.", v -> {
              boolean required = v.body(Requests.SecondFactor.class).required();
              v.organisation().members().requireSecondFactor(required);
              v.answer(new Answers.SecondFactor(required));
            })
            .takes(Requests.SecondFactor.class).answers(Answers.SecondFactor.class),
        get(ORGANISATION + "/shares", "listShares", "The portfolios the organisation is shared with.", v ->
                v.answer(v.organisation().members().shares()))
            .answers(listOf(PortfolioShare.class)),
        put(ORGANISATION + "/shares/{portfolio}", "share", "Share the organisation with a portfolio; the role none stops it.", v ->
                v.answer(
                    v.organisation().members().share(
                        v.path("portfolio"), Json.constant(AccessRole.class, "role", needed("role", v.body(Requests.Share.class).role())))))
            .takes(Requests.Share.class).answers(listOf(PortfolioShare.class)),
        get(ORGANISATION + "/keys", "listKeys", "The keys, the newest first.", v ->
                v.answer(Page.of(v.organisation().keys().list(), ApiKey::prefix, v)))
            .paged().answers(pageOf(ApiKey.class)),
        post(ORGANISATION + "/keys", "createKey", "Make a key of one's own; it is shown once.", v -> {
              Requests.NewKey body = v.body(Requests.NewKey.class);
              v.answer(
                  201,
                  v.organisation().keys().create(
                      v.signedIn().person().email(), needed("name", body.name()), scopes(body.scopes()), instant(body.expiresAt())));
            })
            .takes(Requests.NewKey.class).answers(201, NewApiKey.class).once(),
        delete(ORGANISATION + "/keys/{prefix}", "revokeKey", "End a key; the next use of it is refused.", v -> {
              v.organisation().keys().revoke(v.path("prefix"));
              v.nothing();
            }));
  }

  private static void token(Visit visit, OneTimeToken token) {
    visit.answer(201, new Answers.Token(token.email(), token.token(), token.expiresAt()));
  }

  /** A member's address; who is no member here is nobody here. */
  static String email(Members members, String id) {
    return members.list().stream()
        .filter(m -> m.person().id().equals(id))
        .map(m -> m.person().email())
        .findFirst()
        .orElseThrow(
            () -> new PlimsollException(ErrorCode.NOT_FOUND, "There is no member " + id + ".", "See who there is: GET /members."));
  }

  private static OrganisationRole role(String text) {
    return Json.constant(OrganisationRole.class, "role", text);
  }

  private static Map<String, AccessRole> access(@Nullable Map<String, String> given) {
    Map<String, AccessRole> access = new TreeMap<>();
    if (given != null) {
      given.forEach((connection, role) -> access.put(connection, Json.constant(AccessRole.class, "access", needed("access", role))));
    }
    return access;
  }

  private static Set<Scope> scopes(@Nullable List<String> words) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (words == null) {
      throw Json.invalid("'scopes' is missing");
    }
    words.forEach(word -> scopes.add(Json.constant(Scope.class, "scopes", needed("scopes", word))));
    return scopes;
  }

  static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Json.invalid("'expiresAt' is a time such as 2027-01-01T00:00:00Z");
    }
  }
}
