package io.plimsoll.keywrapper.keyvault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.plimsoll.peers.azure.LoopbackCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * A vault on loopback that follows the published contract of Key Vault 7.x: the challenge, api-version, the operations
 * wrapkey and unwrapkey with base64url values, and GET of a key. With real RSA keys, which stay here.
 */
final class StandInVault implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("/keys/([^/]+)(?:/([^/]*))?(?:/(wrapkey|unwrapkey))?/?");
  private static final Pattern VALUE = Pattern.compile("\"value\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern ALGORITHM = Pattern.compile("\"alg\"\\s*:\\s*\"([^\"]*)\"");
  private static final OAEPParameterSpec OAEP_256 =
      new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  final Map<String, KeyPair> versions = new LinkedHashMap<>();
  private final HttpsServer server;

  /** What it answers instead, so many times. */
  volatile int trouble;

  volatile int times;

  StandInVault(LoopbackCertificate certificate) throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", this::answer);
    server.start();
    newVersion("v1");
  }

  void newVersion(String version) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    versions.put(version, generator.generateKeyPair());
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + authorization);
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (authorization == null) {
      exchange.getResponseHeaders().add(
          "WWW-Authenticate",
          "Bearer authorization=\"https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555\", resource=\"https://vault.azure.net\"");
      reply(exchange, 401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"AKV10000: Request is missing a Bearer token.\"}}");
      return;
    }
    if (times > 0) {
      times--;
      exchange.getResponseHeaders().add("Retry-After", "0");
      reply(exchange, trouble, "{\"error\":{\"code\":\"Trouble\",\"message\":\"canary of the vault\"}}");
      return;
    }
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!query.contains("api-version=7.") && !query.contains("api-version=20")) {
      reply(exchange, 400, "{\"error\":{\"code\":\"BadParameter\",\"message\":\"no api-version\"}}");
      return;
    }
    if (!authorization.equals("Bearer good") || !path.matches() || !path.group(1).equals("plimsoll")) {
      reply(exchange, path.matches() && !path.group(1).equals("plimsoll") ? 404 : 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"\"}}");
      return;
    }
    String version = path.group(2) == null || path.group(2).isEmpty() ? newest() : path.group(2);
    KeyPair key = versions.get(version);
    if (key == null) {
      reply(exchange, 404, "{\"error\":{\"code\":\"KeyNotFound\",\"message\":\"\"}}");
      return;
    }
    String kid = url() + "/keys/plimsoll/" + version;
    if (path.group(3) == null) {
      RSAPublicKey open = (RSAPublicKey) key.getPublic();
      reply(
          exchange, 200,
          "{\"key\":{\"kid\":\"" + kid + "\",\"kty\":\"RSA\",\"key_ops\":[\"wrapKey\",\"unwrapKey\"],\"n\":\"" + text(open.getModulus().toByteArray())
              + "\",\"e\":\"AQAB\"},\"attributes\":{\"enabled\":true}}");
      return;
    }
    try {
      Matcher algorithm = ALGORITHM.matcher(body);
      Matcher value = VALUE.matcher(body);
      if (!algorithm.find() || !value.find() || !algorithm.group(1).equals("RSA-OAEP-256")) {
        reply(exchange, 400, "{\"error\":{\"code\":\"BadParameter\",\"message\":\"" + body.length() + "\"}}");
        return;
      }
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      boolean wraps = path.group(3).equals("wrapkey");
      cipher.init(wraps ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, wraps ? key.getPublic() : key.getPrivate(), OAEP_256);
      byte[] result = cipher.doFinal(Base64.getUrlDecoder().decode(value.group(1)));
      reply(exchange, 200, "{\"kid\":\"" + kid + "\",\"value\":\"" + text(result) + "\"}");
    } catch (GeneralSecurityException e) {
      reply(exchange, 400, "{\"error\":{\"code\":\"BadParameter\",\"message\":\"it cannot be decrypted\"}}");
    }
  }

  private String newest() {
    String last = "";
    for (String version : versions.keySet()) {
      last = version;
    }
    return last;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
