package io.plimsoll.host.leave;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.host.json.Json;
import io.plimsoll.host.key.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts what is about to be removed, checks that nothing is left, and certifies it. */
public final class Deletion {
  private final SigningKey key;
  private final Path certificates;

  /**
   * @param certificates the folder certificates are kept in, outside of every organisation
   */
  public Deletion(SigningKey key, Path certificates) {
    this.key = key;
    this.certificates = certificates;
  }

  /** What lies in some folders. */
  public record Inventory(long files, long bytes) {}

  /** Counts the files of these folders. */
  public static Inventory count(List<Path> folders) {
    long files = 0;
    long bytes = 0;
    for (Path folder : folders) {
      if (!Files.exists(folder)) {
        continue;
      }
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path file : tree.filter(Files::isRegularFile).toList()) {
          files++;
          bytes += Files.size(file);
        }
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }
    return new Inventory(files, bytes);
  }

  /** Removes a folder and all in it. */
  public static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Signs that an organisation is gone.
   *
   * @throws PlimsollException {@code STORAGE_UNAVAILABLE} when something is left
   */
  public Path certify(String organisation, String region, Inventory removed, List<Path> folders, Instant at, String by) {
    Inventory left = count(folders);
    if (left.files() > 0) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          left.files() + " files of " + organisation + " could not be removed; no certificate was written.",
          "Close programs that use them and delete the organisation again.");
    }
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("statement", "Everything Plimsoll held of this organisation was removed, its keys among it.");
    statement.put("organisation", organisation);
    statement.put("region", region);
    statement.put("removedFiles", removed.files());
    statement.put("removedBytes", removed.bytes());
    statement.put("deletedAt", at.toString());
    statement.put("deletedBy", by);
    statement.put("publicKey", key.publicKey());
    String signed = Json.write(statement);
    Map<String, Object> certificate = new LinkedHashMap<>();
    certificate.put("certificate", statement);
    certificate.put("signed", signed);
    certificate.put("signature", key.sign(signed.getBytes(StandardCharsets.UTF_8)));
    Path file = certificates.resolve("deletion-" + organisation + "-" + at.toString().replaceAll("[:.]", "") + ".json");
    try {
      Files.createDirectories(certificates);
      Files.writeString(file, Json.writePretty(certificate) + "\n");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return file;
  }

  private static PlimsollException unreadable(Path path, IOException e) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, path + " cannot be read or written: " + e.getMessage() + ".",
        "Check its permissions and the space of the disk.", e);
  }
}
