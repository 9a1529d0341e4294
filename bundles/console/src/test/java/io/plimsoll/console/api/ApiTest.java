package io.plimsoll.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.javalin.Javalin;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.console.api.Site.Guest;
import io.plimsoll.console.api.Site.Reply;
import io.plimsoll.console.gate.SessionGate;
import io.plimsoll.console.work.LongWork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API as programs and browsers meet it: over HTTP, from the bundle inside Felix. */
@Timeout(90)
class ApiTest {
  private static final String ACME = "/api/v1/organisations/acme";
  private static final String OCTOBER = "from=2025-10-01&to=2025-11-01";
  private static Site site;

  @BeforeAll
  static void open() {
    site = Site.peopled();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void answersMatchWhatIsDocumented() throws IOException {
    JsonNode document = site.get("nobody", "/api/v1/openapi.json").json();
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    Map<String, String> asked = new HashMap<>();
    asked.put("/api/v1/session", "");
    asked.put("/api/v1/organisations", "");
    asked.put("/api/v1/organisations/{organisation}", "");
    for (String each : List.of("connections", "credentials", "schedule", "calendar", "tolerances", "anomaly-policy", "notices/channels", "notices/rules", "notices/deliveries", "actions", "runs", "receipts", "costs", "anomalies", "anomalies/gaps", "audit", "pins", "members", "second-factor", "shares", "keys", "trust", "plugins/{plugin}/grants", "plugins/{plugin}/settings")) {
      asked.put("/api/v1/organisations/{organisation}/" + each, "");
    }
    asked.put("/api/v1/organisations/{organisation}/receipts", "?period=2025-10");
    asked.put("/api/v1/organisations/{organisation}/receipts/history", "?period=2025-10");
    asked.put("/api/v1/organisations/{organisation}/tags", "?" + OCTOBER);
    asked.put("/api/v1/organisations/{organisation}/costs", "?" + OCTOBER + "&by=ServiceName,tag:env&granularity=day&compare=previous");
    asked.put("/api/v1/organisations/{organisation}/anomalies", "?" + OCTOBER);
    asked.put("/api/v1/plugins", "");
    asked.put("/api/v1/bundles", "");
    asked.put("/api/v1/people", "");
    asked.put("/api/v1/portfolios", "");
    asked.put("/api/v1/sessions", "");
    List<String> problems = new ArrayList<>();
    asked.forEach(
        (path, query) -> {
          String who = path.matches("/api/v1/(plugins|bundles|people|portfolios)") ? "operator" : "owner";
          Reply reply = site.get(who, path.replace("{organisation}", "acme").replace("{plugin}", "new-charge") + query);
          assertThat(reply.status()).as(path + ": " + reply.text()).isEqualTo(200);
          schema(document, path, "get", "200").validate(reply.json()).stream().map(m -> path + ": " + m).forEach(problems::add);
        });
    assertThat(problems).isEmpty();
    Reply sql = site.ask("owner", "POST", ACME + "/sql", Map.of("sql", "select ServiceName, sum(EffectiveCost) c from rollup group by 1"));
    assertThat(sql.status()).as(sql.text()).isEqualTo(200);
    assertThat(schema(document, "/api/v1/organisations/{organisation}/sql", "post", "200").validate(sql.json())).isEmpty();
    assertThat(sql.json().at("/rows/0/1").asText()).isEqualTo("465");
    Reply wrong = site.get("owner", ACME + "/receipts?period=2020-01");
    assertThat(schema(document, "/api/v1/organisations/{organisation}/receipts", "get", "default").validate(wrong.json())).isEmpty();
  }

  @Test
  void whatIsServedIsDocumentedAndTheOtherWayRound() {
    JsonNode paths = site.get("nobody", "/api/v1/openapi.json").json().get("paths");
    Set<String> documented = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      path.getValue().fieldNames().forEachRemaining(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    Set<String> served = new TreeSet<>();
    try (LongWork work = new LongWork(); Api api = new Api(new SessionGate(new NoDoor()), work, Site::noTrust)) {
      Javalin.create(config -> api.addTo(config.routes)).unsafe.internalRouter.allHttpHandlers().forEach(
          handler -> {
            String path = handler.endpoint.path;
            if (!path.endsWith("*")) {
              served.add(handler.endpoint.method.name() + " " + path);
            }
          });
    }
    assertThat(served).isEqualTo(documented).hasSizeGreaterThan(80);
  }

  @Test
  void costsComeAsJsonCsvAndArrowWithTheSameDigits() throws IOException {
    String path = ACME + "/costs?" + OCTOBER + "&by=ServiceName&metric=BilledCost";
    JsonNode json = site.get("viewer", path).json();
    Reply csv = site.ask("viewer", "GET", path, null, "Accept", "text/csv");
    Reply arrow = site.ask("viewer", "GET", path, null, "Accept", "application/vnd.apache.arrow.stream");

    assertThat(json.at("/rows/0/keys/0").asText()).isEqualTo("Example service");
    assertThat(json.at("/rows/0/value").asText()).isEqualTo("465");
    assertThat(arrow.status()).as(arrow.text()).isEqualTo(200);
    assertThat(csv.type()).isEqualTo("text/csv;charset=utf-8");
    assertThat(csv.text()).isEqualTo("ServiceName,BillingCurrency,BilledCost\r\nExample service,EUR,465\r\n");
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(arrow.body()), allocator)) {
      reader.loadNextBatch();
      var root = reader.getVectorSchemaRoot();
      assertThat(root.getVector("ServiceName").getObject(0)).hasToString("Example service");
      assertThat(root.getVector("BilledCost").getObject(0)).hasToString("465");
    }
    assertThat(site.ask("viewer", "GET", path, null, "Accept", "image/png").status()).isEqualTo(406);
  }

  @Test
  void aListComesInPages() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = site.get("owner", ACME + "/members?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).json();
      page.get("items").forEach(m -> seen.add(m.at("/person/email").asText()));
      cursor = page.get("next").isNull() ? "" : page.get("next").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).hasSize(6).doesNotHaveDuplicates().isSorted();
    assertThat(site.get("owner", ACME + "/members?cursor=Z29uZQ").status()).isEqualTo(400);
    assertThat(site.get("owner", ACME + "/members?limit=501").json().get("detail").asText())
        .isEqualTo("The request cannot be read: 'limit' is a number from 1 to 500.");
  }

  @Test
  void anAnswerThatIsKnownIsNotSentAgain() {
    Reply first = site.get("viewer", ACME + "/connections");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    Reply again = site.ask("viewer", "GET", ACME + "/connections", null, "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(site.ask("viewer", "GET", ACME + "/connections", null, "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }

  @Test
  void theSameRequestWithTheSameKeyIsDoneOnce() {
    Map<String, Object> body = Map.of("dryRun", true);
    Reply first = site.ask("owner", "POST", ACME + "/retention", body, "Idempotency-Key", "r-1");
    long before = events("retention.previewed");
    Reply again = site.ask("owner", "POST", ACME + "/retention", body, "Idempotency-Key", "r-1");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(events("retention.previewed")).isEqualTo(before);
    assertThat(site.ask("owner", "POST", ACME + "/retention", Map.of("dryRun", false), "Idempotency-Key", "r-1").status()).isEqualTo(409);
    assertThat(site.ask("admin", "POST", ACME + "/retention", body, "Idempotency-Key", "r-1").headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void aKeyIsMadeUsedAndRevokedAndEachUseIsOnRecord() {
    Reply made = site.ask("owner", "POST", ACME + "/keys", Map.of("name", "nightly", "scopes", List.of("read")), "Idempotency-Key", "k-1");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String secret = made.json().get("secret").asText();
    String prefix = made.json().at("/key/prefix").asText();
    assertThat(site.ask("owner", "POST", ACME + "/keys", Map.of("name", "nightly", "scopes", List.of("read")), "Idempotency-Key", "k-1").status())
        .as("the secret is shown once").isEqualTo(409);
    Guest program = new Guest("program", null, null, secret);

    assertThat(site.ask(program, "GET", ACME + "/connections", null, "User-Agent", "nightly/1").status()).isEqualTo(200);
    assertThat(site.get("owner", ACME + "/keys").text()).contains(prefix).doesNotContain(secret);
    String audit = site.get("owner", ACME + "/audit?type=key.used&limit=500").text();
    assertThat(audit).contains("\"endpoint\":\"GET /api/v1/organisations/{organisation}/connections\"").contains(prefix).contains("nightly/1").doesNotContain(secret);

    assertThat(site.ask("owner", "DELETE", ACME + "/keys/" + prefix, null).status()).isEqualTo(204);
    Reply refused = site.ask(program, "GET", ACME + "/connections", null);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.type()).isEqualTo("application/problem+json;charset=utf-8");
  }

  @Test
  void aChangeOfABrowserNeedsTheTokenOfItsSession() {
    Guest owner = site.guests.get("owner");
    Map<String, Object> body = Map.of("dryRun", true);
    String path = ACME + "/retention";

    assertThat(site.ask(new Guest("x", owner.cookie(), "", null), "POST", path, body).status()).isEqualTo(403);
    assertThat(site.ask(new Guest("x", owner.cookie(), site.guests.get("admin").csrf(), null), "POST", path, body).status()).isEqualTo(403);
    assertThat(site.ask("owner", "POST", path, body, "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(site.ask("owner", "POST", path, body, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(site.ask("owner", "POST", path, body, "Origin", site.base()).status()).isEqualTo(200);
    assertThat(site.ask("nobody", "POST", "/api/v1/session", Map.of("email", "a", "password", "b"), "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(site.ask("nobody", "POST", "/api/v1/session", Map.of("email", "a", "password", "b"), "Content-Type", "text/plain").status()).isEqualTo(415);
  }

  @Test
  void theCookieOfASessionIsOutOfReachOfScripts() {
    Reply reply = site.ask("nobody", "POST", "/api/v1/session", Map.of("email", "viewer@acme.example", "password", Site.PASSWORD));

    assertThat(reply.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-plimsoll=").contains("; Path=/;").contains("; Secure").contains("; HttpOnly").contains("; SameSite=Lax").doesNotContain("Domain");
    assertThat(reply.text()).doesNotContain(reply.headers().firstValue("Set-Cookie").orElseThrow().split("[=;]")[1]);
  }

  @Test
  void signingOutEndsTheSessionAtOnce() {
    Guest guest = site.signIn("leaving", "viewer@acme.example");

    assertThat(site.ask(guest, "DELETE", "/api/v1/session", null).status()).isEqualTo(204);
    assertThat(site.ask(guest, "GET", "/api/v1/session", null).status()).isEqualTo(401);
    assertThat(site.get("viewer", "/api/v1/session").status()).as("another session of his").isEqualTo(200);
  }

  @Test
  void wrongCredentialsAreToldApartFromNothing() {
    Reply reply = site.ask("nobody", "POST", "/api/v1/session", Map.of("email", "nobody@acme.example", "password", "wrong"));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().get("code").asText()).isEqualTo("wrong-credentials");
  }

  @Test
  void someWhoGuessesWaits() {
    Reply last = null;
    for (int i = 0; i < 6; i++) {
      last = site.ask("nobody", "POST", "/api/v1/session", Map.of("email", "guessed@acme.example", "password", "guess " + i), "X-Forwarded-For", "198.51.100.9");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(Long.parseLong(last.headers().firstValue("Retry-After").orElseThrow())).isBetween(1L, 60L);
  }

  @Test
  void everyAnswerHasTheHeadersThatProtectBrowsers() {
    for (String path : List.of("/sign-in", "/welcome?token=t", "/api/v1/no-such", "/api/v1/openapi.json", ACME)) {
      Reply reply = site.get("nobody", path);
      assertThat(reply.headers().map()).as(path).containsKeys(
          "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy");
      assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'").doesNotContain("unsafe");
      assertThat(reply.headers().firstValue("Server")).isEmpty();
      assertThat(reply.type()).as(path).contains("charset=utf-8");
    }
  }

  @Test
  void requestsThatAreNotRightAreToldWhy() {
    assertThat(detail("POST", ACME + "/retention", Map.of("dryRun", true, "extra", 1))).contains("no field 'extra'");
    assertThat(detail("POST", ACME + "/retention", "{\"dryRun\":".getBytes(StandardCharsets.UTF_8))).contains("no JSON");
    assertThat(detail("POST", ACME + "/retention", "{\"dryRun\":\"yes\"}".getBytes(StandardCharsets.UTF_8))).contains("'dryRun' is not of its kind");
    assertThat(detail("GET", ACME + "/costs?from=2025-10-01", null)).contains("'to' is missing");
    assertThat(detail("GET", ACME + "/costs?from=2025-10-02&to=2025-10-01", null)).contains("ends (2025-10-01) before it starts");
    assertThat(detail("GET", ACME + "/costs?" + OCTOBER + "&by=NoSuch", null)).contains("There is no column NoSuch");
    assertThat(detail("GET", ACME + "/costs?" + OCTOBER + "&granularity=week", null)).contains("'granularity' is one of none, day, month");
    assertThat(detail("POST", ACME + "/members", Map.of("email", "x", "role", "owner"))).contains("'x' is no e-mail address");
    assertThat(site.ask("owner", "POST", ACME + "/sql", Map.of("sql", "x".repeat(1_100_000))).status()).isEqualTo(413);
    assertThat(site.ask("owner", "PUT", ACME + "/runs", Map.of()).status()).isEqualTo(404);
    assertThat(site.ask("owner", "PATCH", ACME + "/plugins/new-charge/settings", Map.of("settings", Map.of("token", "file:/etc/passwd"))).status()).isEqualTo(403);
  }

  @Test
  void sqlReachesNothingOfTheMachine() {
    for (String sql : List.of("select * from read_csv('/etc/passwd')", "copy (select 1) to '/tmp/x'", "attach '/tmp/x.db'", "select getenv('PATH')")) {
      Reply reply = site.ask("owner", "POST", ACME + "/sql", Map.of("sql", sql));
      assertThat(reply.status()).as(sql).isBetween(400, 499);
    }
  }

  @Test
  void aHostIsServedBelowAPath() throws Exception {
    try (RunningServer mounted = site.host.plimsoll().serve(ServeOptions.local().basePath("/costs"), Site.OPERATOR)) {
      assertThat(mounted.address().getPath()).isEqualTo("/costs/");
      assertThat(status(mounted.address() + "healthz")).isEqualTo(200);
      assertThat(status(mounted.address() + "api/v1/openapi.json")).isEqualTo(200);
      assertThat(status(mounted.address().toString().replace("/costs/", "/healthz"))).isEqualTo(404);
    }
  }

  @Test
  void aServerThatIsClosedLetsGoOfItsPort() {
    RunningServer server = site.host.plimsoll().serve(ServeOptions.local(), Site.OPERATOR);
    int port = server.address().getPort();
    server.close();

    try (RunningServer again = site.host.plimsoll().serve(ServeOptions.local().port(port), Site.OPERATOR)) {
      assertThat(again.address().getPort()).isEqualTo(port);
      assertThatThrownBy(() -> site.host.plimsoll().serve(ServeOptions.local().port(port), Site.OPERATOR))
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void aPersonJoinsSetsUpASecondFactorAndIsKeptOutWithoutIt() {
    Reply invited = site.ask("owner", "POST", ACME + "/members", Map.of("email", "new@acme.example", "role", "member", "access", Map.of("exports-0", "viewer")));
    assertThat(invited.status()).as(invited.text()).isEqualTo(201);
    site.accept(invited.json().get("token").asText(), null, "New");
    site.signIn("new", "new@acme.example");
    assertThat(site.get("new", ACME + "/connections").text()).contains("\"exports-0\"").doesNotContain("\"exports-1\"");
    String id = invited.json().at("/member/person/id").asText();
    assertThat(site.ask("owner", "PUT", ACME + "/members/" + id, Map.of("role", "member")).status()).isEqualTo(200);
    assertThat(site.get("new", ACME + "/connections").json().get("items")).as("at once").isEmpty();
    assertThat(site.ask("owner", "DELETE", ACME + "/members/" + id, null).status()).isEqualTo(204);
    assertThat(site.get("new", ACME + "/connections").status()).isEqualTo(404);
    Reply setup = site.ask("new", "POST", "/api/v1/session/second-factor", Map.of("password", Site.PASSWORD));
    assertThat(setup.json().get("recoveryCodes")).hasSize(10);
  }

  private static int status(String address) throws Exception {
    return site.client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding()).statusCode();
  }

  private static String detail(String method, String path, Object body) {
    Reply reply = site.ask("owner", method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    return reply.json().get("detail").asText();
  }

  private static long events(String type) {
    return site.get("owner", ACME + "/audit?limit=500&type=" + type).json().get("items").size();
  }

  private static JsonSchema schema(JsonNode document, String path, String method, String status) {
    String type = status.equals("default") ? "application/problem+json" : "application/json";
    JsonNode schema = document.get("paths").get(path).get(method).get("responses").get(status).get("content").get(type).get("schema");
    var whole = Site.JSON.createObjectNode();
    whole.set("components", document.get("components"));
    whole.set("allOf", Site.JSON.createArrayNode().add(schema));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
  }
}
