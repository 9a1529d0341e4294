package io.plimsoll.signin.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * Asks a provider: at checked addresses, without following redirects, within a few seconds, and no more than a small
 * document. Thread-safe.
 */
final class Web implements ResourceRetriever {
  private static final Duration ANSWER = Duration.ofSeconds(8);
  private static final int LARGEST = 512 * 1024;
  private static final List<String> OF_THE_CLIENT = List.of("content-length", "host", "connection", "expect");

  private final HttpClient client;
  private final boolean privateNetwork;

  Web(HttpClient client, boolean privateNetwork) {
    this.client = client;
    this.privateNetwork = privateNetwork;
  }

  /** Fetches a document of the provider. */
  String get(String address) {
    HTTPResponse answer = send(new HTTPRequest(HTTPRequest.Method.GET, URI.create(checked(address))));
    if (answer.getStatusCode() != 200) {
      throw Failures.unreachable(address, "it answered " + answer.getStatusCode(), null);
    }
    return answer.getBody() == null ? "" : answer.getBody();
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      return new Resource(get(url.toString()), "application/json");
    } catch (PlimsollException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Sends what the library put together. */
  HTTPResponse send(HTTPRequest request) {
    String address = request.getURI().toString();
    checked(address);
    HttpRequest.Builder sent = HttpRequest.newBuilder(request.getURI()).timeout(ANSWER);
    for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
      if (!OF_THE_CLIENT.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        header.getValue().forEach(value -> sent.header(header.getKey(), value));
      }
    }
    String body = request.getBody();
    sent.method(request.getMethod().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      if (!Addresses.permitted(request.getURI().getHost(), privateNetwork)) {
        throw Failures.unreachable(address, "it lies in a private network, which an operator of the host allows with private-network=true", null);
      }
      HttpResponse<InputStream> answer = client.send(sent.build(), BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw Failures.unreachable(address, "its answer is longer than " + LARGEST / 1024 + " KB", null);
        }
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.isEmpty()) {
          response.setContentType(type);
        }
        response.setBody(new String(bytes, StandardCharsets.UTF_8));
        return response;
      }
    } catch (ParseException e) {
      throw Failures.unreachable(address, "its answer has no content type that is one", e);
    } catch (UnknownHostException e) {
      throw Failures.unreachable(address, "nobody knows its name", e);
    } catch (HttpTimeoutException e) {
      throw Failures.unreachable(address, "it does not answer within " + ANSWER.toSeconds() + " seconds", e);
    } catch (SSLException e) {
      throw Failures.unreachable(address, "its certificate is not trusted", e);
    } catch (ConnectException e) {
      throw Failures.unreachable(address, "nothing listens there", e);
    } catch (IOException e) {
      throw Failures.unreachable(address, e.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.unreachable(address, "the host gave up waiting", e);
    }
  }

  private String checked(String address) {
    String problem = Addresses.problem(address, privateNetwork);
    if (problem != null) {
      throw Failures.noProvider(address, "it names the address " + address + ", " + problem, null);
    }
    return address;
  }
}
