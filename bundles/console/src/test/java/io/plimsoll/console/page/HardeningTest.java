package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.console.api.Site;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server does with requests that no page of its own sends. */
@Timeout(60)
class HardeningTest {
  private static Site site;
  private static Browser ann;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void open() {
    site = new Site("/");
    OneTimeToken first = site.host.plimsoll().people().first(Site.OPERATOR).orElseThrow();
    ann = Browser.stranger(site);
    ann.post("/welcome", Map.of("token", first.token(), "email", "ann@acme.example", "name", "Ann", "password", Site.PASSWORD));
    ann.post("/organisations", Map.of("name", "acme", "region", "westeurope", "plan", "CONTROL"));
    site.host.organisation("acme").members().requireSecondFactor(false);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void noOtherSiteIsAllowedToRead() throws Exception {
    for (String path : List.of("/sign-in", "/api/v1/openapi.json", "/api/v1/organisations", "/healthz")) {
      HttpResponse<String> answer = client.send(to(path).header("Origin", "https://evil.example").build(), BodyHandlers.ofString());
      assertThat(answer.headers().map()).as(path).doesNotContainKey("access-control-allow-origin").doesNotContainKey("access-control-allow-credentials");
      HttpResponse<String> asked =
          client.send(
              to(path).header("Origin", "https://evil.example").header("Access-Control-Request-Method", "POST")
                  .method("OPTIONS", BodyPublishers.noBody()).build(),
              BodyHandlers.ofString());
      assertThat(asked.headers().map()).as(path).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void aChangeWithACookieThatDoesNotSayFromWhereIsToldSoAsItsReaderReadsIt() throws Exception {
    for (String origin : List.of("", "https://evil.example")) {
      HttpRequest.Builder program = to("/api/v1/organisations").header("Cookie", ann.cookie()).header("Content-Type", "application/json");
      HttpRequest.Builder page = to("/sign-out").header("Cookie", ann.cookie());
      if (!origin.isEmpty()) {
        program.header("Origin", origin);
        page.header("Origin", origin);
      }
      HttpResponse<String> told = client.send(program.POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
      HttpResponse<String> shown = client.send(page.POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

      assertThat(told.statusCode()).as(origin).isEqualTo(403);
      assertThat(told.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
      assertThat(told.body()).contains("The request comes from another site, or does not say from where.", "X-API-Key", "not-allowed");
      assertThat(shown.statusCode()).as(origin).isEqualTo(403);
      assertThat(shown.body()).contains("<h1>The request comes from another site, or does not say from where.</h1>");
    }
    assertThat(ann.get("/account").status()).as("still signed in").isEqualTo(200);
  }

  @Test
  void requestsAreNotSentBackAndFoldersAreNotListed() throws Exception {
    String traced = raw("TRACE /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Mark: 4711\r\nConnection: close\r\n\r\n");
    assertThat(traced).doesNotContain("4711").containsPattern("^HTTP/1.1 40[345]");
    for (String folder : List.of("/assets/", "/assets", "/api/", "/o/")) {
      HttpResponse<String> answer = client.send(to(folder).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(folder).isIn(303, 401, 404);
      assertThat(answer.body()).as(folder).doesNotContain("console.js\">");
    }
    for (String file : List.of("/.git/config", "/.env", "/assets/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd")) {
      assertThat(raw("GET " + file + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).as(file).containsPattern("^HTTP/1.1 (303|4\\d\\d)").doesNotContain("root:");
    }
  }

  @Test
  void aMessageWithTwoLengthsIsNotTwoMessages() throws IOException {
    String smuggled =
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertThat(raw(smuggled)).startsWith("HTTP/1.1 400").doesNotContain("200 OK");
    assertThat(raw("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n folded: c\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void whatBelongsInABodyOrHeaderIsNotTakenFromAnAddress() throws Exception {
    HttpResponse<String> form =
        client.send(
            to("/sign-in?email=ann@acme.example&password=" + Site.PASSWORD.replace(' ', '+')).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("")).build(),
            BodyHandlers.ofString());
    assertThat(form.statusCode()).isEqualTo(401);
    String session = ann.cookie().replaceFirst("^[^=]*=", "");
    for (String address : List.of("?session=" + session, "?__Host-plimsoll=" + session, "?X-API-Key=plm_x", "?api_key=plm_x", "?access_token=" + session)) {
      assertThat(client.send(to("/api/v1/organisations" + address).build(), BodyHandlers.ofString()).statusCode()).as(address).isEqualTo(401);
    }
  }

  @Test
  void whatIsWrittenTwiceIsReadOnce() {
    assertThat(Browser.stranger(site).get("/sign-in?to=%252F%252Fevil.example").hidden("to")).as("encoded twice").isEqualTo("/");
    assertThat(Browser.stranger(site).get("/sign-in?to=%2Fo%2Facme%2Fexplore%3Fwhere%3D%2525").hidden("to")).isEqualTo("/o/acme/explore?where=%25");
    assertThat(ann.get("/o/%2561cme").status()).as("no second decoding of a name").isIn(400, 404);
    assertThat(ann.get("/o/acme/..%2fother").status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void overTlsBrowsersAreToldToStayThere() throws Exception {
    HttpResponse<String> encrypted = client.send(to("/sign-in").header("X-Forwarded-Proto", "https").build(), BodyHandlers.ofString());
    assertThat(encrypted.headers().firstValue("Strict-Transport-Security")).contains("max-age=63072000; includeSubDomains");
    assertThat(client.send(to("/healthz").header("X-Forwarded-Proto", "https").build(), BodyHandlers.ofString()).headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(client.send(to("/sign-in").build(), BodyHandlers.ofString()).headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void nothingOfAnOrganisationIsKeptByABrowser() {
    for (String path : List.of("/organisations", "/account", "/o/acme/connections", "/api/v1/session", "/api/v1/organisations", "/api/v1/organisations/acme/connections")) {
      assertThat(ann.get(path).header("Cache-Control")).as(path).isEqualTo("no-store");
    }
  }

  @Test
  void signingInEndsTheSessionBeforeAndSigningOutClearsWhatIsKept() {
    Browser browser = Browser.stranger(site);
    browser.post("/sign-in", Map.of("email", "ann@acme.example", "password", Site.PASSWORD));
    Browser before = browser.copy();
    assertThat(before.get("/account").status()).isEqualTo(200);

    browser.post("/sign-in", Map.of("email", "ann@acme.example", "password", Site.PASSWORD));

    assertThat(browser.get("/account").status()).isEqualTo(200);
    assertThat(before.get("/account").status()).as("the session before").isEqualTo(303);
    assertThat(browser.post("/sign-out", Map.of()).header("Clear-Site-Data")).isEqualTo("\"storage\"");
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(site.base() + path));
  }

  private static String raw(String request) throws IOException {
    URI base = URI.create(site.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
