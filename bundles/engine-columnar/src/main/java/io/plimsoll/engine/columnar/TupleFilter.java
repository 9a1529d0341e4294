package io.plimsoll.engine.columnar;

import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.focus.FocusTags;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which entities an aggregation wants; remembers each test's verdict on each value. One thread. */
final class TupleFilter {
  private interface Node {
    boolean test(TupleLayout layout, byte[] records, int record);
  }

  private static final byte UNKNOWN = 0;
  private static final byte PASSES = 1;
  private static final byte FAILS = 2;

  private final List<String> keys;
  private final ValueDictionary[] dictionaries;
  private final Node root;
  private int parsedTags = -1;
  private Map<String, String> tags = Map.of();

  TupleFilter(Filter filter, List<String> keys, ValueDictionary[] dictionaries) {
    this.keys = keys;
    this.dictionaries = dictionaries;
    root = node(filter);
  }

  boolean test(TupleLayout layout, byte[] records, int record) {
    return root.test(layout, records, record);
  }

  private Node node(Filter filter) {
    if (filter instanceof Filter.And and) {
      Node[] of = and.of().stream().map(this::node).toArray(Node[]::new);
      return (layout, records, record) -> {
        for (Node node : of) {
          if (!node.test(layout, records, record)) {
            return false;
          }
        }
        return true;
      };
    }
    if (filter instanceof Filter.Or or) {
      Node[] of = or.of().stream().map(this::node).toArray(Node[]::new);
      return (layout, records, record) -> {
        for (Node node : of) {
          if (node.test(layout, records, record)) {
            return true;
          }
        }
        return false;
      };
    }
    if (filter instanceof Filter.Not not) {
      Node of = node(not.of());
      return (layout, records, record) -> !of.test(layout, records, record);
    }
    return leaf(ValueTest.of(filter));
  }

  private Node leaf(ValueTest test) {
    String column = test.dimension() instanceof Dimension.Tag ? RollupImage.TAGS : test.dimension().name();
    int key = keys.indexOf(column);
    byte[][] verdicts = {new byte[64]};
    return (layout, records, record) -> {
      int code = layout.code(records, record, key);
      if (code >= verdicts[0].length) {
        verdicts[0] = Arrays.copyOf(verdicts[0], Math.max(code + 1, verdicts[0].length * 2));
      }
      if (verdicts[0][code] == UNKNOWN) {
        verdicts[0][code] = test.passes().test(value(test.dimension(), key, code)) ? PASSES : FAILS;
      }
      return verdicts[0][code] == PASSES;
    };
  }

  private @Nullable String value(Dimension dimension, int key, int code) {
    String text = dictionaries[key].text(code);
    if (!(dimension instanceof Dimension.Tag tag)) {
      return text;
    }
    if (parsedTags != code) {
      tags = text == null ? Map.of() : FocusTags.parse(text).values();
      parsedTags = code;
    }
    return tags.get(tag.key());
  }
}
