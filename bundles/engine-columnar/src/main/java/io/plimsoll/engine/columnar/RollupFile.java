package io.plimsoll.engine.columnar;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file of a rollup: written once, checked whole when opened, then mapped.
 *
 * <p>Layout, little-endian: magic (8 bytes), version (4), length of the head (4), CRC-32C of the head (4), 4 bytes of
 * zero; the head: {@link RollupHeader}, then length (8) and CRC-32C (4) of each section, then in younger files
 * the totals of each day; the sections. No byte of it
 * is outside some check.
 */
final class RollupFile {
  private static final long MAGIC = 0x50554C4C4F524C50L;
  private static final int VERSION = 1;
  private static final int PREFIX = 24;
  private static final int MAX_HEAD = 64 << 20;
  /** How much is read at a time for a checksum. */
  private static final int PIECE = 64 << 10;

  private RollupFile() {}

  /** Writes a new file and forces it to the disk. */
  static void write(RollupImage image, Path file) {
    BytesOut head = new BytesOut();
    image.header().write(head);
    for (ByteBuffer section : image.sections()) {
      head.putLong(section.capacity());
      head.putInt(crc(section));
    }
    image.header().writeDayTotals(head);
    ByteBuffer body = ByteBuffer.wrap(head.toBytes());
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    prefix.putLong(MAGIC).putInt(VERSION).putInt(body.capacity()).putInt(crc(body)).putInt(0).flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, prefix);
      writeFully(channel, body);
      for (ByteBuffer section : image.sections()) {
        writeFully(channel, section.duplicate().clear());
      }
      channel.force(true);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The rollup " + file + " cannot be written: " + e + ".",
          "Check the free space and the rights of its folder.",
          e);
    }
  }

  /** Opens a file, checks every byte of it and maps it. Deleting the file while it is mapped does no harm. */
  static RollupImage open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer prefix = read(channel, file, 0, PREFIX);
      if (prefix.getLong() != MAGIC) {
        throw corrupt(file, "does not begin as a rollup does", null);
      }
      int version = prefix.getInt();
      int length = prefix.getInt();
      int headCrc = prefix.getInt();
      if (version != VERSION) {
        throw corrupt(file, "has format version " + version + ", this program reads version " + VERSION, null);
      }
      if (length < 0 || length > MAX_HEAD || prefix.getInt() != 0) {
        throw corrupt(file, "has a damaged head", null);
      }
      ByteBuffer head = read(channel, file, PREFIX, length);
      if (crc(head) != headCrc) {
        throw corrupt(file, "has a damaged head", null);
      }
      RollupHeader header = RollupHeader.read(head);
      List<ByteBuffer> sections = sections(channel, file, head, header.sections(), PREFIX + length);
      return new RollupImage(header.withDayTotals(head), sections);
    } catch (NoSuchFileException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "There is no rollup " + file + ".", "Collect its period again.", e);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The rollup " + file + " cannot be read: " + e + ".",
          "Check the disk and the rights of the file.",
          e);
    } catch (RuntimeException e) {
      if (e instanceof PlimsollException) {
        throw e;
      }
      throw corrupt(file, "has a content that contradicts itself (" + e + ")", e);
    }
  }

  private static List<ByteBuffer> sections(FileChannel channel, Path file, ByteBuffer head, int count, long start)
      throws IOException {
    List<ByteBuffer> sections = new ArrayList<>(count);
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long at = start;
    for (int s = 0; s < count; s++) {
      long length = head.getLong();
      int crc = head.getInt();
      if (at + length > channel.size()) {
        throw corrupt(file, "ends early: " + channel.size() + " bytes", null);
      }
      if (crc(channel, at, length, piece) != crc) {
        throw corrupt(file, "is damaged between bytes " + at + " and " + (at + length), null);
      }
      sections.add(channel.map(MapMode.READ_ONLY, at, length).order(ByteOrder.LITTLE_ENDIAN));
      at += length;
    }
    if (channel.size() != at) {
      throw corrupt(file, "has " + channel.size() + " bytes where it should have " + at, null);
    }
    return sections;
  }

  /** The checksum of what is read, not of what is mapped: only what questions touch is to take memory. */
  private static int crc(FileChannel channel, long from, long length, ByteBuffer piece) throws IOException {
    CRC32C crc = new CRC32C();
    for (long at = from; at < from + length; ) {
      piece.clear().limit((int) Math.min(PIECE, from + length - at));
      int read = channel.read(piece, at);
      if (read < 0) {
        throw new EOFException("it was cut while it was read");
      }
      crc.update(piece.flip());
      at += read;
    }
    return (int) crc.getValue();
  }

  private static ByteBuffer read(FileChannel channel, Path file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw corrupt(file, "ends early: " + channel.size() + " bytes", null);
      }
    }
    return bytes.flip();
  }

  private static PlimsollException corrupt(Path file, String what, @Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_CORRUPT,
        "The rollup " + file + " " + what + ".",
        "Delete it and collect its period again; the export is untouched.",
        cause);
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().clear());
    return (int) crc.getValue();
  }
}
