package io.plimsoll.action.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionStep;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Azure Resource Manager, asked with the token of one connection. */
final class Management {
  private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

  private final String endpoint;
  private final HttpPipeline reading;
  private final HttpPipeline writing;

  /**
   * @param reading asks again when the service is busy for a moment
   * @param writing sends each request once
   */
  Management(Cloud cloud, HttpPipeline reading, HttpPipeline writing) {
    this.endpoint = cloud.endpoint();
    this.reading = reading;
    this.writing = writing;
  }

  /** The whole address of a resource. */
  URI url(String path, String version) {
    return URI.create(endpoint + path + "?api-version=" + version);
  }

  /**
   * Reads a resource; an answer that says no is an answer.
   *
   * @throws PlimsollException {@code STORAGE_UNAVAILABLE} when none came
   */
  Answer get(String path, String version) {
    try {
      return send(reading, new HttpRequest(HttpMethod.GET, url(path, version).toURL()));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(path, e);
    } catch (RuntimeException e) {
      throw unreachable(e);
    }
  }

  /**
   * Sends a request as it is.
   *
   * @throws NotSent when it certainly did not leave this machine
   * @throws PlimsollException {@code STORAGE_UNAVAILABLE} when no answer came
   */
  Answer send(ActionStep step) throws NotSent {
    if (!step.url().toString().startsWith(endpoint + "/")) {
      throw new NotSent("The request is for " + step.url().getHost() + ", and the connection is managed at " + endpoint + ".",
          "Propose it anew.");
    }
    HttpRequest request;
    try {
      request = new HttpRequest(HttpMethod.valueOf(step.method()), step.url().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(step.url().toString(), e);
    }
    step.headers().forEach((name, value) -> request.setHeader(HttpHeaderName.fromString(name), value));
    request.setBody(step.body());
    try {
      return send(writing, request);
    } catch (RuntimeException e) {
      PlimsollException told = unreachable(e);
      if (neverLeft(e)) {
        throw new NotSent(Objects.requireNonNull(told.getMessage()), told.advice());
      }
      throw told;
    }
  }

  private static Answer send(HttpPipeline pipeline, HttpRequest request) {
    try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
      String body = response.getBodyAsBinaryData() == null ? "" : response.getBodyAsBinaryData().toString();
      String etag = response.getHeaderValue(HttpHeaderName.ETAG);
      String id = response.getHeaderValue(REQUEST_ID);
      return new Answer(
          response.getStatusCode(), body.isBlank() ? MissingNode.getInstance() : Json.read(body), etag == null ? "" : etag,
          id == null ? "" : id, RetryHint.of(response.getHeaders()));
    }
  }

  /** Without a connection nothing left, and neither did it when there was no token for it. */
  private static boolean neverLeft(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof UnknownHostException
          || t instanceof UnresolvedAddressException
          || t instanceof BearerToken.NoToken) {
        return true;
      }
    }
    return false;
  }

  private PlimsollException unreachable(RuntimeException thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof PlimsollException known) {
        return new PlimsollException(known.code(), String.valueOf(known.getMessage()), known.advice(), known.getCause());
      }
      if (t instanceof InterruptedException || String.valueOf(t.getMessage()).equals("Thread Interrupted")) {
        return new PlimsollException(ErrorCode.CANCELLED, "Asking " + endpoint + " was cancelled.", "Start it again.", thrown);
      }
      if (t instanceof SSLException) {
        return unavailable(
            "the certificate of " + endpoint + " is not trusted (" + t.getMessage() + ")",
            "Add the authority that signed it to the trust store of Java: -Djavax.net.ssl.trustStore=FILE.", thrown);
      }
      if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
        return unavailable("the name of " + endpoint + " is not known here", "Check the name and the DNS of this network.", thrown);
      }
      if (t instanceof ConnectException) {
        return unavailable(endpoint + " cannot be reached", "Check the network, its proxy and its firewalls.", thrown);
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return unavailable("the connection to " + endpoint + " broke (" + reason + ")", "Check the network and try again.", thrown);
  }

  private static PlimsollException unavailable(String why, String advice, Throwable cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, "Azure Resource Manager did not answer: " + why + ".", advice, cause);
  }

  /** A request that certainly did not leave this machine. */
  static final class NotSent extends Exception {
    private static final long serialVersionUID = 1L;
    private final String advice;

    NotSent(String message, String advice) {
      super(message);
      this.advice = advice;
    }

    String advice() {
      return advice;
    }
  }
}
