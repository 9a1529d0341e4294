package io.plimsoll.signin.oidc;

import io.plimsoll.api.identity.SignIn;
import io.plimsoll.testkit.contract.SignInContract;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against mock-oauth2-server. */
class OidcContractTest extends SignInContract {
  private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

  @BeforeAll
  static void start() throws Exception {
    PROVIDER.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterAll
  static void stop() {
    PROVIDER.shutdown();
  }

  @Override
  protected SignIn newPlugin() {
    return new OidcSignIn();
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "issuer", PROVIDER.issuerUrl("acme").toString(), "client-id", "plimsoll", SignIn.SECRET, "canary-secret-4711",
        SignIn.PRIVATE_NETWORK, "true");
  }

  @Override
  protected Set<String> secrets() {
    return Set.of("canary-secret-4711");
  }

  @Override
  protected Map<String, String> signInAt(URI location) throws Exception {
    PROVIDER.enqueueCallback(
        new no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback(
            "acme", "ann", "JWT", java.util.List.of("plimsoll"), Map.of("email", "ann@acme.example", "email_verified", true), 3600));
    return Browser.signIn(location, RETURN_TO, "ann");
  }
}
