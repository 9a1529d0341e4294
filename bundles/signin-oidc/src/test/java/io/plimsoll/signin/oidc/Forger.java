package io.plimsoll.signin.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A provider of the test that hands out whatever ID token it is told to. */
final class Forger implements AutoCloseable {
  private final HttpServer server;
  final String issuer;
  RSAKey key = newKey("one");
  /** What its key set holds. */
  List<RSAKey> published = List.of(key);
  String idToken = "";
  UnaryOperator<String> configuration = UnaryOperator.identity();
  int status = 200;
  final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<String> tokenRequests = new ConcurrentLinkedQueue<>();

  Forger() throws IOException {
    this("");
  }

  Forger(String path) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    issuer = base + path;
    server.createContext("/", exchange -> answer(exchange, base));
    server.start();
  }

  private void answer(HttpExchange exchange, String base) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String answer;
    if (path.endsWith("/.well-known/openid-configuration")) {
      answer =
          configuration.apply(
              "{\"issuer\":\"" + issuer + "\",\"authorization_endpoint\":\"" + base + "/authorize\",\"token_endpoint\":\"" + base
                  + "/token\",\"jwks_uri\":\"" + base + "/keys\",\"response_types_supported\":[\"code\"],"
                  + "\"subject_types_supported\":[\"public\"],\"id_token_signing_alg_values_supported\":[\"RS256\"]}");
    } else if (path.equals("/keys")) {
      answer = new JWKSet(List.copyOf(published)).toString();
    } else if (path.equals("/token")) {
      tokenRequests.add(body + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      answer = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"" + idToken + "\"}";
    } else {
      answer = "{}";
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Claims that hold, to be spoilt. */
  JWTClaimsSet.Builder claims(String nonce) {
    Date now = new Date();
    return new JWTClaimsSet.Builder()
        .issuer(issuer).audience("plimsoll").subject("ann").issueTime(now)
        .expirationTime(new Date(now.getTime() + 300_000)).claim("nonce", nonce)
        .claim("email", "ann@acme.example").claim("email_verified", true);
  }

  String signed(JWTClaimsSet claims) {
    return signed(claims, key, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build());
  }

  static String signed(JWTClaimsSet claims, RSAKey by, JWSHeader header) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(by));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  /** Signed with the public key, as if it were a shared secret. */
  String signedWithPublicKey(JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
