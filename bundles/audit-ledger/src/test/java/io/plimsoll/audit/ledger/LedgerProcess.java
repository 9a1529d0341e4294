package io.plimsoll.audit.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that records events and says each number when it is acknowledged. */
final class LedgerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private LedgerProcess(Process process) {
    this.process = process;
    this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param before words put before the java command, such as a shell that sets a limit
   * @param count how many to record
   */
  static LedgerProcess start(Path root, int count, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:-UsePerfData",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LedgerProcess.class.getName(),
        root.toString(), String.valueOf(count)));
    return new LedgerProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  String says() throws IOException {
    return said.readLine();
  }

  /** As {@code kill -9} does it; answers what was said and not read yet. */
  List<String> kill() throws IOException, InterruptedException {
    // The handle, because the process itself would close what it said and was not read yet.
    process.toHandle().destroyForcibly();
    process.waitFor();
    return said.lines().toList();
  }

  List<String> end() throws InterruptedException {
    List<String> lines = said.lines().toList();
    process.waitFor();
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] arguments) {
    try (HashChainLedger ledger = new HashChainLedger()) {
      for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
        ledger.record(Events.scope(Path.of(arguments[0]), "acme"), Events.published(i));
        System.out.println(i);
      }
    } catch (io.plimsoll.api.PlimsollException e) {
      System.out.println(e.code() + ": " + e.getMessage());
    }
  }
}
