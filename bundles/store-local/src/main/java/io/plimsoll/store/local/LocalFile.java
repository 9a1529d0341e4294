package io.plimsoll.store.local;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Positional reads of one file, each checked against the file the listing saw.
 *
 * <p>The check follows the read: bytes that pass it were read before any change.
 */
final class LocalFile implements ObjectReader {
  /** The JDK reads through a buffer of its own as large as the read; this one stays in the processor's cache. */
  private static final int SLICE = 64 * 1024;

  private final Path file;
  private final StoredObject listed;
  private FileChannel channel;
  private boolean closed;

  LocalFile(Path file, StoredObject listed) {
    this.file = file;
    this.listed = listed;
    this.channel = openChannel();
    try {
      check();
    } catch (PlimsollException e) {
      close();
      throw e;
    }
  }

  @Override
  public long size() {
    return listed.size();
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    int read = 0;
    while (read < length) {
      int n = readOnce(position + read, ByteBuffer.wrap(target, offset + read, Math.min(length - read, SLICE)));
      if (n < 0) {
        break;
      }
      read += n;
    }
    check();
    return read == 0 ? -1 : read;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw LocalLocation.unavailable(file, e);
    }
  }

  private int readOnce(long position, ByteBuffer target) {
    FileChannel current = current();
    try {
      return current.read(target, position);
    } catch (ClosedByInterruptException e) {
      throw new PlimsollException(
          ErrorCode.CANCELLED, "Reading " + listed.path() + " was cancelled.", "Start it again.", e);
    } catch (ClosedChannelException e) {
      // An interrupt of another reading thread closes the channel for all.
      reopen(current, e);
      return 0;
    } catch (IOException e) {
      throw LocalLocation.unavailable(file, e);
    }
  }

  private synchronized FileChannel current() {
    return channel;
  }

  private synchronized void reopen(FileChannel broken, ClosedChannelException cause) {
    if (closed) {
      throw new IllegalStateException(listed.path() + " is closed", cause);
    }
    if (channel == broken) {
      channel = openChannel();
    }
  }

  private FileChannel openChannel() {
    try {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw changed(listed, "it was deleted", e);
    } catch (IOException e) {
      throw LocalLocation.unavailable(file, e);
    }
  }

  private void check() {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!Etag.of(now).equals(listed.etag())) {
        throw changed(listed, "it is another file now, of " + now.size() + " bytes", null);
      }
    } catch (NoSuchFileException e) {
      throw changed(listed, "it was deleted", e);
    } catch (IOException e) {
      throw LocalLocation.unavailable(file, e);
    }
  }

  static PlimsollException changed(StoredObject listed, String how, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INPUT_CHANGED,
        listed.path() + " changed since it was listed: " + how + ".",
        "Collect again; an export that is being rewritten is complete a little later.",
        cause);
  }
}
