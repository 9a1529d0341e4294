package io.plimsoll.credential.azure;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A service on loopback that answers as a test says and remembers what it was asked. */
final class LoopbackService implements AutoCloseable {
  static final String TENANT = "11111111-1111-1111-1111-111111111111";
  static final String OTHER_TENANT = "33333333-3333-3333-3333-333333333333";
  static final String CLIENT = "22222222-2222-2222-2222-222222222222";
  static final String PRINCIPAL = "44444444-4444-4444-4444-444444444444";

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "loopback-service"));

  record Asked(String method, String uri, Map<String, List<String>> headers, String body) {}

  record Answer(int status, Map<String, String> headers, String body) {}

  interface Behaviour {
    Answer to(Asked request);
  }

  /** @param certificate of https; {@code null} for plain http */
  LoopbackService(@Nullable TestCertificate certificate, Behaviour behaviour) throws Exception {
    InetSocketAddress loopback = new InetSocketAddress("127.0.0.1", 0);
    if (certificate == null) {
      server = HttpServer.create(loopback, 0);
    } else {
      HttpsServer https = HttpsServer.create(loopback, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
      server = https;
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Asked request =
              new Asked(
                  exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          asked.add(request);
          Answer answer = behaviour.to(request);
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          answer.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** A token service that lets everybody in. */
  static LoopbackService tokens(TestCertificate certificate) throws Exception {
    return new LoopbackService(certificate, request -> token());
  }

  /** One that refuses as Entra ID does, and quotes what it was sent. */
  static LoopbackService refusing(TestCertificate certificate, String code) throws Exception {
    return new LoopbackService(
        certificate,
        request ->
            json(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS" + code + ": refused. Sent: " + request.body()
                    + " Trace ID: 1 Correlation ID: 2\",\"error_codes\":[" + code + "]}"));
  }

  static Answer token() {
    return json(
        200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\""
            + jwt(Instant.now().plusSeconds(3600)) + "\"}");
  }

  static Answer json(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body);
  }

  static Answer storage(int status, String error) {
    return new Answer(status, error.isEmpty() ? Map.of() : Map.of("x-ms-error-code", error), "");
  }

  /** A token nobody signed. */
  static String jwt(Instant end) {
    return part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
        + part("{\"aud\":\"x\",\"oid\":\"" + PRINCIPAL + "\",\"tid\":\"" + TENANT + "\",\"exp\":" + end.getEpochSecond() + "}")
        + "." + part("signature");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  String address() {
    return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
