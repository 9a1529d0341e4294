package io.plimsoll.host.lock;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.bundle.LockedBundle.State;
import io.plimsoll.host.json.Json;
import io.plimsoll.host.key.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bundles that may run, as the operator signed them. A file of JSON lines: one for each bundle and, as the last,
 * the signature over the bytes of those before.
 *
 * @param publicKey of the key it is signed with, X.509 encoded in base 64
 */
public record LockFile(List<Entry> entries, String publicKey) {

  /**
   * One bundle.
   *
   * @param file its file name when it was locked, for messages
   * @param name its symbolic name
   * @param sha256 of its bytes, in hexadecimal: what decides
   */
  public record Entry(String file, String name, String version, String sha256) {}

  /** The last line. */
  private record Seal(String publicKey, @Nullable String signature) {}

  /** Keeps its own copy. */
  public LockFile {
    entries = List.copyOf(entries);
  }

  /** Signs these bundles and writes the lock, whole or not at all. */
  static LockFile write(Path file, List<Entry> entries, SigningKey key) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      lines.append(Json.write(entry)).append('\n');
    }
    lines.append(sealed(key.publicKey(), key.sign(lines.toString().getBytes(StandardCharsets.UTF_8))));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, lines);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The lock " + file + " cannot be written: " + e.getMessage() + ".",
          "Check the permissions of its folder.", e);
    }
    return new LockFile(entries, key.publicKey());
  }

  /**
   * Reads a lock and checks its signature.
   *
   * @param trusted the public key it has to be signed with
   * @throws PlimsollException {@code NOT_FOUND} without the file, {@code REFUSED} when it is not signed so
   */
  static LockFile read(Path file, String trusted) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no lock " + file + ".", "Write one with: plimsoll plugins lock.", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    int seal = text.lastIndexOf('\n', Math.max(0, text.length() - 2)) + 1;
    String signed = text.substring(0, seal);
    try {
      String signature = Json.read(text.substring(seal), Seal.class).signature();
      // The seal itself is not signed, so there is just one way to write it.
      if (signature == null
          || !text.substring(seal).equals(sealed(trusted, signature))
          || !SigningKey.verifies(trusted, signed.getBytes(StandardCharsets.UTF_8), signature)) {
        throw refused(file, null);
      }
      List<Entry> entries = new ArrayList<>();
      signed.lines().forEach(line -> entries.add(Json.read(line, Entry.class)));
      return new LockFile(entries, trusted);
    } catch (PlimsollException e) {
      throw e.code() == ErrorCode.REFUSED ? e : refused(file, e);
    }
  }

  private static String sealed(String publicKey, String signature) {
    return Json.write(new Seal(publicKey, signature)) + "\n";
  }

  /** What it says of a jar of this name and these bytes. */
  State state(String file, String sha256) {
    if (entries.stream().anyMatch(e -> e.sha256().equals(sha256))) {
      return State.LOCKED;
    }
    return entries.stream().anyMatch(e -> e.file().equals(file)) ? State.CHANGED : State.UNLISTED;
  }

  /** Why a jar of this name and these bytes may not run, a sentence without its subject; empty when it may. */
  String problem(String file, String sha256) {
    return switch (state(file, sha256)) {
      case LOCKED -> "";
      case CHANGED -> "its bytes are not those that were locked under its name: their SHA-256 is " + sha256;
      default -> "it is not listed in the lock of bundles";
    };
  }

  private static PlimsollException refused(Path file, @Nullable Exception e) {
    return new PlimsollException(
        ErrorCode.REFUSED,
        "The lock " + file + " is not as the operator signed it.",
        "Look into who changed it; when it was you, lock again with: plimsoll plugins lock.",
        e);
  }

  private static PlimsollException unreadable(Path file, IOException e) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, file + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
  }
}
