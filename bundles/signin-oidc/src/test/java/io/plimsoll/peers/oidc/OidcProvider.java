package io.plimsoll.peers.oidc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * The certified provider oidc-provider in a process of its own, with its own pages for signing in: any name will do, its
 * address ends in {@code @acme.example} and is vouched for, but for mallory's. It is installed once, into {@code
 * ~/.cache/plimsoll}; where that is not possible the test is skipped and says why.
 */
public final class OidcProvider implements AutoCloseable {
  /** What it knows the client by. */
  public static final String CLIENT = "plimsoll";

  /** What the client proves itself with. */
  public static final String SECRET = "canary-secret-of-oidc-provider-4711";

  private static final String VERSION = "9.13.3";

  private final Process process;
  private final String issuer;

  private OidcProvider(Process process, String issuer) {
    this.process = process;
    this.issuer = issuer;
  }

  /** Starts it for a client at these addresses. */
  public static OidcProvider start(Path folder, String... redirects) {
    try {
      Path script = folder.resolve("provider.mjs");
      try (InputStream in = Objects.requireNonNull(OidcProvider.class.getResourceAsStream("provider.mjs"))) {
        Files.write(script, in.readAllBytes());
      }
      List<String> command = new ArrayList<>(List.of("node", script.toString(), installed().toString(), SECRET));
      command.addAll(List.of(redirects));
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("issuer ")) {
          return new OidcProvider(process, line.substring("issuer ".length()));
        }
      }
      throw new IllegalStateException("oidc-provider did not start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String issuer() {
    return issuer;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Path installed() {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "plimsoll");
    Path home = cache.resolve("oidc-provider-" + VERSION);
    Path done = home.resolve("installed");
    if (Files.exists(done)) {
      return home;
    }
    try {
      Files.createDirectories(home);
      // Several test processes may come here at the same time; one installs.
      try (FileChannel channel =
              FileChannel.open(cache.resolve("oidc-provider.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!Files.exists(done)) {
          run(home, "npm", "install", "--no-audit", "--no-fund", "--prefix", home.toString(), "oidc-provider@" + VERSION);
          Files.createFile(done);
        }
      }
      return home;
    } catch (IOException | InterruptedException e) {
      throw new TestAbortedException("oidc-provider cannot be installed with npm, so single sign-on is not tried with it: " + e.getMessage());
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("npm failed, see " + folder.resolve("npm.log"));
    }
  }
}
