package io.plimsoll.credential.none;

import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Optional;

/** The credential of stores that ask for none, such as folders of this machine. */
@Plugin(name = "none", type = CredentialProvider.class)
public final class NoCredential implements CredentialProvider {
  @Override
  public Credential open(PluginSettings settings) {
    settings.validate();
    return new Credential() {
      @Override
      public Optional<AccessToken> token(String scope) {
        return Optional.empty();
      }

      @Override
      public void close() {
        // There is nothing secret to forget.
      }
    };
  }
}
