package io.plimsoll.peers.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Microsoft's emulator of Blob Storage in a process of its own, which wants tokens and TLS as Azure does. It is
 * installed once, into {@code ~/.cache/plimsoll}; where that is not possible the test is skipped and says why.
 */
public final class Azurite implements AutoCloseable {
  /** The only account it has. */
  public static final String ACCOUNT = "devstoreaccount1";

  private static final String VERSION = "3.37.0";
  private static final String KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
  private static final Pattern LISTENING = Pattern.compile("successfully listen(?:s|ing) (?:on|at) https://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int port;

  private Azurite(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on a free port with its data in this folder. */
  public static Azurite start(Path folder, LoopbackCertificate certificate) {
    Path main = installed().resolve("node_modules/azurite/dist/src/blob/main.js");
    try {
      Files.createDirectories(folder.resolve("data"));
      ProcessBuilder builder =
          new ProcessBuilder(
              "node", main.toString(), "--blobHost", "127.0.0.1", "--blobPort", "0", "--location",
              folder.resolve("data").toString(), "--oauth", "basic", "--cert", certificate.certificate().toString(), "--key",
              certificate.key().toString(), "--disableTelemetry", "--silent");
      Process process = builder.redirectErrorStream(true).start();
      return new Azurite(process, port(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code store.endpoint} is set to. */
  public String endpoint() {
    return "https://127.0.0.1:" + port + "/" + ACCOUNT;
  }

  public int port() {
    return port;
  }

  /** A container to fill, made when it is not there; with the key of the account, which the store never has. */
  public BlobContainerClient container(String name) {
    BlobServiceClient service =
        new BlobServiceClientBuilder()
            .endpoint(endpoint())
            .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
            .serviceVersion(BlobServiceVersion.V2023_11_03)
            .buildClient();
    BlobContainerClient container = service.getBlobContainerClient(name);
    container.createIfNotExists();
    return container;
  }

  /** Uploads a folder with everything below it; manifests last, as exports do it. */
  public void upload(Path folder, BlobContainerClient container, String prefix) {
    Deque<Path> order = new ArrayDeque<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).sorted().forEach(f -> {
        if (f.getFileName().toString().endsWith("manifest.json")) {
          order.addLast(f);
        } else {
          order.addFirst(f);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Path file : order) {
      String name = prefix + folder.relativize(file).toString().replace('\\', '/');
      put(container, name, file);
    }
  }

  /** Uploads one file. */
  public static void put(BlobContainerClient container, String name, Path file) {
    try {
      if (Files.size(file) == 0) {
        container.getBlobClient(name).upload(BinaryData.fromBytes(new byte[0]), true);
      } else {
        container.getBlobClient(name).uploadFromFile(file.toString(), true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
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

  private static int port(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread drain = new Thread(() -> drain(out), "azurite-output");
        drain.setDaemon(true);
        drain.start();
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new IllegalStateException("Azurite did not start: " + said);
  }

  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // It would stand still if nobody took what it says.
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private static Path installed() {
    Path folder = Path.of(System.getProperty("user.home"), ".cache", "plimsoll", "azurite-" + VERSION);
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (Files.notExists(folder.resolve("node_modules/azurite/package.json"))) {
          run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "azurite@" + VERSION);
        }
        run(folder, "node", "--version");
        return folder;
      }
    } catch (IOException e) {
      throw new TestAbortedException("Azurite cannot be installed, so nothing is read from it: " + e.getMessage());
    }
  }

  private static void run(Path folder, String... command) throws IOException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(List.of(command) + " said " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
