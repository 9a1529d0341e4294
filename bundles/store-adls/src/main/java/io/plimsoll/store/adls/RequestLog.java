package io.plimsoll.store.adls;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.plimsoll.api.export.ReadTrace;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id that the account's own log shows as {@code ClientRequestId}: one beginning for all
 * requests of a location, then a number. Counts what was asked and received.
 */
final class RequestLog implements HttpPipelinePolicy {
  static final HttpHeaderName CLIENT_REQUEST_ID = HttpHeaderName.fromString("x-ms-client-request-id");

  private final String application;
  private final String beginning = "plimsoll-" + UUID.randomUUID() + "-";
  private final AtomicLong requests = new AtomicLong();
  private final LongAdder sent = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  RequestLog(String application) {
    this.application = application;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    number(context);
    return next.process();
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    number(context);
    return next.processSync();
  }

  /** Sees each request when it is really sent; stands behind the one that repeats requests. */
  HttpPipelinePolicy sending() {
    return new HttpPipelinePolicy() {
      @Override
      public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        sends(context);
        return next.process();
      }

      @Override
      public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        sends(context);
        return next.processSync();
      }
    };
  }

  private void sends(HttpPipelineCallContext context) {
    sent.increment();
    // The SDK sets it to nothing and the JDK's client, which sets its own, would warn each time.
    context.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
  }

  void received(long count) {
    bytes.add(count);
  }

  ReadTrace trace() {
    long asked = requests.get();
    return new ReadTrace(application, beginning, asked, Math.max(0, sent.sum() - asked), bytes.sum());
  }

  private void number(HttpPipelineCallContext context) {
    context.getHttpRequest().setHeader(CLIENT_REQUEST_ID, beginning + requests.incrementAndGet());
  }
}
