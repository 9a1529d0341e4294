package io.plimsoll.region.local;

import static io.plimsoll.region.local.Workspaces.made;

import io.plimsoll.api.region.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Another JVM that works on the same workspace; what it says comes line by line. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private OtherProcess(Process process) {
    this.process = process;
    this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static OtherProcess start(Path temporary, String work, Path root) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary, "-cp", System.getProperty("java.class.path"),
        OtherProcess.class.getName(), work, root.toString()));
    return new OtherProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line, or null when it ended. */
  String says() throws IOException {
    return said.readLine();
  }

  /** As {@code kill -9} does it. */
  List<String> kill() throws IOException, InterruptedException {
    // The handle, because the process itself would close what it said and was not read yet.
    process.toHandle().destroyForcibly();
    process.waitFor();
    return said.lines().toList();
  }

  int end() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    try (LocalRegion region = new LocalRegion();
        Workspace acme = made(region, Path.of(arguments[1]), "acme")) {
      switch (arguments[0]) {
        case "commit" -> commit(acme);
        case "count" -> count(acme, 200);
        case "lock" -> {
          System.out.println(acme.lock("collect").isPresent() ? "mine" : "taken");
          new CountDownLatch(1).await();
        }
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  /** Says each number after it is committed, for ever. */
  private static void commit(Workspace acme) throws Exception {
    try (Connection connection = acme.state().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS said (number INTEGER PRIMARY KEY, text TEXT)");
      int next = 1 + number(statement, "SELECT coalesce(max(number), 0) FROM said");
      connection.setAutoCommit(false);
      while (true) {
        statement.executeUpdate("INSERT INTO said VALUES (" + next + ", '" + "x".repeat(500) + "')");
        connection.commit();
        System.out.println(next++);
      }
    }
  }

  /** Adds one to a number that it reads first, so often. */
  static void count(Workspace acme, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Connection connection = acme.state().getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        int seen = number(statement, "SELECT value FROM counter");
        statement.executeUpdate("UPDATE counter SET value = " + (seen + 1));
        connection.commit();
      }
    }
  }

  static int number(Statement statement, String query) throws Exception {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.getInt(1);
    }
  }
}
