package io.plimsoll.notifier.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.plimsoll.testkit.contract.NotifierContract.Mood;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A real HTTPS server on loopback with a certificate of its own, that keeps what it was sent. */
final class HookServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** What it was sent. */
  record Taken(String path, Map<String, String> headers, String body) {}

  final List<Taken> taken = new CopyOnWriteArrayList<>();
  volatile Mood mood = Mood.TAKES;
  volatile int takes = 200;
  volatile String redirect = "";
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> new Thread(work, "hook-server"));
  private final Certificate certificate;
  private boolean closed;

  /** Made once: it takes a JVM of its own to make. */
  record Certificate(SSLContext context, String pem) {
    static Certificate in(Path folder) throws Exception {
      Path file = folder.resolve("loopback.p12");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "loopback",
                  "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=loopback", "-ext",
                  "SAN=IP:127.0.0.1,DNS:localhost,DNS:hooks.example", "-validity", "30", "-storetype", "PKCS12", "-keystore",
                  file.toString(), "-storepass", "changeit")
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(store.getCertificate("loopback").getEncoded());
      return new Certificate(context, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }
  }

  HookServer(Certificate certificate) throws IOException, GeneralSecurityException {
    this.certificate = certificate;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "https://localhost:" + port() + path;
  }

  String pem() {
    return certificate.pem();
  }

  void is(Mood now) {
    mood = now;
    if (now == Mood.GONE) {
      stop();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!redirect.isEmpty()) {
        exchange.getResponseHeaders().set("Location", redirect);
        exchange.sendResponseHeaders(307, -1);
        return;
      }
      switch (mood) {
        case TAKES -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          taken.add(new Taken(exchange.getRequestURI().toString(), headers, body));
          exchange.sendResponseHeaders(takes, -1);
        }
        case BUSY -> {
          exchange.getResponseHeaders().set("Retry-After", "120");
          exchange.sendResponseHeaders(503, -1);
        }
        case REFUSES, GONE -> exchange.sendResponseHeaders(410, -1);
      }
    }
  }

  private void stop() {
    if (!closed) {
      closed = true;
      server.stop(0);
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
