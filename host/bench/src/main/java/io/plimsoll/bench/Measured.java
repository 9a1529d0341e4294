package io.plimsoll.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one process measured of itself.
 *
 * @param questions warm median of each question, in milliseconds
 */
record Measured(
    double wallSeconds, double cpuSeconds, long peakMebibytes, long rollupBytes, Map<String, Double> questions) {
  private static final String MARK = "measured ";

  /** Runs a class in a JVM of its own and reads what it printed. */
  static Measured fork(List<String> flags, Class<?> contestant, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), contestant.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    Map<String, Double> values = new LinkedHashMap<>();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(MARK)) {
          int equals = line.lastIndexOf('=');
          values.put(line.substring(MARK.length(), equals), Double.parseDouble(line.substring(equals + 1)));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(contestant.getSimpleName() + " ended with " + process.exitValue());
    }
    Map<String, Double> questions = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith("question ")) {
        questions.put(name.substring(9), value);
      }
    });
    return new Measured(
        values.get("wall"), values.get("cpu"), values.get("peak").longValue(),
        values.getOrDefault("rollup", 0.0).longValue(), questions);
  }

  /** The run in the middle by wall time. */
  static Measured median(List<Measured> runs) {
    return runs.stream().sorted(Comparator.comparing(Measured::wallSeconds)).toList().get((runs.size() - 1) / 2);
  }

  static void print(String name, double value) {
    System.out.println(MARK + name + "=" + value);
  }

  /** The time since the process began, with the JVM's own start. */
  static double sinceStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  static double cpuSecondsNow() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
  }

  /** Peak resident memory, where the system says it. */
  static double peakMebibytesNow() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(l -> l.startsWith("VmHWM:"))
        .mapToDouble(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(-1);
  }
}
