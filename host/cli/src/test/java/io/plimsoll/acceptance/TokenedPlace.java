package io.plimsoll.acceptance;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.plimsoll.acceptance.stores.TokenedStore;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.Layout;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A token service on loopback that knows some client secrets, and the bundle of a store that asks for its tokens. */
final class TokenedPlace implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** The secrets it lets in. */
  final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** Done before each answer. */
  volatile Runnable whenAsked = () -> {};

  private final Path folder;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "token-service"));

  TokenedPlace(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    SSLContext tls = tls();
    bundle();
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          whenAsked.run();
          String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean known = secrets.stream().anyMatch(secret -> sent.contains("client_secret=" + secret));
          // What it refuses it quotes, as such services do.
          String body =
              known
                  ? "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"token\"}"
                  : "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret, sent: " + sent + "\"}";
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(known ? 200 : 401, body.length());
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  /** The folder with the store's bundle. */
  Path bundles() {
    return folder.resolve("bundles");
  }

  Connection connection(String name, Path exports, String region) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tenant", "11111111-1111-1111-1111-111111111111");
    settings.put("client", "22222222-2222-2222-2222-222222222222");
    settings.put("authority", "https://127.0.0.1:" + server.getAddress().getPort());
    settings.put("credential.ca", folder.resolve("ca.pem").toString());
    if (!region.isEmpty()) {
      settings.put("region", region);
    }
    return new Connection(name, URI.create("tokened://" + exports), Layout.AZURE, "azure-client-secret", settings);
  }

  private SSLContext tls() throws Exception {
    Path file = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a", "-keyalg", "EC",
                "-dname", "CN=tokens", "-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-storepass",
                new String(PASSWORD), "-keystore", file.toString())
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(store.getCertificate("a").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void bundle() throws Exception {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "test.tokened");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Import-Package", "io.plimsoll.api,io.plimsoll.api.credential,io.plimsoll.api.export,io.plimsoll.api.plugin");
    headers.putValue(
        "Provide-Capability",
        "io.plimsoll.plugin;name=tokened;type=\"" + ExportStore.class.getName() + "\";class=\"" + TokenedStore.class.getName() + "\"");
    Files.createDirectories(bundles());
    try (OutputStream out = Files.newOutputStream(bundles().resolve("tokened.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (String type : List.of("TokenedStore", "TokenedStore$Place", "TokenedStore$Opened")) {
        String entry = TokenedStore.class.getPackageName().replace('.', '/') + "/" + type + ".class";
        try (InputStream code = TokenedStore.class.getClassLoader().getResourceAsStream(entry)) {
          jar.putNextEntry(new JarEntry(entry));
          code.transferTo(jar);
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
