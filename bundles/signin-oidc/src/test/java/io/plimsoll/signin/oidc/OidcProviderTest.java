package io.plimsoll.signin.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInStart;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.oidc.OidcProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the certified oidc-provider, through its own pages. */
class OidcProviderTest {
  private static final URI BACK = URI.create("http://127.0.0.1:1/sso/acme/callback");

  @TempDir Path folder;

  @Test
  void peopleSignInAndACodeCountsOnce() throws Exception {
    OidcSignIn plugin = new OidcSignIn();
    try (OidcProvider provider = OidcProvider.start(folder, BACK.toString());
        OpenSignIn open = plugin.open(settings(provider, OidcProvider.SECRET))) {
      SignInStart start = open.start(BACK, "state-1");
      Map<String, String> back = Browser.signIn(start.location(), BACK, "ann");
      assertThat(back).as("it names itself (RFC 9207)").containsEntry("iss", provider.issuer()).containsEntry("state", "state-1");
      ProvenIdentity ann = open.finish(BACK, back, start.kept());
      assertThat(ann.subject()).isEqualTo("ann");
      assertThat(ann.email()).as("from the userinfo endpoint").isEqualTo("ann@acme.example");
      assertThat(ann.emailVerified()).isTrue();
      assertThatThrownBy(() -> open.finish(BACK, back, start.kept())).hasMessageContaining("(invalid_grant)");

      SignInStart other = open.start(BACK, "state-2");
      Map<String, String> mallory = Browser.signIn(other.location(), BACK, "mallory");
      assertThatThrownBy(() -> open.finish(BACK, mallory, start.kept())).as("another verifier").hasMessageContaining("(invalid_grant)");
      SignInStart third = open.start(BACK, "state-3");
      assertThat(open.finish(BACK, Browser.signIn(third.location(), BACK, "mallory"), third.kept()).emailVerified()).isFalse();

      try (OpenSignIn wrong = plugin.open(settings(provider, "another-secret"))) {
        SignInStart fourth = wrong.start(BACK, "state-4");
        Map<String, String> answer = Browser.signIn(fourth.location(), BACK, "ann");
        assertThatThrownBy(() -> wrong.finish(BACK, answer, fourth.kept())).hasMessageContaining("(invalid_client)");
      }
    } finally {
      plugin.close();
    }
  }

  private static PluginSettings settings(OidcProvider provider, String secret) {
    return PluginSettings.of(
        Map.of("issuer", provider.issuer(), "client-id", OidcProvider.CLIENT, SignIn.SECRET, secret, SignIn.PRIVATE_NETWORK, "true"));
  }
}
