package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInStart;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.testkit.TestHost;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** To the provider and back over HTTP: what a browser is given, and what it must bring back. */
@Timeout(60)
class SsoRoutesTest {
  private static final Caller OPERATOR = Caller.system("operator");
  private static TestHost host;
  private static RunningServer server;
  private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** A provider that knows Ann. */
  @Plugin(name = "known", type = SignIn.class)
  public static final class Known implements SignIn {
    @Override
    public OpenSignIn open(PluginSettings settings) {
      settings.validate();
      return new OpenSignIn() {
        @Override
        public SignInStart start(URI returnTo, String state) {
          return new SignInStart(URI.create("https://login.example/authorize?state=" + state + "&back=" + returnTo), "kept");
        }

        @Override
        public ProvenIdentity finish(URI returnTo, Map<String, String> parameters, String kept) {
          if (!"right".equals(parameters.get("code"))) {
            throw new PlimsollException(ErrorCode.NOT_SIGNED_IN, "the code is not right", "Try again.");
          }
          return new ProvenIdentity("https://login.example", "ann", "ann@acme.example", true, "Ann", null);
        }

        @Override
        public void close() {}
      };
    }
  }

  @BeforeAll
  static void open() {
    host = TestHost.start(new Known());
    host.organisation("acme").members().invite("boss@acme.example", "Boss", OrganisationRole.OWNER, Map.of());
    host.organisation("acme").singleSignOn().set("known", Map.of(), null);
    host.organisation("acme").members()
        .invite("ann@acme.example", "Ann", OrganisationRole.OWNER, Map.of(), SignInWay.SSO);
    server = host.plimsoll().serve(ServeOptions.local().basePath("/costs"), OPERATOR);
  }

  @AfterAll
  static void close() {
    host.close();
  }

  @Test
  void aPersonGoesToTheProviderAndComesBackToWhereHeWantedToGo() throws Exception {
    HttpResponse<String> asks = get("/sso/acme?to=/o/acme/connections", "");
    assertThat(asks.body()).contains("name=\"organisation\" value=\"acme\"", "name=\"to\" value=\"/o/acme/connections\"");

    HttpResponse<String> begun = begin("acme", "/o/acme/connections", "same-origin");
    assertThat(begun.statusCode()).isEqualTo(200);
    String location = location(begun);
    assertThat(begun.body()).contains("href=\"" + location.replace("&", "&amp;") + "\"");
    assertThat(location).startsWith("https://login.example/authorize?state=").contains("&back=http://", "/costs/sso/acme/callback");
    String cookie = cookie(begun, "__Host-plimsoll-sso");
    assertThat(begun.headers().allValues("Set-Cookie"))
        .singleElement().asString().contains("; Path=/", "; Max-Age=600", "; Secure", "; HttpOnly", "; SameSite=Lax");

    HttpResponse<String> back = get("/sso/acme/callback?code=right&state=" + state(location), cookie);
    assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
    assertThat(back.headers().firstValue("Location")).contains("/costs/o/acme/connections");
    assertThat(back.headers().allValues("Set-Cookie")).anyMatch(c -> c.startsWith("__Host-plimsoll-sso=; ") && c.contains("Max-Age=0"));
    String session = cookie(back, "__Host-plimsoll");
    HttpResponse<String> page = get("/o/acme/connections", session);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    HttpResponse<String> settings = get("/o/acme/single-sign-on", session);
    assertThat(settings.body()).contains("<dd>known</dd>", "/costs/sso/acme/callback");

    assertThat(get("/sso/acme/callback?code=right&state=" + state(location), cookie).statusCode()).as("once").isEqualTo(401);
  }

  @Test
  void whatDidNotBeginInThisBrowserOrIsNotProvenSignsNobodyIn() throws Exception {
    HttpResponse<String> mine = begin("acme", "/", "same-origin");
    HttpResponse<String> others = begin("acme", "/", "same-origin");
    String state = state(location(mine));
    for (String cookie : List.of("", cookie(others, "__Host-plimsoll-sso"), "__Host-plimsoll-sso=x")) {
      HttpResponse<String> refused = get("/sso/acme/callback?code=right&state=" + state, cookie);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("The sign-in does not hold, so nobody was signed in.").doesNotContain("the code is not right");
      assertThat(refused.headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("__Host-plimsoll="));
    }
    String twice = "/sso/acme/callback?code=right&state=" + state + "&state=" + state;
    assertThat(get(twice, cookie(mine, "__Host-plimsoll-sso")).statusCode()).as("a state given twice").isEqualTo(401);
    HttpResponse<String> wrong = get("/sso/acme/callback?code=wrong&state=" + state, cookie(mine, "__Host-plimsoll-sso"));
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  @Test
  void whoHasNoSingleSignOnIsToldSoAndNotWhetherTheOrganisationExists() throws Exception {
    HttpResponse<String> none = begin("nowhere", "/", "same-origin");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("There is no single sign-on under this name.");
    assertThat(get("/sso?organisation=%22%3E%3Cscript%3E", "").body()).doesNotContain("\"><script>");
    assertThat(get("/sso/acme?to=https://evil.example", "").body()).contains("name=\"to\" value=\"/\"").doesNotContain("evil");
    assertThat(begin("acme", "https://evil.example", "same-origin").headers().allValues("Set-Cookie")).hasSize(1);
  }

  @Test
  void nothingBeginsAtTheProviderWithoutAClickOnAPageOfOurOwn() throws Exception {
    HttpResponse<String> led = get("/sso/acme?to=/o/acme", "");
    assertThat(led.statusCode()).isEqualTo(200);
    assertThat(led.headers().firstValue("Refresh")).isEmpty();
    assertThat(led.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(led.body()).doesNotContain("login.example").contains("Go on to the provider of acme");

    for (String site : List.of("cross-site", "same-site", "none")) {
      HttpResponse<String> made = begin("acme", "/", site);
      assertThat(made.statusCode()).as(site).isEqualTo(403);
      assertThat(made.headers().firstValue("Set-Cookie")).as(site).isEmpty();
    }
  }

  /** What the form of our own page sends. */
  private HttpResponse<String> begin(String organisation, String to, String fetchSite) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address().toString().replaceFirst("/$", "") + "/sso"))
            .header("Sec-Fetch-Site", fetchSite)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "organisation=" + URLEncoder.encode(organisation, StandardCharsets.UTF_8) + "&to="
                        + URLEncoder.encode(to, StandardCharsets.UTF_8)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String location(HttpResponse<String> begun) {
    return begun.headers().firstValue("Refresh").orElseThrow().replaceFirst("^0;url=", "");
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address().toString().replaceFirst("/$", "") + path));
    if (!cookie.isEmpty()) {
      request.setHeader("Cookie", cookie);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(c -> c.startsWith(name + "="))
        .map(c -> c.replaceFirst(";.*", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + answer.headers().map() + " " + answer.body()));
  }

  private static String state(String location) {
    return location.replaceFirst(".*state=([^&]*).*", "$1");
  }
}
