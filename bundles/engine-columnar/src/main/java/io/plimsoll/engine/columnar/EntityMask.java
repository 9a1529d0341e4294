package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which entities of a rollup pass a filter: one bit each. Every test runs once for each distinct value. */
final class EntityMask {
  private final RollupImage image;
  private final int words;

  private EntityMask(RollupImage image) {
    this.image = image;
    words = image.entities() + 63 >>> 6;
  }

  /** The bits of a filter; {@code null} when it asks for nothing. */
  static long @Nullable [] of(Filter filter, RollupImage image) {
    return filter.equals(Filter.all()) ? null : new EntityMask(image).bits(filter);
  }

  private long[] bits(Filter filter) {
    if (filter instanceof Filter.And and) {
      return combine(and.of(), true);
    }
    if (filter instanceof Filter.Or or) {
      return combine(or.of(), false);
    }
    if (filter instanceof Filter.Not not) {
      long[] bits = bits(not.of());
      for (int w = 0; w < words; w++) {
        bits[w] = ~bits[w];
      }
      return bits;
    }
    int key = Held.key(image, ValueTest.of(filter).dimension());
    return bits(key, passes(filter, key));
  }

  private long[] combine(List<Filter> of, boolean and) {
    long[] all = new long[words];
    if (and) {
      Arrays.fill(all, -1);
    }
    for (Filter one : of) {
      long[] bits = bits(one);
      for (int w = 0; w < words; w++) {
        all[w] = and ? all[w] & bits[w] : all[w] | bits[w];
      }
    }
    return all;
  }

  /** The verdict by code of the key. */
  private boolean[] passes(Filter leaf, int key) {
    ValueTest test = ValueTest.of(leaf);
    PackedDictionary dictionary = image.dictionary(key);
    if (!(test.dimension() instanceof Dimension.Tag tag)) {
      return leaf instanceof Filter.In in ? found(in, dictionary) : tested(test, dictionary);
    }
    TagIndex.Column values = image.tags().column(tag.key());
    boolean[] passes = new boolean[dictionary.size() + 1];
    if (values == null) {
      Arrays.fill(passes, test.passes().test(null));
      return passes;
    }
    boolean[] byValue = tested(test, values.values());
    for (int text = 0; text < passes.length; text++) {
      passes[text] = byValue[values.codes()[text]];
    }
    return passes;
  }

  private static boolean[] found(Filter.In in, PackedDictionary dictionary) {
    boolean[] passes = new boolean[dictionary.size() + 1];
    for (String value : in.values()) {
      int code = dictionary.find(value);
      if (code >= 0) {
        passes[code] = true;
      }
    }
    return passes;
  }

  private static boolean[] tested(ValueTest test, PackedDictionary dictionary) {
    boolean[] passes = new boolean[dictionary.size() + 1];
    if (dictionary.size() > 0) {
      PackedDictionary.Cursor cursor = dictionary.first();
      do {
        passes[cursor.code] = test.passes().test(cursor.text());
      } while (cursor.next());
    }
    passes[dictionary.size()] = test.passes().test(null);
    return passes;
  }

  private long[] bits(int key, boolean[] passes) {
    long[] bits = new long[words];
    EntityColumn column = image.column(key);
    int[] codes = new int[PackedInts.BLOCK];
    byte[] scratch = PackedInts.scratch();
    for (int b = 0; b < column.blocks(); b++) {
      int count = column.read(b, codes, scratch);
      int first = b * PackedInts.BLOCK;
      for (int i = 0; i < count; i++) {
        if (passes[codes[i]]) {
          bits[first + i >>> 6] |= 1L << (first + i);
        }
      }
    }
    return bits;
  }
}
