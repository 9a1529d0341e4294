package io.plimsoll.bench.viewers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The overview under load: an organisation with about a million rollup rows, {@code plimsoll serve} as it is started by
 * its users, people who are signed in, and {@code wrk} (Debian's package of that name) asking for the page without a pause.
 *
 * <p>Options: {@code --seconds N} (600), {@code --warm N} seconds before them that are not measured (0), {@code --connections N} (200), {@code --viewers N} (20; the first owns the
 * organisation, of the others every fourth sees one of its two connections), {@code --rows N} for each month of exports
 * (700,000), {@code --data DIR} (kept and used again), {@code --dist DIR}, {@code --plimsoll FILE} (./plimsoll). {@code PLIMSOLL_JAVA_OPTS} reaches the server.
 */
public final class Viewers {
  private Viewers() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options = options(args);
    int seconds = Integer.parseInt(options.getOrDefault("seconds", "600"));
    int warm = Integer.parseInt(options.getOrDefault("warm", "0"));
    int connections = Integer.parseInt(options.getOrDefault("connections", "200"));
    int viewers = Integer.parseInt(options.getOrDefault("viewers", "20"));
    long rows = Long.parseLong(options.getOrDefault("rows", "700000"));
    Path data = Path.of(options.getOrDefault("data", "host/bench/target/data"));
    Path dist = Path.of(options.getOrDefault("dist", "host/cli/target/dist"));
    Path script = Path.of(options.getOrDefault("plimsoll", "plimsoll"));
    ViewedOrganisation organisation = ViewedOrganisation.at(data.resolve("viewers-" + rows + "-" + viewers), rows, viewers, dist);
    System.out.printf(
        "%,d rollup rows of three months in %s; %d viewers, %d connections, %d s, %d processors, JDK %s%n",
        organisation.facts(), organisation.home(), viewers, connections, seconds, Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    try (ServedConsole console = ServedConsole.start(organisation.home(), script)) {
      List<String> cookies = organisation.people().stream().map(console::signIn).toList();
      String page = "o/" + ViewedOrganisation.NAME;
      for (String cookie : cookies) {
        console.require(page, cookie);
      }
      if (warm > 0) {
        Load.run(console.address().resolve(page), cookies, connections, warm);
      }
      Map<String, Long> before = console.answers(page);
      Duration cpu = console.cpu();
      Load load;
      Residence residence = Residence.of(console.pid());
      try (residence) {
        load = Load.run(console.address().resolve(page), cookies, connections, seconds);
      }
      long other = console.answers(page).entrySet().stream()
          .filter(e -> !e.getKey().equals("200"))
          .mapToLong(e -> e.getValue() - before.getOrDefault(e.getKey(), 0L))
          .sum();
      for (String cookie : cookies) {
        console.require(page, cookie);
      }
      load.print(other, console.cpu().minus(cpu));
      residence.print();
    }
  }

  private static Map<String, String> options(String[] args) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException("an option without a value: " + String.join(" ", Arrays.asList(args)));
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      options.put(args[i].substring(2), args[i + 1]);
    }
    return options;
  }
}
