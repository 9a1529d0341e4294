package io.plimsoll.reader.csv;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;

/**
 * The distinct texts of a column and their codes.
 *
 * <p>A field with doubled quotes is looked up as it stands, in a table of its own, so that its text is made
 * once and not in every row.
 */
final class TextDictionary implements AutoCloseable {
  private final DictionaryVector vector;
  private ByteTable texts;
  private ByteTable escaped;
  private byte[] plain = new byte[256];

  TextDictionary(String name, Limits limits, BufferAllocator allocator) {
    this.texts = new ByteTable(limits.texts, limits.bytes);
    this.escaped = new ByteTable(limits.texts, limits.bytes);
    this.vector = new DictionaryVector(name, allocator);
  }

  /** How large a dictionary may grow. */
  record Limits(int texts, int bytes) {
    static final Limits STANDARD = new Limits(ByteTable.MOST_TEXTS, ByteTable.MOST_BYTES);
  }

  /** Whether the next part may go on with it: small enough that what other parts need still fits. */
  boolean isWorthKeeping() {
    return texts.isMostlyFree() && escaped.isMostlyFree();
  }

  /** The table to look a field up in. */
  ByteTable table(boolean isEscaped) {
    return isEscaped ? escaped : texts;
  }

  /** Adds a field that is not there; answers its slot, or {@link ByteTable#NONE} when no more fits. */
  long add(byte[] bytes, int from, int length, long hash, boolean isEscaped) {
    if (!isEscaped) {
      return texts.add(bytes, from, length, hash, texts.size());
    }
    if (plain.length < length + Long.BYTES) {
      plain = new byte[2 * length + Long.BYTES];
    }
    int plainLength = Quotes.unescape(bytes, from, length, plain, 0);
    long plainHash = ByteTable.hash(plain, 0, plainLength);
    long slot = texts.find(plain, 0, plainLength, plainHash);
    if (slot == ByteTable.NONE) {
      slot = texts.add(plain, 0, plainLength, plainHash, texts.size());
    }
    return slot == ByteTable.NONE ? slot : escaped.add(bytes, from, length, hash, ByteTable.code(slot));
  }

  /** The texts up to now, by code. */
  VarCharVector vector() {
    return vector.follow(texts);
  }

  /** Gives back the memory of the look-up; the vector stays as it is. */
  void forget() {
    vector.follow(texts);
    texts = new ByteTable(0, 0);
    escaped = texts;
    plain = new byte[0];
  }

  @Override
  public void close() {
    vector.close();
  }
}
