package io.plimsoll.engine.columnar;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole rollup of some days of another: facts are taken over as they are packed, entities and values that
 * only other days had are left behind. One thread, used once.
 */
final class RollupRewriter {
  private final RollupImage image;
  private final int[] entities;
  private final int keys;

  private RollupRewriter(RollupImage image, BitSet entities) {
    this.image = image;
    this.entities = entities.stream().toArray();
    keys = image.header().keys().size();
  }

  static RollupImage rewrite(RollupImage image) {
    KeptFacts kept = new KeptFacts(image);
    return new RollupRewriter(image, kept.entities()).write(kept.header());
  }

  private RollupImage write(RollupHeader header) {
    byte[][] sections = new byte[header.sections()][];
    writeKeys(header, sections);
    sections[header.spillSection()] = spill();
    int[] place = new int[image.entities()];
    for (int i = 0; i < entities.length; i++) {
      place[entities[i]] = i;
    }
    for (int day = 0; day < image.days().size(); day++) {
      sections[header.daySection(day)] = image.days().get(day).withEntities(place, header.metrics().size() + 1);
    }
    List<ByteBuffer> buffers = new ArrayList<>();
    for (byte[] section : sections) {
      buffers.add(ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN));
    }
    return new RollupImage(header, buffers);
  }

  /** Writes keys of many values first, from which others may follow. */
  private void writeKeys(RollupHeader header, byte[][] sections) {
    EntityColumnWriter writer = new EntityColumnWriter(entities.length);
    int[] bySize = IntStream.range(0, keys).boxed()
        .sorted(Comparator.comparing((Integer k) -> -image.dictionary(k).size())).mapToInt(k -> k).toArray();
    BytesOut tags = new BytesOut();
    for (int key : bySize) {
      int[] all = KeptFacts.codes(image, key);
      int[] codes = new int[entities.length];
      Arrays.setAll(codes, i -> all[entities[i]]);
      byte[][] values = renumber(image.dictionary(key), codes);
      BytesOut out = new BytesOut();
      PackedDictionary.write(values, out);
      sections[header.dictionarySection(key)] = out.toBytes();
      boolean nulls = Arrays.stream(codes).anyMatch(code -> code == values.length);
      sections[header.codeSection(key)] = writer.write(key, codes, values.length + (nulls ? 1 : 0));
      if (header.keys().get(key).equals(RollupImage.TAGS)) {
        TagIndex.write(values, tags);
      }
    }
    if (tags.size() == 0) {
      tags.putInt(0);
    }
    sections[header.tagSection()] = tags.toBytes();
  }

  /** Gives codes the numbers they have among those that occur; answers the values of these. */
  private static byte[][] renumber(PackedDictionary dictionary, int[] codes) {
    BitSet used = new BitSet(dictionary.size() + 1);
    for (int code : codes) {
      used.set(code);
    }
    int[] number = new int[dictionary.size() + 1];
    List<byte[]> values = new ArrayList<>();
    if (dictionary.size() > 0) {
      PackedDictionary.Cursor cursor = dictionary.first();
      do {
        if (used.get(cursor.code)) {
          number[cursor.code] = values.size();
          values.add(Arrays.copyOf(cursor.bytes, cursor.length));
        }
      } while (cursor.next());
    }
    number[dictionary.size()] = values.size();
    for (int i = 0; i < codes.length; i++) {
      codes[i] = number[codes[i]];
    }
    return values.toArray(new byte[0][]);
  }

  private byte[] spill() {
    BytesOut out = new BytesOut();
    out.putInt(0);
    int count = 0;
    int first = 0;
    for (DaySegment segment : image.days()) {
      for (int m = 0; m < image.header().metrics().size(); m++) {
        for (int fact = 0; image.hasSpill(m) && fact < segment.facts(); fact++) {
          @Nullable BigInteger value = image.spill(segment.firstFact() + fact, m);
          if (value != null) {
            SegmentWriter.putSpill(out, first + fact, m, value);
            count++;
          }
        }
      }
      first += segment.facts();
    }
    out.setInt(0, count);
    return out.toBytes();
  }
}
