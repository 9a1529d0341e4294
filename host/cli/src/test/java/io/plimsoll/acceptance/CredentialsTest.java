package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.peers.console.Authenticator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every credential there is, forged, expired, replayed and revoked, at the door of the assembled distribution: none is let
 * in. And none is left in a log, an answer or a file.
 */
class CredentialsTest {
  private static final String HERON = "a heron and a kettle";

  @TempDir private Path home;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-03-31T12:00:00Z"));
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final List<String> accepted = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private int tried;
  private Plimsoll host;
  private RunningServer server;
  private Visit ann;

  @BeforeEach
  void serve() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.DEBUG);
    // As plimsoll -vv has it: a server in detail writes down every header.
    ((Logger) LoggerFactory.getLogger("org.eclipse.jetty")).setLevel(Level.INFO);
    logged.start();
    root.addAppender(logged);
    host = Plimsoll.builder().home(home).bundles(Hosts.bundles()).clock(clock).readers(2).build();
    host.createOrganisation("acme", "westeurope", Plan.CONTROL, null, Hosts.ANN);
    host.organisation("acme", Hosts.ANN).members().requireSecondFactor(false);
    server = host.serve(ServeOptions.local(), Hosts.ANN);
    secrets.put("password", Visit.PASSWORD);
    secrets.put("first link", Objects.requireNonNull(server.oneTimeLink()).getQuery().substring("token=".length()));
    ann = new Visit(server.address()).by(server.oneTimeLink());
    secrets.put("session", ann.session());
  }

  @AfterEach
  void stop() {
    host.close();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAppender(logged);
    root.setLevel(Level.OFF);
  }

  @Test
  void noneIsLetInThatIsForgedExpiredReplayedOrRevokedAndNoneLeavesATrace() throws Exception {
    String key = key("report");
    secrets.put("key", key);
    sessions(key);
    keys(key);
    links();
    codes();
    ended();

    assertThat(accepted).isEmpty();
    assertThat(tried).isGreaterThanOrEqualTo(40);
    System.out.println(tried + " forged, expired, replayed and revoked credentials were tried, " + accepted.size() + " accepted");
    host.close();
    assertThat(traces()).isEmpty();
  }

  /** The session of somebody who is signed in, in every shape but its own. */
  private void sessions(String key) throws Exception {
    String real = ann.session();
    String[] part = real.split("\\.");
    String payload = new String(Base64.getUrlDecoder().decode(part[1]), StandardCharsets.UTF_8);
    assertThat(isLetIn(() -> ann.get("o/acme"))).as("the real one").isTrue();
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("empty", "");
    forged.put("a word", "operator");
    forged.put("a later end", part[0] + "." + encoded(payload.replaceFirst("\"exp\":[0-9]+", "\"exp\":9999999999")) + "." + part[2]);
    forged.put("another person", part[0] + "." + encoded(payload.replaceFirst("\"sub\":\"[^\"]+\"", "\"sub\":\"somebodyelse\"")) + "." + part[2]);
    forged.put("no algorithm", encoded("{\"alg\":\"none\",\"typ\":\"plimsoll-session+jwt\"}") + "." + part[1] + ".");
    forged.put("no signature", part[0] + "." + part[1] + ".");
    forged.put("signed with an empty key", part[0] + "." + part[1] + "." + signed(part[0] + "." + part[1], new byte[32]));
    forged.put("signed with its own header", part[0] + "." + part[1] + "." + signed(part[0] + "." + part[1], part[0].getBytes(StandardCharsets.US_ASCII)));
    forged.put("cut", real.substring(0, real.length() - 1));
    forged.put("twice", real + "." + part[2]);
    forged.put("a key", key);
    forged.put("a link", secrets.get("first link"));
    forged.forEach((how, token) -> session("session: " + how, token));
  }

  private void keys(String key) {
    String path = "api/v1/organisations/acme/connections";
    assertThat(isLetIn(() -> nobody().get(path, Map.of("X-API-Key", key)))).as("the real one").isTrue();
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("its prefix", key.substring(0, 12));
    forged.put("its prefix and another secret", key.substring(0, 12) + "a".repeat(key.length() - 12));
    forged.put("cut", key.substring(0, key.length() - 1));
    forged.put("longer", key + "a");
    forged.put("capitals", key.toUpperCase(java.util.Locale.ROOT));
    forged.put("another prefix", "plm_aaaaaaaa" + key.substring(12));
    forged.put("a session", ann.session());
    forged.put("a wildcard", "plm_%");
    forged.forEach((how, secret) -> refused("key: " + how, () -> nobody().get(path, Map.of("X-API-Key", secret))));
    refused("key: in the address", () -> nobody().get(path + "?X-API-Key=" + key));
    refused("key: as a cookie", () -> nobody().get(path, Map.of("Cookie", "__Host-plimsoll=" + key)));
    refused("key: as a bearer", () -> nobody().get(path, Map.of("Authorization", "Bearer " + key)));
    refused("key: on a page", () -> nobody().get("o/acme", Map.of("X-API-Key", key)));
    ann.post("o/acme/keys/" + key.substring(0, 12) + "/revoke", form("csrf", ann.csrf("o/acme/keys")), Map.of());
    refused("key: revoked", () -> nobody().get(path, Map.of("X-API-Key", key)));
    String short1 = key("for thirty days");
    secrets.put("second key", short1);
    clock.advance(Duration.ofDays(31));
    refused("key: expired", () -> nobody().get(path, Map.of("X-API-Key", short1)));
    session("session: expired", ann.session());
    ann = nobody().signedIn();
    secrets.put("second session", ann.session());
  }

  private void links() {
    link("link: used", secrets.get("first link"));
    link("link: empty", "");
    link("link: a word", "first");
    link("link: a session", ann.session());
    String old = invite("ben@acme.example");
    secrets.put("replaced link", old);
    String newer = host.people().reset("ben@acme.example", Hosts.ANN).token();
    secrets.put("expired link", newer);
    link("link: replaced", old);
    clock.advance(Duration.ofDays(3));
    link("link: expired", newer);
    ann = nobody().signedIn();
    String third = host.people().reset("ben@acme.example", Hosts.ANN).token();
    secrets.put("link of ben", third);
    nobody().post("welcome", form("token", third, "password", HERON), Map.of());
    secrets.put("password of ben", HERON);
    link("link: used by another", third);
  }

  private void codes() {
    Visit ben = nobody();
    ben.entered(ben.post("sign-in", form("email", "ben@acme.example", "password", HERON), Map.of()));
    String csrf = ben.csrf("account");
    String shown = ben.post("account/second-factor", form("csrf", csrf, "password", HERON), Map.of()).body();
    String secret = found("id=\"secret\">([A-Z2-7]+)<", shown);
    String recovery = found("([a-z2-7]{4}(?:-[a-z2-7]{4}){5})", shown);
    secrets.put("second factor", secret);
    secrets.put("recovery code", recovery);
    secrets.put("session before the second factor", ben.session());
    String confirmed = Authenticator.code(secret, clock.instant());
    ben.post("account/second-factor/confirm", form("csrf", csrf, "code", confirmed), Map.of());
    session("session: before the second factor", secrets.get("session before the second factor"));

    String pending = pending();
    secrets.put("password in between", pending);
    session("session: a password in between", pending);
    code("code: the one it was confirmed with", pending, confirmed);
    code("code: none", pending, "");
    clock.advance(Duration.ofSeconds(90));
    code("code: an old one", pending, confirmed);
    clock.advance(Duration.ofSeconds(60));
    String good = Authenticator.code(secret, clock.instant());
    code("code: for a session", ben.session(), good);
    code("code: for nothing", "", good);
    assertThat(step(nobody(), pending, good).statusCode()).as("the real one").isEqualTo(303);
    code("code: replayed", pending, good);
    assertThat(step(nobody(), pending, recovery).statusCode()).as("a recovery code").isEqualTo(303);
    code("recovery code: replayed", pending, recovery);
    clock.advance(Duration.ofMinutes(2));
    code("code: after five minutes", pending, Authenticator.code(secret, clock.instant()));
    String before = pending();
    host.people().endSessions("ben@acme.example", Hosts.ANN);
    code("code: after everything was ended", before, Authenticator.code(secret, clock.instant()));
    refused("password: wrong", () -> nobody().post("sign-in", form("email", "ann@acme.example", "password", HERON), Map.of()));
    refused("password: of nobody", () -> nobody().post("sign-in", form("email", "eve@acme.example", "password", HERON), Map.of()));
  }

  private void ended() {
    Visit out = nobody().signedIn();
    secrets.put("session signed out", out.session());
    String session = out.session();
    out.post("sign-out", form("csrf", out.csrf("account")), Map.of());
    session("session: signed out", session);
    Visit closed = nobody().signedIn();
    secrets.put("session closed", closed.session());
    String key = key("of a closed account");
    secrets.put("key of a closed account", key);
    host.people().disable("ann@acme.example", true, Hosts.ANN);
    session("session: of a closed account", closed.session());
    refused("key: of a closed account", () -> nobody().get("api/v1/organisations/acme/connections", Map.of("X-API-Key", key)));
    refused("password: of a closed account", () -> nobody().post("sign-in", form("email", "ann@acme.example", "password", Visit.PASSWORD), Map.of()));
    host.people().disable("ann@acme.example", false, Hosts.ANN);
    session("session: of an account closed in between", closed.session());
  }

  /** A session at a page, at the API, and for a change. */
  private void session(String how, String token) {
    Map<String, String> cookie = Map.of("Cookie", "__Host-plimsoll=" + token);
    refused(how, () -> nobody().get("o/acme", cookie));
    refused(how, () -> nobody().get("api/v1/session", cookie));
    refused(how, () -> nobody().post("sign-out", form("csrf", "x"), cookie));
  }

  private void link(String how, String token) {
    clock.advance(Duration.ofMinutes(2));
    refused(how, () -> nobody().get("welcome?token=" + token));
    refused(
        how,
        () -> nobody().post("welcome", form("token", token, "email", "eve@evil.example", "name", "Eve", "password", "eleven brass kettles hum"), Map.of()));
  }

  private void code(String how, String pending, String code) {
    refused(how, () -> step(nobody(), pending, code));
  }

  private static HttpResponse<String> step(Visit visit, String pending, String code) {
    return visit.post("sign-in/code", form("pending", pending, "code", code), Map.of());
  }

  private String pending() {
    HttpResponse<String> asked = nobody().post("sign-in", form("email", "ben@acme.example", "password", HERON), Map.of());
    return found("name=\"pending\" value=\"([^\"]+)\"", asked.body());
  }

  private void refused(String how, Supplier<HttpResponse<String>> attempt) {
    tried++;
    // Whoever tries so often would wait instead.
    clock.advance(Duration.ofSeconds(13));
    HttpResponse<String> answer = attempt.get();
    answers.add(answer.body() + answer.headers().map());
    if (isLetIn(() -> answer) || answer.statusCode() == 429 || answer.statusCode() >= 500) {
      accepted.add(how + ": " + answer.statusCode());
    }
  }

  /** Whether an answer is one that only those get who are let in. */
  private static boolean isLetIn(Supplier<HttpResponse<String>> attempt) {
    HttpResponse<String> answer = attempt.get();
    int status = answer.statusCode();
    String location = answer.headers().firstValue("Location").orElse("");
    return status < 300 || (status < 400 && !location.startsWith("/sign-in"));
  }

  private Visit nobody() {
    return new Visit(server.address());
  }

  private String key(String name) {
    HttpResponse<String> made =
        ann.post("o/acme/keys", form("csrf", ann.csrf("o/acme/keys"), "name", name, "scope.READ", "on", "days", "30"), Map.of());
    return found("id=\"secret\">(plm_[a-z2-7]+)<", made.body());
  }

  private String invite(String email) {
    return Objects.requireNonNull(
            host.organisation("acme", Hosts.ANN).members().invite(email, "Ben", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER)).token())
        .token();
  }

  /** Where a secret is found: in answers to others, in the log, in any file of the host. */
  private List<String> traces() throws IOException {
    List<String> found = new ArrayList<>();
    String lines = String.join("\n", logged.list.stream().map(e -> e.getFormattedMessage() + " " + Map.copyOf(e.getMDCPropertyMap())).toList());
    String told = String.join("\n", answers);
    assertThat(lines).as("something is logged at all").isNotEmpty();
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      if (lines.contains(secret.getValue())) {
        found.add(secret.getKey() + " in the log");
      }
      // The form of a code holds what stands for the password of who fills it in.
      if (!secret.getKey().equals("password in between") && told.contains(secret.getValue())) {
        found.add(secret.getKey() + " in an answer");
      }
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        secrets.entrySet().stream()
            .filter(s -> bytes.contains(s.getValue()) || bytes.contains(s.getValue().replace("-", "")))
            .forEach(s -> found.add(s.getKey() + " in " + home.relativize(file)));
      }
    }
    return found;
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("there is no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static Map<String, String> form(String... fields) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return form;
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String text, byte[] key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
