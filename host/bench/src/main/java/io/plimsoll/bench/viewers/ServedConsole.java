package io.plimsoll.bench.viewers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code plimsoll serve} in a process of its own, started by its script. */
final class ServedConsole implements AutoCloseable {
  private static final String READY = "Plimsoll is at ";
  private static final Pattern ANSWERS =
      Pattern.compile("(?m)^http_server_requests_seconds_count\\{(.*?)} ([0-9.E]+)$");
  private static final Pattern STATUS = Pattern.compile("status=\"(\\d+)\"");

  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private ServedConsole(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static ServedConsole start(Path home, Path plimsoll) throws IOException {
    Process process =
        new ProcessBuilder(
                plimsoll.toAbsolutePath().toString(), "--home", home.toAbsolutePath().toString(), "serve", "--port", "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return new ServedConsole(process, URI.create(line.substring(READY.length()).strip()));
      }
    }
    throw new IllegalStateException("plimsoll serve ended before it was ready; its errors stand above");
  }

  URI address() {
    return address;
  }

  /** The processor time it has taken, its own and the system's for it. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The script becomes the server. */
  long pid() {
    return process.pid();
  }

  /** The cookie of a new session of this person. */
  String signIn(String email) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(address.resolve("api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"email\":\"" + email + "\",\"password\":\"" + ViewedOrganisation.PASSWORD + "\"}")));
    String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
    if (answer.statusCode() / 100 != 2 || cookie.isEmpty()) {
      throw new IllegalStateException(email + " could not sign in: " + answer.statusCode() + " " + answer.body());
    }
    return cookie.substring(0, cookie.indexOf(';'));
  }

  /** Refuses to go on unless the page shows costs to who has this cookie. */
  void require(String page, String cookie) {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(address.resolve(page)).header("Cookie", cookie));
    if (answer.statusCode() != 200 || !answer.body().contains("Settled days") || !answer.body().contains("class=\"movers\"")) {
      throw new IllegalStateException("the overview shows no costs: " + answer.statusCode() + " " + answer.body());
    }
  }

  /** How often the page was answered, by status, as the server counts it: wrk takes a redirect for success. */
  Map<String, Long> answers(String page) {
    String route = "route=\"/" + page.substring(0, page.indexOf('/')) + "/{organisation}\"";
    Map<String, Long> counts = new TreeMap<>();
    Matcher line = ANSWERS.matcher(send(HttpRequest.newBuilder(address.resolve("metrics"))).body());
    while (line.find()) {
      Matcher status = STATUS.matcher(line.group(1));
      if (line.group(1).contains(route) && status.find()) {
        counts.merge(status.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
      }
    }
    return counts;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + address, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
