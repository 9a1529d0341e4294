package io.plimsoll.peers.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets its tokens from a {@link TokenService} at {@code credential.url}. */
@Plugin(name = "token-service", type = CredentialProvider.class)
public final class TokenServiceCredential implements CredentialProvider {
  @Override
  public Credential open(PluginSettings settings) {
    String url = settings.text("url", "");
    settings.validate();
    return new Tokens(URI.create(url));
  }

  private static final class Tokens implements Credential {
    private final URI url;
    private @Nullable AccessToken held;
    private boolean closed;

    Tokens(URI url) {
      this.url = url;
    }

    @Override
    public synchronized Optional<AccessToken> token(String scope) {
      if (closed) {
        throw new PlimsollException(ErrorCode.REFUSED, "The credential was revoked.", "Connect with another one.");
      }
      if (held == null) {
        held = ask();
      }
      return Optional.of(held);
    }

    @Override
    public synchronized void close() {
      closed = true;
      held = null;
    }

    private AccessToken ask() {
      try {
        HttpResponse<String> answer =
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        String[] lines = answer.body().split("\n");
        return new AccessToken(lines[0], Instant.ofEpochSecond(Long.parseLong(lines[1])));
      } catch (IOException e) {
        throw new PlimsollException(ErrorCode.STORAGE_UNAVAILABLE, "No token from " + url + ".", "Start it.", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PlimsollException(ErrorCode.CANCELLED, "Asking for a token was cancelled.", "Start it again.", e);
      }
    }
  }
}
