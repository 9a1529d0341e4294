package io.plimsoll.reader.csv;

import io.plimsoll.api.export.ObjectReader;
import java.util.zip.CRC32;

/** A gzip part (RFC 1952) of one or more members; checksum and length of each are checked. */
final class GzipBytes implements ByteSource {
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final CompressedInput in;
  private final Inflate inflate;
  private final CRC32 checksum = new CRC32();
  private final CRC32 headerChecksum = new CRC32();
  private long length;
  private boolean inMember;
  private boolean first = true;

  GzipBytes(ObjectReader part) {
    this.in = new CompressedInput(part);
    this.inflate = new Inflate(in);
  }

  @Override
  public int fill(byte[] buffer, int from, int to) throws DamagedPart {
    int at = from;
    while (at == from) {
      if (!inMember && !startMember()) {
        return from;
      }
      at = inflate.fill(buffer, from, to);
      checksum.update(buffer, from, at - from);
      length += at - from;
      if (inflate.ended()) {
        if (at > from) {
          // The trailer may be missing or wrong: that is for the call after these bytes were taken.
          return at;
        }
        endMember();
      }
    }
    return at;
  }

  private boolean startMember() throws DamagedPart {
    if (in.atEnd()) {
      return false;
    }
    headerChecksum.reset();
    int magic = header();
    if (magic == 0 && !first) {
      skipPadding();
      return false;
    }
    if (magic != 0x1f || header() != 0x8b) {
      throw DamagedPart.corrupt(
          first ? "not a gzip stream" : "bytes that are not gzip follow the end of the gzip stream");
    }
    if (header() != 8) {
      throw DamagedPart.corrupt("the gzip stream names an unknown compression method");
    }
    int flags = header();
    if ((flags & RESERVED) != 0) {
      throw DamagedPart.corrupt("the gzip header has unknown flags");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(header() | header() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      int expected = (int) headerChecksum.getValue() & 0xffff;
      if ((in.next() | in.next() << 8) != expected) {
        throw DamagedPart.corrupt("the checksum of the gzip header does not match");
      }
    }
    inflate.reset();
    checksum.reset();
    length = 0;
    first = false;
    inMember = true;
    return true;
  }

  private void endMember() throws DamagedPart {
    if (word() != (int) checksum.getValue()) {
      throw DamagedPart.corrupt("the gzip checksum does not match");
    }
    if (word() != (int) length) {
      throw DamagedPart.corrupt("the gzip length does not match");
    }
    inMember = false;
  }

  private void skipPadding() throws DamagedPart {
    while (!in.atEnd()) {
      if (in.next() != 0) {
        throw DamagedPart.corrupt("bytes that are not gzip follow the end of the gzip stream");
      }
    }
  }

  private void skipText() throws DamagedPart {
    int character;
    do {
      character = header();
    } while (character != 0);
  }

  private void skip(int bytes) throws DamagedPart {
    for (int i = 0; i < bytes; i++) {
      header();
    }
  }

  private int header() throws DamagedPart {
    int value = in.next();
    headerChecksum.update(value);
    return value;
  }

  private int word() throws DamagedPart {
    return in.next() | in.next() << 8 | in.next() << 16 | in.next() << 24;
  }
}
