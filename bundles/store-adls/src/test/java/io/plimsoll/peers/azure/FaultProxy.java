package io.plimsoll.peers.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands between the store and Azurite, notes every request and does to some what networks and services do. */
public final class FaultProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "content-length", "connection", "keep-alive", "transfer-encoding", "expect", "upgrade", "http2-settings");

  private final HttpsServer server;
  private final ExecutorService threads;
  private final HttpClient upstream;
  private final int target;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /** A request as it came in; headers by lower-case name. */
  public record Seen(String method, URI uri, Map<String, String> headers) {
    /** Whether it reads bytes of a part or manifest. */
    public boolean reads() {
      return method.equals("GET") && uri.getQuery() == null;
    }
  }

  /** What is done instead of passing an answer on as it is. */
  public interface Fault {
    /** @param answer of Azurite, or {@code null} when the fault came first */
    void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException;
  }

  private record Rule(Predicate<Seen> where, AtomicInteger times, Fault fault) {}

  private FaultProxy(HttpsServer server, ExecutorService threads, HttpClient upstream, int target) {
    this.server = server;
    this.threads = threads;
    this.upstream = upstream;
    this.target = target;
  }

  /** Starts it on a free port of loopback. */
  public static FaultProxy before(Azurite azurite, LoopbackCertificate certificate) {
    try {
      HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      ExecutorService threads = Executors.newFixedThreadPool(16, work -> new Thread(work, "fault-proxy"));
      server.setExecutor(threads);
      HttpClient upstream = HttpClient.newBuilder().sslContext(certificate.context()).version(HttpClient.Version.HTTP_1_1).build();
      FaultProxy proxy = new FaultProxy(server, threads, upstream, azurite.port());
      server.createContext("/", proxy::handle);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code store.endpoint} is set to. */
  public String endpoint() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/" + Azurite.ACCOUNT;
  }

  /** Every request up to now. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Does this to the next so many requests that match. */
  public FaultProxy fault(Predicate<Seen> where, int times, Fault fault) {
    rules.add(new Rule(where, new AtomicInteger(times), fault));
    return this;
  }

  /** Forgets requests and faults. */
  public void reset() {
    seen.clear();
    rules.clear();
  }

  /** Answers this status, with a header when it is given. */
  public static Fault status(int status, String code, @Nullable String header, @Nullable String value) {
    return (exchange, answer) -> {
      exchange.getResponseHeaders().set("x-ms-error-code", code);
      if (header != null) {
        exchange.getResponseHeaders().set(header, value);
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /** Ends the connection without an answer. */
  public static Fault drop() {
    return (exchange, answer) -> exchange.close();
  }

  /** Sends so many bytes of what it promised and ends the connection. */
  public static Fault truncate(int bytes) {
    return (exchange, answer) -> {
      pass(exchange, answer);
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body(), 0, Math.min(bytes, answer.body().length));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Passes the answer on, later. */
  public static Fault delay(long millis) {
    return (exchange, answer) -> {
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      send(exchange, answer);
    };
  }

  /** Passes the bytes on as those of another etag. */
  public static Fault otherEtag() {
    return (exchange, answer) -> {
      pass(exchange, answer);
      exchange.getResponseHeaders().set("ETag", "\"0xOTHER\"");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
      exchange.close();
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    Seen request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI(), headers);
    seen.add(request);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault = null;
    for (Rule rule : rules) {
      if (rule.where().test(request) && rule.times().getAndDecrement() > 0) {
        fault = rule.fault();
        break;
      }
    }
    try {
      HttpResponse<byte[]> answer = forward(request, exchange, body);
      if (fault == null) {
        send(exchange, answer);
      } else {
        fault.answer(exchange, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private HttpResponse<byte[]> forward(Seen request, HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + target + request.uri()))
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    return upstream.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void send(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    pass(exchange, answer);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.statusCode(), head || answer.body().length == 0 ? -1 : answer.body().length);
    if (!head && answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }

  private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) {
    answer.headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, new ArrayList<>(values));
              }
            });
  }
}
