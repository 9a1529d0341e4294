package io.plimsoll.bench.viewers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What wrk measured.
 *
 * @param p50 in milliseconds, as the others
 * @param errors that wrk saw: statuses of 400 and above, broken connections, answers later than ten seconds
 */
record Load(long requests, double seconds, double p50, double p95, double p99, double slowest, long bytes, long errors) {
  private static final String MARK = "measured ";

  /** Asks for a page without a pause, each time with the next of these cookies. */
  static Load run(URI page, List<String> cookies, int connections, int seconds) throws IOException, InterruptedException {
    Path script = Files.createTempFile("viewers", ".lua");
    Path sessions = Files.createTempFile("viewers", ".cookies");
    try (InputStream lua = Load.class.getResourceAsStream("viewers.lua")) {
      Files.write(script, lua.readAllBytes());
      Files.write(sessions, cookies);
      ProcessBuilder wrk =
          new ProcessBuilder(
                  "wrk", "--threads", "2", "--connections", Integer.toString(connections), "--duration", seconds + "s", "--timeout",
                  "10s", "--latency", "--script", script.toString(), page.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      wrk.environment().put("VIEWERS", sessions.toString());
      Process process = wrk.start();
      Map<String, Double> values = new HashMap<>();
      try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.startsWith(MARK)) {
            int equals = line.indexOf('=');
            values.put(line.substring(MARK.length(), equals), Double.parseDouble(line.substring(equals + 1)));
          }
        }
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException("wrk ended with " + process.exitValue());
      }
      return new Load(
          values.get("requests").longValue(), values.get("micros") / 1e6, values.get("p50") / 1e3, values.get("p95") / 1e3,
          values.get("p99") / 1e3, values.get("max") / 1e3, values.get("bytes").longValue(), values.get("errors").longValue());
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(sessions);
    }
  }

  /**
   * @param others answers other than 200 that the server counted
   * @param cpu processor time of the server
   */
  void print(long others, Duration cpu) {
    System.out.printf(
        "%,d requests in %.0f s, %.0f in a second, %,d bytes each; p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, slowest %.0f ms%n",
        requests, seconds, requests / seconds, requests == 0 ? 0 : bytes / requests, p50, p95, p99, slowest);
    System.out.printf("processor time of the server: %.2f ms a request%n", requests == 0 ? 0.0 : cpu.toNanos() / 1e6 / requests);
    System.out.printf("errors: %d seen by wrk, %d answers other than 200%n", errors, others);
  }
}
