package io.plimsoll.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Scope;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.console.trust.TrustReport;
import io.plimsoll.testkit.ExampleSeries;
import io.plimsoll.testkit.TestHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A served host with two organisations, acme and other, each with costs of two connections, and people of every kind. The
 * bundle under test runs inside Felix, and every answer comes over a socket.
 */
public final class Site implements AutoCloseable {
  public static final Caller OPERATOR = Caller.system("operator");
  public static final String PASSWORD = "seven quiet herons wade";
  static final ObjectMapper JSON = new ObjectMapper();

  public final TestHost host;
  public final RunningServer server;
  final HttpClient client = HttpClient.newHttpClient();
  public final Map<String, Guest> guests = new LinkedHashMap<>();

  /** Somebody who asks: with a session, a key or nothing. */
  public record Guest(String name, @Nullable String cookie, @Nullable String csrf, @Nullable String key) {}

  /** An answer as it came. */
  public record Reply(int status, String type, byte[] body, HttpHeaders headers) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(new String(body, StandardCharsets.UTF_8), e);
      }
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Site(String basePath, Object... plugins) {
    host = TestHost.start(plugins);
    server = host.plimsoll().serve(ServeOptions.local().basePath(basePath), OPERATOR);
    guests.put("nobody", new Guest("nobody", null, null, null));
  }

  /** A site with everybody on it. */
  public static Site peopled() {
    Site site = new Site("/");
    OneTimeToken first = site.host.plimsoll().people().first(OPERATOR).orElseThrow();
    // Before there are organisations: the first person owns every one without an owner.
    site.accept(first.token(), "operator@host.example", "Operator");
    site.signIn("operator", "operator@host.example");
    LocalDate october = LocalDate.of(2025, 10, 1);
    for (String name : new String[] {"acme", "other"}) {
      site.host.collected(name, ExampleSeries.from(october).days(31, 10).series());
      site.host.collected(name, ExampleSeries.from(october).days(31, 5).series());
      site.host.organisation(name).members().requireSecondFactor(false);
    }
    site.member("owner", "acme", OrganisationRole.OWNER, Map.of());
    site.member("admin", "acme", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.ADMIN));
    site.member("editor", "acme", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.EDITOR));
    site.member("viewer", "acme", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER));
    site.member("limited", "acme", OrganisationRole.MEMBER, Map.of("exports-0", AccessRole.EDITOR));
    site.member("nothing", "acme", OrganisationRole.MEMBER, Map.of());
    site.member("stranger-owner", "other", OrganisationRole.OWNER, Map.of());
    site.member("stranger-viewer", "other", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER));
    site.host.plimsoll().people().portfolios().create("msp", OPERATOR);
    site.invite("partner");
    site.host.plimsoll().people().portfolios().add("msp", "partner@acme.example", OPERATOR);
    site.host.organisation("acme").members().share("msp", AccessRole.VIEWER);
    site.key("key-read", "acme", "owner", Set.of(Scope.READ));
    site.key("key-all", "acme", "owner", EnumSet.allOf(Scope.class));
    site.key("stranger-key", "other", "stranger-owner", EnumSet.allOf(Scope.class));
    return site;
  }

  /** For routes that are counted and never asked. */
  static TrustReport noTrust(Organisation organisation, Caller caller) {
    throw new AssertionError("nobody asks");
  }

  private void invite(String name) {
    OneTimeToken token = host.plimsoll().people().invite(name + "@acme.example", name, false, OPERATOR);
    accept(token.token(), null, null);
    signIn(name, name + "@acme.example");
  }

  void member(String name, String organisation, OrganisationRole role, Map<String, AccessRole> access) {
    OneTimeToken token =
        host.organisation(organisation).members().invite(name + "@acme.example", name, role, access).token();
    accept(Objects.requireNonNull(token).token(), null, null);
    signIn(name, name + "@acme.example");
  }

  void key(String name, String organisation, String person, Set<Scope> scopes) {
    NewApiKey made = host.organisation(organisation).keys().create(person + "@acme.example", name, scopes, null);
    guests.put(name, new Guest(name, null, null, made.secret()));
  }

  public void accept(String token, @Nullable String email, @Nullable String name) {
    Map<String, Object> body = new HashMap<>();
    body.put("token", token);
    body.put("email", email);
    body.put("name", name);
    body.put("password", PASSWORD);
    Reply reply = ask("nobody", "POST", "/api/v1/invitations/acceptance", body);
    if (reply.status() != 200) {
      throw new AssertionError(reply.text());
    }
  }

  public Guest signIn(String name, String email) {
    Reply reply = ask("nobody", "POST", "/api/v1/session", Map.of("email", email, "password", PASSWORD));
    if (reply.status() != 200) {
      throw new AssertionError(reply.text());
    }
    String cookie = reply.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    Guest guest = new Guest(name, cookie, reply.json().get("csrfToken").asText(), null);
    guests.put(name, guest);
    return guest;
  }

  public Reply get(String guest, String path) {
    return ask(guest, "GET", path, null);
  }

  public Reply ask(String guest, String method, String path, @Nullable Object body, String... headers) {
    return ask(Objects.requireNonNull(guests.get(guest), guest), method, path, body, headers);
  }

  public Reply ask(Guest guest, String method, String path, @Nullable Object body, String... headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(30))
              .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
      if (body != null) {
        request.setHeader("Content-Type", "application/json");
      }
      if (guest.cookie() != null) {
        request.setHeader("Cookie", guest.cookie());
        request.setHeader("X-CSRF-Token", guest.csrf());
        request.setHeader("Origin", base());
      }
      if (guest.key() != null) {
        request.setHeader("X-API-Key", guest.key());
      }
      for (int i = 0; i < headers.length; i += 2) {
        request.setHeader(headers[i], headers[i + 1]);
      }
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), response.body(), response.headers());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Object body) throws IOException {
    return body instanceof byte[] raw ? raw : JSON.writeValueAsBytes(body);
  }

  public String base() {
    String address = server.address().toString();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  @Override
  public void close() {
    host.close();
  }
}
