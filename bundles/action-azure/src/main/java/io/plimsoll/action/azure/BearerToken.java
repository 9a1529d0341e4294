package io.plimsoll.action.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Puts the credential's token on each request. It is asked for each time and kept nowhere here. */
final class BearerToken implements HttpPipelinePolicy {
  private final Credential credential;
  private final String scope;

  BearerToken(Credential credential, String scope) {
    this.credential = credential;
    this.scope = scope;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    authorize(context);
    return next.process();
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    authorize(context);
    return next.processSync();
  }

  private void authorize(HttpPipelineCallContext context) {
    AccessToken token;
    try {
      token =
          credential
              .token(scope)
              .orElseThrow(
                  () ->
                      new NoToken(
                          ErrorCode.REFUSED, "The connection's credential has no tokens, and Azure is managed with nothing else.",
                          "Connect with a credential of Entra ID, or set action.credential.", null));
    } catch (NoToken e) {
      throw e;
    } catch (PlimsollException e) {
      throw new NoToken(e.code(), String.valueOf(e.getMessage()), e.advice(), e);
    }
    context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.secret());
    // Set to nothing it would be warned of by the JDK's client, which sets its own.
    context.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
  }

  /** There is no token, so nothing was sent. */
  static final class NoToken extends PlimsollException {
    private static final long serialVersionUID = 1L;

    NoToken(ErrorCode code, String message, String advice, @Nullable Throwable cause) {
      super(code, message, advice, cause);
    }
  }
}
