package io.plimsoll.peers.azure;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues tokens as Microsoft Entra does, as far as an emulator looks at them: two lines, the token and the second of
 * the epoch at which it ends. Who is asked decides the audience: {@code /token}, {@code /wrong-audience} or {@code
 * /expired}.
 */
public final class TokenService implements AutoCloseable {
  private static final String TENANT = "11111111-1111-1111-1111-111111111111";

  private final HttpsServer server;
  private final ExecutorService threads;
  private final AtomicInteger issued = new AtomicInteger();

  private TokenService(HttpsServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts it on a free port of loopback. */
  public static TokenService start(LoopbackCertificate certificate) {
    try {
      HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      ExecutorService threads = Executors.newFixedThreadPool(2, work -> new Thread(work, "token-service"));
      server.setExecutor(threads);
      TokenService service = new TokenService(server, threads);
      server.createContext(
          "/",
          exchange -> {
            service.issued.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            long end = Instant.now().getEpochSecond() + (path.equals("/expired") ? -600 : 3600);
            String audience = path.equals("/wrong-audience") ? "https://management.azure.com" : "https://storage.azure.com";
            byte[] body = (token(audience, end) + "\n" + (Instant.now().getEpochSecond() + 3600)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is asked. */
  public String url(String path) {
    return "https://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** How many tokens it has issued. */
  public int issued() {
    return issued.get();
  }

  private static String token(String audience, long end) {
    String claims =
        "{\"aud\":\"" + audience + "\",\"iss\":\"https://sts.windows.net/" + TENANT + "/\",\"nbf\":" + (end - 7200)
            + ",\"iat\":" + (end - 7200) + ",\"exp\":" + end + ",\"tid\":\"" + TENANT + "\"}";
    String unsigned = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
        + base64(claims.getBytes(StandardCharsets.UTF_8));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("nobody checks it".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return unsigned + "." + base64(mac.doFinal(unsigned.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
