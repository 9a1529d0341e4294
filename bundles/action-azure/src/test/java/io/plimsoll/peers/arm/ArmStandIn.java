package io.plimsoll.peers.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.plimsoll.peers.azure.LoopbackCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure Resource Manager on a free port of loopback: keeps exports, their runs and lifecycle policies, and answers each
 * request that is not as the service publishes it with a reason. Looks at the audience and the end of tokens and, like
 * emulators, not at their signature.
 */
public final class ArmStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ETAG = "\"00000000-0000-0000-0000-%012d\"";
  private static final Pattern EXPORT =
      Pattern.compile("(/.+)/providers/Microsoft\\.CostManagement/exports/([^/]+)(/run|/runHistory)?");
  private static final Pattern POLICY =
      Pattern.compile("(/subscriptions/.+/providers/Microsoft\\.Storage/storageAccounts/[a-z0-9]+)/managementPolicies/default");

  private final HttpsServer server;
  private final ExecutorService threads;
  private final Supplier<Instant> now;
  private final PublishedExamples examples = PublishedExamples.beside();
  private final Map<String, ObjectNode> exports = new ConcurrentHashMap<>();
  private final Map<String, ArrayNode> runs = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> policies = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean etagsOfPolicies;

  /** A request as it came in; headers by lower-case name. */
  public record Seen(String method, String path, String body, Map<String, String> headers) {
    /** Whether it changes something. */
    public boolean writes() {
      return !method.equals("GET");
    }
  }

  /** What is done to an exchange in place of answering it. */
  public interface Fault {
    /** @param serve does what was asked for, and answers it */
    void happen(HttpExchange exchange, Served serve) throws IOException;
  }

  /** What serving a request comes to. */
  public interface Served {
    /** Does it; the answer is not sent yet. */
    Answer now() throws IOException;
  }

  /** An answer. */
  public record Answer(int status, @Nullable JsonNode body, Map<String, String> headers) {}

  private record Rule(Predicate<Seen> where, AtomicInteger times, Fault fault) {}

  private ArmStandIn(HttpsServer server, ExecutorService threads, Supplier<Instant> now) {
    this.server = server;
    this.threads = threads;
    this.now = now;
  }

  /** Starts it. */
  public static ArmStandIn start(LoopbackCertificate certificate, Supplier<Instant> now) {
    try {
      HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      ExecutorService threads = Executors.newFixedThreadPool(4, work -> new Thread(work, "arm-stand-in"));
      server.setExecutor(threads);
      ArmStandIn arm = new ArmStandIn(server, threads, now);
      server.createContext("/", arm::handle);
      server.start();
      return arm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code action.arm} is set to. */
  public String endpoint() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every request up to now. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** How many requests that change something were done. */
  public int written() {
    return number.get();
  }

  /** Does this to the next so many requests that match. */
  public ArmStandIn fault(Predicate<Seen> where, int times, Fault fault) {
    rules.add(new Rule(where, new AtomicInteger(times), fault));
    return this;
  }

  /** Gives policies an etag, as services of their kind do. */
  public ArmStandIn withEtagsOfPolicies() {
    etagsOfPolicies = true;
    return this;
  }

  /** The export as it is kept; {@code null} when there is none. */
  public @Nullable JsonNode export(String scope, String name) {
    return exports.get(key(scope, name));
  }

  /** Puts an export there without asking anybody. */
  public ArmStandIn putExport(String scope, String name, String body) {
    exports.put(key(scope, name), shown(scope, name, (ObjectNode) parsed(body)));
    return this;
  }

  /** The runs of an export, as its history shows them. */
  public ArrayNode runs(String scope, String name) {
    return runs.computeIfAbsent(key(scope, name), k -> JSON.createArrayNode());
  }

  /** Puts a run into a history. */
  public ArmStandIn putRun(String scope, String name, String execution, String status, String first, String last, Instant submitted) {
    ObjectNode properties = JSON.createObjectNode().put("executionType", execution).put("status", status);
    properties.put("submittedBy", "somebody").put("submittedTime", submitted.toString());
    properties.put("startDate", first).put("endDate", last);
    ObjectNode run = JSON.createObjectNode().put("id", key(scope, name).substring(1) + "/Run/run-" + (runs(scope, name).size() + 1));
    run.set("properties", properties);
    runs(scope, name).add(run);
    return this;
  }

  /** The rules of an account's policy; {@code null} when it has none. */
  public @Nullable JsonNode rules(String account) {
    ObjectNode policy = policies.get(account);
    return policy == null ? null : policy.at("/properties/policy/rules");
  }

  /** Sets the rules of an account's policy without asking anybody. */
  public ArmStandIn putRules(String account, String json) {
    policies.put(account, policy((ArrayNode) parsed(json)));
    return this;
  }

  /** Answers this, with a header when it is given. */
  public static Fault status(int status, String code, String message, @Nullable String header, @Nullable String value) {
    return (exchange, serve) ->
        send(exchange, error(status, code, message, header == null ? Map.of() : Map.of(header, String.valueOf(value))));
  }

  /** Ends the connection without doing what was asked. */
  public static Fault drop() {
    return (exchange, serve) -> exchange.close();
  }

  /** Does what was asked and ends the connection without an answer. */
  public static Fault dropAnswer() {
    return (exchange, serve) -> {
      serve.now();
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
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Seen request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body, headers);
    seen.add(request);
    Served serve = () -> serve(request, String.valueOf(exchange.getRequestURI().getQuery()));
    for (Rule rule : rules) {
      if (rule.where().test(request) && rule.times().getAndDecrement() > 0) {
        rule.fault().happen(exchange, serve);
        return;
      }
    }
    send(exchange, serve.now());
  }

  private synchronized Answer serve(Seen request, String query) {
    String problem = tokenProblem(request.headers().getOrDefault("authorization", ""));
    if (!problem.isEmpty()) {
      return error(401, "InvalidAuthenticationToken", problem, Map.of());
    }
    Matcher policy = POLICY.matcher(request.path());
    if (policy.matches()) {
      return query.equals("api-version=2024-01-01")
          ? policy(request, policy.group(1))
          : error(400, "InvalidApiVersionParameter", "The api-version is not known: " + query, Map.of());
    }
    Matcher export = EXPORT.matcher(request.path());
    if (!export.matches()) {
      return error(404, "NotFound", "Nothing is served at " + request.path(), Map.of());
    }
    if (!query.equals("api-version=2025-03-01")) {
      return error(400, "InvalidApiVersionParameter", "The api-version is not known: " + query, Map.of());
    }
    String key = request.path().replaceFirst("/run(History)?$", "");
    String what = request.method() + " " + (export.group(3) == null ? "" : export.group(3));
    if (!what.equals("PUT ") && !exports.containsKey(key)) {
      return error(404, "ResourceNotFound", "There is no export " + export.group(2), Map.of());
    }
    return switch (what) {
      case "GET " -> new Answer(200, exports.get(key), Map.of());
      case "GET /runHistory" ->
          new Answer(200, JSON.createObjectNode().set("value", runs.computeIfAbsent(key, k -> JSON.createArrayNode())), Map.of());
      case "DELETE " -> {
        exports.remove(key);
        runs.remove(key);
        yield done(200, null);
      }
      case "PUT " -> put(request, key, export.group(1).substring(1), export.group(2));
      case "POST /run" -> run(request, key, export.group(1).substring(1), export.group(2));
      default -> error(405, "MethodNotAllowed", what, Map.of());
    };
  }

  private Answer put(Seen request, String key, String scope, String name) {
    JsonNode body = parsed(request.body());
    List<String> problems = new ArrayList<>(ExportModel.problems(body));
    if (examples.areThere()) {
      TreeSet<String> shapes = new TreeSet<>();
      PublishedExamples.shapes("", body, shapes);
      shapes.removeAll(examples.shapesOfCreating());
      shapes.forEach(shape -> problems.add(shape + " is in no published example"));
    }
    String from = body.at("/properties/schedule/recurrencePeriod/from").asText("");
    if (!from.isEmpty() && problems.isEmpty() && !Instant.parse(from).isAfter(now.get())) {
      problems.add("the start date " + from + " is not in the future");
    }
    if (!problems.isEmpty()) {
      return error(400, "BadRequest", String.join("; ", problems), Map.of());
    }
    boolean there = exports.containsKey(key);
    if (there && !body.path("eTag").equals(exports.get(key).path("eTag"))) {
      return error(412, "PreconditionFailed", "An update needs the latest eTag", Map.of());
    }
    Answer answer = done(there ? 200 : 201, null);
    exports.put(key, shown(scope, name, (ObjectNode) body));
    return new Answer(answer.status(), exports.get(key), Map.of());
  }

  private Answer run(Seen request, String key, String scope, String name) {
    JsonNode body = request.body().isEmpty() ? JSON.createObjectNode() : parsed(request.body());
    List<String> problems = ExportModel.problemsOfRun(body);
    if (!problems.isEmpty()) {
      return error(400, "BadRequest", String.join("; ", problems), Map.of());
    }
    String today = now.get().toString().substring(0, 10);
    String first = body.at("/timePeriod/from").asText(today.substring(0, 8) + "01T00:00:00Z");
    putRun(scope, name, "OnDemand", "Queued", first, body.at("/timePeriod/to").asText(today + "T00:00:00Z"), now.get());
    return done(200, null);
  }

  private Answer policy(Seen request, String account) {
    ObjectNode there = policies.get(account);
    String match = request.headers().get("if-match");
    if (match != null && (there == null || !match.equals(etag(there)))) {
      return error(412, "PreconditionFailed", "The policy was changed", Map.of());
    }
    Map<String, String> headers = etagsOfPolicies && there != null ? Map.of("ETag", etag(there)) : Map.of();
    switch (request.method()) {
      case "GET":
        return there == null
            ? error(404, "ManagementPolicyNotFound", "No policy was found", Map.of())
            : new Answer(200, there, headers);
      case "DELETE":
        policies.remove(account);
        return done(there == null ? 204 : 200, null);
      case "PUT":
        JsonNode body = parsed(request.body());
        List<String> problems = PolicyModel.problems(body);
        if (!problems.isEmpty()) {
          return error(400, "InvalidRequestPropertyValue", String.join("; ", problems), Map.of());
        }
        policies.put(account, policy((ArrayNode) body.at("/properties/policy/rules")));
        return done(200, policies.get(account));
      default:
        return error(405, "MethodNotAllowed", request.method(), Map.of());
    }
  }

  private String etag(ObjectNode policy) {
    return "\"" + Integer.toHexString(policy.hashCode()) + "\"";
  }

  private ObjectNode policy(ArrayNode rules) {
    ObjectNode policy = JSON.createObjectNode().put("id", "…/managementPolicies/default").put("name", "DefaultManagementPolicy");
    ObjectNode properties = policy.put("type", "Microsoft.Storage/storageAccounts/managementPolicies").putObject("properties");
    properties.put("lastModifiedTime", now.get().toString()).putObject("policy").set("rules", rules.deepCopy());
    return policy;
  }

  private Answer done(int status, @Nullable JsonNode body) {
    number.incrementAndGet();
    return new Answer(status, body, Map.of());
  }

  /** As the published answers show an export: with what the service adds, and without the type of the destination. */
  private ObjectNode shown(String scope, String name, ObjectNode body) {
    ObjectNode shown = JSON.createObjectNode().put("id", key(scope, name).substring(1)).put("name", name);
    shown.put("type", "Microsoft.CostManagement/exports").put("eTag", ETAG.formatted(number.get() + 1));
    shown.setAll(body.deepCopy());
    if (shown.path("identity") instanceof ObjectNode identity) {
      identity.put("principalId", "00000000-0000-0000-0000-000000000000").put("tenantId", "00000000-0000-0000-0000-000000000000");
    }
    ((ObjectNode) shown.at("/properties/deliveryInfo/destination")).remove("type");
    if (shown.at("/properties/schedule") instanceof ObjectNode schedule && !schedule.has("recurrence")) {
      schedule.put("recurrence", "None");
    } else {
      ((ObjectNode) shown.path("properties")).put("nextRunTimeEstimate", "2025-12-01T23:00:00Z");
    }
    return shown;
  }

  private static String key(String scope, String name) {
    return "/" + scope + "/providers/Microsoft.CostManagement/exports/" + name;
  }

  private String tokenProblem(String header) {
    String[] parts = header.replaceFirst("^Bearer ", "").split("\\.");
    if (!header.startsWith("Bearer ") || parts.length != 3) {
      return "There is no token";
    }
    JsonNode claims = parsed(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    if (!claims.path("aud").asText().equals("https://management.azure.com")) {
      return "The token is made out to " + claims.path("aud").asText();
    }
    return claims.path("exp").asLong() < Instant.now().getEpochSecond() ? "The token has ended" : "";
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode().put("unreadable", text);
    }
  }

  private static Answer error(int status, String code, String message, Map<String, String> headers) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("code", code).put("message", message);
    return new Answer(status, body, headers);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("x-ms-request-id", "req-17");
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = answer.body() == null ? new byte[0] : JSON.writeValueAsBytes(answer.body());
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
