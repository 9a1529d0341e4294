package io.plimsoll.signin.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInStart;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider, or somebody in between, that lies: nothing of it is accepted. */
class ForgedAnswersTest {
  private static final URI BACK = URI.create("https://plimsoll.example/sso/acme/callback");
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";

  private final OidcSignIn plugin = new OidcSignIn();
  private Forger forger;

  @BeforeEach
  void start() throws Exception {
    forger = new Forger();
  }

  @AfterEach
  void stop() {
    forger.close();
    plugin.close();
  }

  @Test
  void aTokenThatHoldsIsAcceptedAndNoForgedOneIs() {
    assertThat(finish(n -> forger.signed(forger.claims(n).build())).email()).isEqualTo("ann@acme.example");

    RSAKey other = Forger.newKey(forger.key.getKeyID());
    Map<String, Function<String, String>> forged = new LinkedHashMap<>();
    forged.put("another issuer", n -> forger.signed(forger.claims(n).issuer("https://evil.example").build()));
    forged.put("no issuer", n -> forger.signed(forger.claims(n).issuer(null).build()));
    forged.put("another audience", n -> forger.signed(forger.claims(n).audience("other-client").build()));
    forged.put("given to another client", n -> forger.signed(forger.claims(n).audience(List.of("plimsoll", "evil")).claim("azp", "evil").build()));
    forged.put("several audiences and nobody it was given to", n -> forger.signed(forger.claims(n).audience(List.of("plimsoll", "evil")).build()));
    forged.put("another nonce", n -> forger.signed(forger.claims("other").build()));
    forged.put("no nonce", n -> forger.signed(forger.claims(n).claim("nonce", null).build()));
    forged.put("expired", n -> forger.signed(forger.claims(n).expirationTime(new Date(System.currentTimeMillis() - 120_000)).build()));
    forged.put("no expiry", n -> forger.signed(forger.claims(n).expirationTime(null).build()));
    forged.put("issued in the future", n -> forger.signed(forger.claims(n).issueTime(new Date(System.currentTimeMillis() + 300_000)).build()));
    forged.put("no subject", n -> forger.signed(forger.claims(n).subject(null).build()));
    forged.put("a subject too long", n -> forger.signed(forger.claims(n).subject("s".repeat(256)).build()));
    forged.put("alg none", n -> forger.unsigned(forger.claims(n).build()));
    forged.put("HS256 with the public key", n -> forger.signedWithPublicKey(forger.claims(n).build()));
    forged.put("another key under the same id", n -> Forger.signed(forger.claims(n).build(), other, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(other.getKeyID()).build()));
    forged.put("a key of its own in the header", n -> Forger.signed(forger.claims(n).build(), other, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(other.getKeyID()).jwk(other.toPublicJWK()).build()));
    forged.put("a key from elsewhere", n -> Forger.signed(forger.claims(n).build(), other, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(other.getKeyID()).jwkURL(URI.create(forger.issuer + "/evil-keys")).build()));
    forged.put("another payload", n -> spoilt(forger.signed(forger.claims(n).build())));
    forged.put("no signature", n -> forger.signed(forger.claims(n).build()).replaceFirst("[.][^.]*$", "."));
    forged.put("no token at all", n -> "not-a-token");

    for (Map.Entry<String, Function<String, String>> each : forged.entrySet()) {
      assertThat(catchThrowable(() -> finish(each.getValue())))
          .as(each.getKey())
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SIGNED_IN));
    }
    assertThat(forger.asked).as("keys a token names are not fetched").doesNotContain("/evil-keys");
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() {
    for (String iss : List.of("https://evil.example", forger.issuer + "/")) {
      assertThatThrownBy(() -> finish(n -> forger.signed(forger.claims(n).build()), Map.of("iss", iss)))
          .hasMessage("the answer comes from another issuer (iss)");
    }
    assertThat(forger.tokenRequests).as("the code goes to nobody").isEmpty();
    assertThat(finish(n -> forger.signed(forger.claims(n).build()), Map.of("iss", forger.issuer)).subject()).isEqualTo("ann");

    forger.configuration = c -> c.replaceFirst("\\{", "{\"authorization_response_iss_parameter_supported\":true,");
    OidcSignIn fresh = new OidcSignIn();
    try (OpenSignIn open = fresh.open(PluginSettings.of(settings()))) {
      SignInStart start = open.start(BACK, "s");
      forger.idToken = forger.signed(forger.claims(nonce(start)).build());
      assertThatThrownBy(() -> open.finish(BACK, Map.of("state", "s", "code", "c"), start.kept()))
          .as("a provider that names itself always does")
          .hasMessage("the answer comes from another issuer (iss)");
    } finally {
      fresh.close();
    }
  }

  @Test
  void theCodeGoesWithItsVerifierAndTheSecretInTheHeader() {
    finish(n -> forger.signed(forger.claims(n).build()));
    assertThat(forger.tokenRequests.peek()).contains("code_verifier=", "grant_type=authorization_code", "Basic ").doesNotContain("canary-secret");
  }

  @Test
  void keysThatTheProviderChangesAreFollowedAtOnce() {
    assertThat(finish(n -> forger.signed(forger.claims(n).build())).subject()).isEqualTo("ann");
    forger.key = Forger.newKey("two");
    forger.published = List.of(forger.key);
    assertThat(finish(n -> forger.signed(forger.claims(n).build())).subject()).isEqualTo("ann");
  }

  @Test
  void anAddressCountsOnlyWhenItIsVouchedFor() {
    assertThat(finish(n -> forger.signed(forger.claims(n).build())).emailVerified()).isTrue();
    for (Object no : List.of(false, "false", "0")) {
      assertThat(finish(n -> forger.signed(forger.claims(n).claim("email_verified", no).build())).emailVerified()).isFalse();
    }
    assertThat(finish(n -> forger.signed(forger.claims(n).claim("email_verified", null).build())).emailVerified()).isFalse();
    Map<String, String> trusting = new HashMap<>(settings());
    trusting.put("trusted-domains", "acme.example");
    assertThat(finish(trusting, n -> forger.signed(forger.claims(n).claim("email_verified", null).build())).emailVerified()).isTrue();
    assertThat(finish(trusting, n -> forger.signed(forger.claims(n).claim("email", "x@acme.example@evil.example").claim("email_verified", null).build())).emailVerified()).isFalse();
  }

  @Test
  void whatIsNotTheProviderIsNotAsked() {
    Map<String, String> spoilt = new LinkedHashMap<>();
    spoilt.put("it calls itself https://evil.example", "\"issuer\":\"[^\"]*\"=\"issuer\":\"https://evil.example\"");
    spoilt.put("its token_endpoint is http://10.0.0.1/token, which is not https", "\"token_endpoint\":\"[^\"]*\"=\"token_endpoint\":\"http://10.0.0.1/token\"");
    spoilt.put("its jwks_uri is file:///etc/passwd", "\"jwks_uri\":\"[^\"]*\"=\"jwks_uri\":\"file:///etc/passwd\"");
    for (Map.Entry<String, String> each : spoilt.entrySet()) {
      String[] change = each.getValue().split("=", 2);
      forger.configuration = c -> c.replaceFirst(change[0], change[1]);
      OidcSignIn fresh = new OidcSignIn();
      try (OpenSignIn open = fresh.open(PluginSettings.of(settings()))) {
        assertThatThrownBy(() -> open.start(BACK, "s"))
            .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
            .hasMessageContaining(each.getKey());
      } finally {
        fresh.close();
      }
    }
  }

  @Test
  void aPrivateNetworkIsNotAskedUnlessItIsAllowed() throws Exception {
    for (String issuer : List.of("http://127.0.0.1:8080", "http://login.example", "ftp://login.example", "https://user:pw@login.example", "login")) {
      assertThatThrownBy(() -> plugin.open(PluginSettings.of(Map.of("issuer", issuer, "client-id", "c"))))
          .as(issuer)
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .hasMessageContaining("issuer was '" + issuer + "'");
    }
    try (OpenSignIn open = plugin.open(PluginSettings.of(Map.of("issuer", "https://127.0.0.1:" + URI.create(forger.issuer).getPort(), "client-id", "c")))) {
      assertThatThrownBy(() -> open.start(BACK, "s")).hasMessageContaining("it lies in a private network");
    }
    assertThat(forger.asked).isEmpty();
    for (String inside : List.of("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::")) {
      assertThat(Addresses.isPublic(InetAddress.getByName(inside))).as(inside).isFalse();
    }
    for (String outside : List.of("20.190.128.1", "2603:1006::1")) {
      assertThat(Addresses.isPublic(InetAddress.getByName(outside))).as(outside).isTrue();
    }
  }

  @Test
  void aProviderThatDoesNotAnswerOrAnswersTooMuchIsSaidToBeSo() {
    forger.status = 503;
    try (OpenSignIn open = plugin.open(PluginSettings.of(settings()))) {
      assertThatThrownBy(() -> open.start(BACK, "s")).hasMessageContaining("it answered 503");
      forger.status = 200;
      forger.configuration = c -> c + " ".repeat(600 * 1024);
      assertThatThrownBy(() -> open.start(BACK, "s")).hasMessageContaining("longer than 512 KB");
      forger.close();
      assertThatThrownBy(() -> open.start(BACK, "s"))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
          .hasMessageContaining("nothing listens there");
    }
  }

  @Test
  void ofEntraIdOneTenantIsLetInAndNoSharedEndpoint() throws Exception {
    EntraSignIn entra = new EntraSignIn();
    try (Forger microsoft = new Forger("/" + TENANT + "/v2.0")) {
      String authority = microsoft.issuer.replaceFirst("/" + TENANT + ".*", "");
      Map<String, String> settings = Map.of("tenant", TENANT, "authority", authority, "client-id", "plimsoll", SignIn.PRIVATE_NETWORK, "true");
      Function<JWTClaimsSet, ProvenIdentity> finished =
          claims -> {
            try (OpenSignIn open = entra.open(PluginSettings.of(settings))) {
              SignInStart start = open.start(BACK, "s");
              microsoft.idToken = microsoft.signed(new JWTClaimsSet.Builder(claims).claim("nonce", nonce(start)).build());
              return open.finish(BACK, Map.of("state", "s", "code", "c"), start.kept());
            }
          };
      JWTClaimsSet.Builder claims = microsoft.claims("n").claim("email_verified", null);
      ProvenIdentity ann = finished.apply(claims.claim("tid", TENANT).claim("xms_edov", "1").build());
      assertThat(ann.tenant()).isEqualTo(TENANT);
      assertThat(ann.emailVerified()).isTrue();
      assertThat(finished.apply(claims.claim("xms_edov", null).build()).emailVerified()).as("a tenant writes any address").isFalse();
      for (String other : new String[] {"99999999-2222-3333-4444-555555555555", null}) {
        assertThatThrownBy(() -> finished.apply(claims.claim("tid", other).build())).hasMessage("the ID token is of another tenant");
      }
    }
    for (String shared : List.of("common", "organizations", "consumers", "acme.onmicrosoft.com", "")) {
      assertThatThrownBy(() -> entra.open(PluginSettings.of(Map.of("tenant", shared, "client-id", "c"))))
          .isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .hasMessageContaining("tenant ");
    }
    entra.close();
  }

  @Test
  void claimsThatMockOauth2ServerForgesAreRefused() throws Exception {
    MockOAuth2Server server = new MockOAuth2Server();
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    try {
      Map<String, String> settings =
          Map.of("issuer", server.issuerUrl("acme").toString(), "client-id", "plimsoll", SignIn.PRIVATE_NETWORK, "true");
      Map<String, DefaultOAuth2TokenCallback> forged = new LinkedHashMap<>();
      forged.put("issuer", callback(List.of("plimsoll"), Map.of("iss", "https://evil.example"), 3600));
      forged.put("audience", callback(List.of("plimsoll"), Map.of("aud", List.of("other")), 3600));
      forged.put("nonce", callback(List.of("plimsoll"), Map.of("nonce", "stolen"), 3600));
      for (Map.Entry<String, DefaultOAuth2TokenCallback> each : forged.entrySet()) {
        try (OpenSignIn open = plugin.open(PluginSettings.of(settings))) {
          SignInStart start = open.start(BACK, "s");
          server.enqueueCallback(each.getValue());
          Map<String, String> back = Browser.signIn(start.location(), BACK, "ann");
          assertThat(catchThrowable(() -> open.finish(BACK, back, start.kept()))).as(each.getKey()).hasMessageContaining("its " + each.getKey());
        }
      }
      try (OpenSignIn open = plugin.open(PluginSettings.of(settings))) {
        SignInStart start = open.start(BACK, "s");
        server.enqueueCallback(callback(List.of("plimsoll"), Map.of("name", "Ann"), 3600));
        Map<String, String> back = Browser.signIn(start.location(), BACK, "ann");
        assertThat(open.finish(BACK, back, start.kept()).name()).isEqualTo("Ann");
        assertThatThrownBy(() -> open.finish(BACK, back, start.kept())).as("a code used twice").isInstanceOf(PlimsollException.class);
      }
    } finally {
      server.shutdown();
    }
  }

  private static DefaultOAuth2TokenCallback callback(List<String> audience, Map<String, Object> claims, long expiry) {
    return new DefaultOAuth2TokenCallback("acme", "ann", "JWT", audience, claims, expiry);
  }

  private ProvenIdentity finish(Function<String, String> token) {
    return finish(settings(), token);
  }

  private ProvenIdentity finish(Map<String, String> settings, Function<String, String> token) {
    return finish(settings, token, Map.of());
  }

  private ProvenIdentity finish(Function<String, String> token, Map<String, String> more) {
    return finish(settings(), token, more);
  }

  private ProvenIdentity finish(Map<String, String> settings, Function<String, String> token, Map<String, String> more) {
    try (OpenSignIn open = plugin.open(PluginSettings.of(settings))) {
      SignInStart start = open.start(BACK, "s");
      forger.idToken = token.apply(nonce(start));
      Map<String, String> parameters = new HashMap<>(more);
      parameters.put("state", "s");
      parameters.put("code", "c");
      return open.finish(BACK, parameters, start.kept());
    }
  }

  private static String nonce(SignInStart start) {
    String query = start.location().getQuery();
    return query.replaceFirst(".*nonce=([^&]*).*", "$1");
  }

  private static String spoilt(String token) {
    String[] parts = token.split("[.]");
    String payload = new String(java.util.Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
    String other = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(payload.replace("ann", "eve").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return parts[0] + "." + other + "." + parts[2];
  }

  private Map<String, String> settings() {
    return Map.of("issuer", forger.issuer, "client-id", "plimsoll", SignIn.SECRET, "canary-secret-4711-with-length", SignIn.PRIVATE_NETWORK, "true");
  }
}
