package io.plimsoll.browser;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.plimsoll.peers.azure.LoopbackCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A place that notices go to: HTTPS on loopback, which keeps what it was sent. */
final class Hook implements AutoCloseable {
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final LoopbackCertificate certificate;
  private final HttpsServer server;

  Hook(Path folder) throws IOException {
    certificate = LoopbackCertificate.trusted(folder);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext(
        "/",
        exchange -> {
          taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** What it was sent. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  /** The settings of a webhook that leads here. */
  String settings() {
    return "url=https://127.0.0.1:" + server.getAddress().getPort() + "/hook\nallow=127.0.0.0/8\nca=file:" + certificate.certificate();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
