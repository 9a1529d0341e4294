package io.plimsoll.host.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a jar, read once into a private file: what is digested and judged is what runs, whatever happens to
 * the jar in its folder meanwhile.
 */
final class JarCopy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JarCopy.class);

  private final Path path;
  private @Nullable String digest;

  private JarCopy(Path path) {
    this.path = path;
  }

  /** Reads a jar into a new file of this folder. */
  static JarCopy of(Path jar, Path folder) throws IOException {
    JarCopy copy = new JarCopy(folder.resolve(UUID.randomUUID() + ".jar"));
    try (FileChannel from = FileChannel.open(jar, StandardOpenOption.READ);
        FileChannel to = FileChannel.open(copy.path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long at = 0;
      for (long moved = 1; moved > 0; at += moved) {
        moved = from.transferTo(at, Integer.MAX_VALUE, to);
      }
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The SHA-256 of its bytes in hexadecimal; computed when it is asked for first. */
  synchronized String digest() {
    if (digest == null) {
      digest = digestOf(path);
    }
    return digest;
  }

  private static String digestOf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("{} is removed with the folder it lies in", path, e);
    }
  }
}
