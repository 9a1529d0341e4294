package io.plimsoll.engine.columnar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The codes of one key by entity: one for all, stored, or following from another key.
 *
 * <p>A resource id settles the resource's name, type, region and most else, so most keys are a map from another
 * key's codes with few exceptions. Immutable.
 */
final class EntityColumn {
  static final int CONSTANT = 0;
  static final int STORED = 1;
  static final int DERIVED = 2;

  private final int entities;
  private final int constant;
  private final @Nullable PackedInts stored;
  private final @Nullable EntityColumn source;
  private final int @Nullable [] map;
  private final int[] exceptions;
  private final int[] exceptionCodes;

  private EntityColumn(
      int entities,
      int constant,
      @Nullable PackedInts stored,
      @Nullable EntityColumn source,
      int @Nullable [] map,
      int[] exceptions,
      int[] exceptionCodes) {
    this.entities = entities;
    this.constant = constant;
    this.stored = stored;
    this.source = source;
    this.map = map;
    this.exceptions = exceptions;
    this.exceptionCodes = exceptionCodes;
  }

  /** Opens a column; {@code image} is asked for the key it follows from. */
  static EntityColumn open(ByteBuffer buffer, RollupImage image) {
    int kind = buffer.getInt(0);
    if (kind == CONSTANT) {
      return new EntityColumn(image.entities(), buffer.getInt(4), null, null, null, new int[0], new int[0]);
    }
    if (kind == STORED) {
      return new EntityColumn(
          image.entities(), 0, new PackedInts(buffer, 4), null, null, new int[0], new int[0]);
    }
    int count = buffer.getInt(8);
    int[] exceptions = new int[count];
    int[] codes = new int[count];
    for (int i = 0; i < count; i++) {
      exceptions[i] = buffer.getInt(12 + i * 8);
      codes[i] = buffer.getInt(16 + i * 8);
    }
    int[] map = new PackedInts(buffer, 12 + count * 8).all();
    return new EntityColumn(image.entities(), 0, null, image.column(buffer.getInt(4)), map, exceptions, codes);
  }

  /** The code of every entity, or -1 when they differ. */
  int constant() {
    return stored == null && source == null ? constant : -1;
  }

  int blocks() {
    return PackedInts.blocks(entities);
  }

  /** Answers the codes of a block of entities and how many they are. */
  int read(int block, int[] into, byte[] scratch) {
    if (stored != null) {
      return stored.read(block, into, scratch);
    }
    int from = block * PackedInts.BLOCK;
    int size = Math.min(PackedInts.BLOCK, entities - from);
    if (source == null || map == null) {
      Arrays.fill(into, 0, size, constant);
      return size;
    }
    source.read(block, into, scratch);
    for (int i = 0; i < size; i++) {
      into[i] = map[into[i]];
    }
    int found = Arrays.binarySearch(exceptions, from);
    for (int x = found < 0 ? -1 - found : found; x < exceptions.length && exceptions[x] < from + size; x++) {
      into[exceptions[x] - from] = exceptionCodes[x];
    }
    return size;
  }
}
