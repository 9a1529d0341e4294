package io.plimsoll.console.api;

import static io.plimsoll.console.api.Route.Access.PUBLIC;
import static io.plimsoll.console.api.Route.Access.SIGNED_IN;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OpenSession;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.SecondFactorSetup;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.console.trust.TrustReport;
import io.plimsoll.console.work.LongWork;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Every route of the API: those of signing in and of the host here, those of an organisation behind. */
final class Routes {
  private Routes() {}

  static List<Route> all(
      LongWork work, BufferAllocator allocator, BiFunction<Organisation, Caller, TrustReport> trust) {
    List<Route> routes = new ArrayList<>(signingIn());
    routes.addAll(host());
    routes.addAll(DataRoutes.all(work, allocator));
    routes.addAll(AnomalyRoutes.all(work));
    routes.addAll(NoticeRoutes.all());
    routes.addAll(ActionRoutes.all(work));
    routes.addAll(PeopleRoutes.all());
    routes.addAll(SsoApi.all());
    routes.add(
        get("/organisations/{organisation}/trust", "showTrust", "What a customer's security people ask for, read from the system that runs.", v ->
                v.answer(trust.apply(v.organisation(), v.caller())))
            .answers(TrustReport.class));
    return List.copyOf(routes);
  }

  static Route get(String path, String id, String summary, Route.Work work) {
    return Route.of(Route.Method.GET, path, id, summary, SIGNED_IN, work);
  }

  static Route post(String path, String id, String summary, Route.Work work) {
    return Route.of(Route.Method.POST, path, id, summary, SIGNED_IN, work);
  }

  static Route put(String path, String id, String summary, Route.Work work) {
    return Route.of(Route.Method.PUT, path, id, summary, SIGNED_IN, work);
  }

  static Route delete(String path, String id, String summary, Route.Work work) {
    return Route.of(Route.Method.DELETE, path, id, summary, SIGNED_IN, work).answers(204, null);
  }

  static Type listOf(Class<?> item) {
    return generic(List.class, item);
  }

  static Type pageOf(Class<?> item) {
    return generic(Page.class, item);
  }

  private static Type generic(Class<?> raw, Type... arguments) {
    return new ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return arguments.clone();
      }

      @Override
      public Type getRawType() {
        return raw;
      }

      @Override
      public Type getOwnerType() {
        return raw;
      }
    };
  }

  private static List<Route> signingIn() {
    return List.of(
        Route.of(Route.Method.POST, "/session", "signIn", "Sign in; the answer sets the cookie of the session.", PUBLIC, Routes::signIn)
            .takes(Requests.SignIn.class).answers(Answers.Who.class),
        Route.of(
                Route.Method.POST, "/invitations/acceptance", "acceptInvitation",
                "Choose a password with the token of an invitation, a reset or the first start.", PUBLIC,
                visit -> {
                  Requests.Accept body = visit.body(Requests.Accept.class);
                  needed("token", body.token());
                  needed("password", body.password());
                  visit.answer(visit.door().accept(body.token(), body.email(), body.name(), body.password(), visit.from()));
                })
            .takes(Requests.Accept.class).answers(Person.class),
        get("/session", "showSession", "Who is signed in.", visit -> visit.answer(who(visit.signedIn()))).answers(Answers.Who.class),
        delete(
            "/session", "signOut", "End the session.",
            visit -> {
              visit.signedIn().signOut();
              visit.sessionCookie("", 0);
              visit.nothing();
            }),
        post(
                "/session/password", "changePassword", "Choose another password; every session ends but the new one answered.",
                visit -> {
                  Requests.ChangePassword body = visit.body(Requests.ChangePassword.class);
                  begun(visit, visit.signedIn().changePassword(needed("current", body.current()), needed("chosen", body.chosen())));
                })
            .takes(Requests.ChangePassword.class).answers(Answers.Who.class).once(),
        post(
                "/session/second-factor", "setUpSecondFactor", "Begin to set up a second factor; shown once.",
                visit -> visit.answer(visit.signedIn().setUpSecondFactor(needed("password", visit.body(Requests.Confirm.class).password()))))
            .takes(Requests.Confirm.class).answers(SecondFactorSetup.class).once(),
        post(
                "/session/second-factor/confirmation", "confirmSecondFactor",
                "Put the second factor in force; every session ends but the new one answered.",
                visit -> begun(visit, visit.signedIn().confirmSecondFactor(needed("code", visit.body(Requests.Code.class).code()))))
            .takes(Requests.Code.class).answers(Answers.Who.class).once(),
        get(
                "/sessions", "listSessions", "One's own sessions that hold, the one used last first.",
                visit -> visit.answer(visit.signedIn().sessions()))
            .answers(listOf(OpenSession.class)),
        delete(
            "/sessions/{session}", "endOneSession", "End one of one's own sessions; the next use of it is refused.",
            visit -> {
              visit.signedIn().endSession(visit.path("session"));
              visit.nothing();
            }),
        delete(
                "/sessions", "endSessions", "End every session of one's own, this one among them unless it is kept.",
                visit -> {
                  if (visit.constant(Kept.class, "keep", Kept.NONE) == Kept.THIS) {
                    visit.signedIn().endOtherSessions();
                  } else {
                    visit.signedIn().endSessions();
                    visit.sessionCookie("", 0);
                  }
                  visit.nothing();
                })
            .oneOf("keep", "Which one goes on; none without it.", List.of("none", "this")));
  }

  /** What stays when all sessions are ended. */
  enum Kept {
    NONE,
    THIS
  }

  private static void signIn(Visit visit) {
    Requests.SignIn body = visit.body(Requests.SignIn.class);
    SignInAnswer answer =
        visit.door().signIn(needed("email", body.email()), needed("password", body.password()), body.code(), visit.from());
    if (answer instanceof SignInAnswer.Granted granted) {
      visit.endSessionBefore();
      begun(visit, granted.session());
      return;
    }
    if (answer instanceof SignInAnswer.Wait wait) {
      visit.problem(
          "too-many-attempts", 429, "There were too many attempts.", "Wait as Retry-After says.", Math.max(1, wait.until().toSeconds()));
    } else if (answer instanceof SignInAnswer.CodeNeeded) {
      visit.problem("second-factor-needed", 401, "A code of the second factor is needed.", "Send it as code beside the password.", null);
    } else {
      visit.problem("wrong-credentials", 401, "Address, password or code is wrong.", "Try again, or ask for a reset.", null);
    }
  }

  /** Gives somebody a session. */
  private static void begun(Visit visit, Session session) {
    SignedIn signedIn = visit.door().session(session.token(), visit.from());
    visit.sessionCookie(session.token(), Duration.ofMinutes(60).toSeconds());
    visit.answer(new Answers.Who(session.person(), signedIn.scopes(), null, session.csrfToken(), session.expiresAt()));
  }

  private static Answers.Who who(SignedIn signedIn) {
    return new Answers.Who(
        signedIn.person(), signedIn.scopes(), signedIn.key().map(k -> k.prefix()).orElse(null),
        signedIn.csrfToken().orElse(null), null);
  }

  private static List<Route> host() {
    return List.of(
        get(
                "/organisations", "listOrganisations", "The organisations whoever asks reaches, by name.",
                visit ->
                    visit.answer(
                        Page.of(
                            visit.signedIn().organisations().stream().map(Answers.Reached::of).toList(),
                            Answers.Reached::name, visit)))
            .paged().answers(pageOf(Answers.Reached.class)),
        post(
                "/organisations", "createOrganisation", "Make an organisation; whoever asks owns it. For operators.",
                visit -> {
                  Requests.NewOrganisation body = visit.body(Requests.NewOrganisation.class);
                  OrganisationProfile.Plan plan =
                      body.plan() == null
                          ? OrganisationProfile.Plan.ENTERPRISE
                          : Json.constant(OrganisationProfile.Plan.class, "plan", body.plan());
                  visit.answer(
                      201,
                      visit.signedIn().createOrganisation(
                          needed("name", body.name()), needed("region", body.region()), plan, body.retentionDays()));
                })
            .takes(Requests.NewOrganisation.class).answers(201, OrganisationProfile.class),
        get("/plugins", "listPlugins", "Every plug-in loaded. For operators.", visit -> visit.answer(visit.signedIn().plugins()))
            .answers(listOf(PluginStatus.class)),
        get("/bundles", "listBundles", "Every jar in the folders of bundles. For operators.", visit -> visit.answer(visit.signedIn().bundles()))
            .answers(listOf(BundleStatus.class)),
        get(
                "/people", "listPeople", "Everybody of the host, by address. For operators.",
                visit -> {
                  int limit = Page.limit(visit);
                  String cursor = visit.query("cursor");
                  List<Person> people = visit.signedIn().people(cursor == null ? null : Page.decoded(cursor), limit + 1);
                  boolean more = people.size() > limit;
                  List<Person> items = more ? people.subList(0, limit) : people;
                  visit.answer(new Page<>(items, more ? Page.encoded(items.get(limit - 1).email()) : null));
                })
            .paged().answers(pageOf(Person.class)));
  }

  /** A text that must be there. */
  static String needed(String field, @Nullable String value) {
    if (value == null) {
      throw Json.invalid("'" + field + "' is missing");
    }
    return value;
  }
}
