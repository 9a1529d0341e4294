package io.plimsoll.console.api;

import static io.plimsoll.console.api.Routes.delete;
import static io.plimsoll.console.api.Routes.get;
import static io.plimsoll.console.api.Routes.needed;
import static io.plimsoll.console.api.Routes.put;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.identity.SingleSignOnSettings;
import java.util.List;

/** The routes of where the people of an organisation sign in. */
final class SsoApi {
  private static final String ORGANISATION = "/organisations/{organisation}";

  private SsoApi() {}

  static List<Route> all() {
    return List.of(
        get(ORGANISATION + "/single-sign-on", "showSingleSignOn", "Single sign-on as it is set up, without its secret.", v ->
                v.answer(
                    v.organisation().singleSignOn().get().orElseThrow(
                        () ->
                            new PlimsollException(
                                ErrorCode.NOT_FOUND, "There is no single sign-on here.", "Set it up: PUT to the same path."))))
            .answers(SingleSignOnSettings.class),
        put(ORGANISATION + "/single-sign-on", "setSingleSignOn", "Set single sign-on up, after its provider was asked.", v -> {
              Requests.SingleSignOn body = v.body(Requests.SingleSignOn.class);
              String secret = body.clientSecret();
              try (Secret given = Secret.of(secret == null ? new char[0] : secret.toCharArray())) {
                v.answer(
                    v.organisation().singleSignOn().set(
                        needed("provider", body.provider()), settings(body), secret == null ? null : given));
              }
            })
            .takes(Requests.SingleSignOn.class).answers(SingleSignOnSettings.class),
        delete(ORGANISATION + "/single-sign-on", "removeSingleSignOn", "End single sign-on and the sessions it vouched for.", v -> {
              v.organisation().singleSignOn().remove();
              v.nothing();
            }),
        put(ORGANISATION + "/members/{person}/sign-in", "changeSignIn", "Change how a member gets in: password, sso or both.", v -> {
              Members members = v.organisation().members();
              v.answer(
                  members.signInBy(
                      PeopleRoutes.email(members, v.path("person")), way(needed("way", v.body(Requests.SignInWay.class).way()))));
            })
            .takes(Requests.SignInWay.class).answers(Member.class));
  }

  static SignInWay way(String text) {
    return Json.constant(SignInWay.class, "signIn", text);
  }

  private static java.util.Map<String, String> settings(Requests.SingleSignOn body) {
    if (body.settings() == null) {
      throw Json.invalid("'settings' is missing");
    }
    return body.settings();
  }
}
