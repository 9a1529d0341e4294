import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches Maven's zip, checks it and unpacks it: {@code java Fetch.java URL SHA512 FOLDER}.
 *
 * <p>For {@code mvnw} on a machine that has a JDK and nothing else, not even curl or unzip.
 */
final class Fetch {
  private static final int ATTEMPTS = 3;

  private Fetch() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (!fetch(URI.create(arguments[0]), arguments[1], Path.of(arguments[2]).toAbsolutePath())) {
      System.exit(1);
    }
  }

  private static boolean fetch(URI address, String expected, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder.getParent());
    Path work = Files.createTempDirectory(folder.getParent(), "fetch-");
    try {
      System.err.println("Fetching " + address);
      Path zip = work.resolve("maven.zip");
      String found = download(address, zip);
      if (!found.equalsIgnoreCase(expected)) {
        System.err.println("The file at " + address + " is not the Maven it should be: its SHA-512 is " + found + ".");
        System.err.println("Fetch it from elsewhere with MVNW_DISTRIBUTION_URL, or install Maven 3.8 or newer.");
        return false;
      }
      unpack(zip, work.resolve("unpacked"));
      try (Stream<Path> inside = Files.list(work.resolve("unpacked"))) {
        publish(inside.findFirst().orElseThrow(), folder);
      }
      return true;
    } catch (IOException e) {
      System.err.println("Maven could not be fetched from " + address + ": " + e);
      System.err.println("Set MVNW_DISTRIBUTION_URL to a place this machine reaches, or install Maven 3.8 or newer.");
      return false;
    } finally {
      remove(work);
    }
  }

  private static String download(URI address, Path file) throws IOException, InterruptedException {
    HttpClient.Builder client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(Duration.ofSeconds(20));
    proxy(address).ifPresent(client::proxy);
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(5)).build();
    IOException last = new IOException("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        HttpResponse<InputStream> answer = client.build().send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
          throw new IOException("the server answered " + answer.statusCode());
        }
        return copy(answer.body(), file);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The proxy that other tools take from the environment, which Java does not look at by itself. */
  private static Optional<ProxySelector> proxy(URI address) {
    String name = address.getScheme() + "_proxy";
    String value = System.getenv(name) == null ? System.getenv(name.toUpperCase()) : System.getenv(name);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return Optional.of(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port)));
  }

  private static String copy(InputStream body, Path file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(body, MessageDigest.getInstance("SHA-512"))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static void unpack(Path zip, Path folder) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the zip wants to write outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    }
  }

  /** In one step, so that a build beside this one never sees half a Maven. */
  private static void publish(Path unpacked, Path folder) throws IOException {
    try {
      Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      System.err.println("Another build has fetched it meanwhile.");
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
