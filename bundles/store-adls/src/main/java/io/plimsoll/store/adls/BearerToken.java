package io.plimsoll.store.adls;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.plimsoll.api.credential.Credential;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Puts the connection's token on each request. It is asked for each time and kept nowhere here, so that a credential
 * that is revoked ends the reading with the next request; the credential itself keeps tokens until they expire.
 */
final class BearerToken implements HttpPipelinePolicy {
  /** What tokens for Azure Storage are made out to, in every cloud and for OneLake. */
  static final String SCOPE = "https://storage.azure.com/.default";

  private final Credential credential;

  BearerToken(Credential credential) {
    this.credential = credential;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    // A credential may ask the network, which no thread of the event loop may wait for.
    return Mono.fromRunnable(() -> authorize(context))
        .subscribeOn(Schedulers.boundedElastic())
        .then(Mono.defer(next::process));
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    authorize(context);
    return next.processSync();
  }

  private void authorize(HttpPipelineCallContext context) {
    if (!context.getHttpRequest().getUrl().getProtocol().equals("https")) {
      throw new IllegalStateException("a token would be sent without TLS");
    }
    credential
        .token(SCOPE)
        .ifPresent(token -> context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.secret()));
  }
}
