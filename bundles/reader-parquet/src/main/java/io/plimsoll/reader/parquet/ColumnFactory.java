package io.plimsoll.reader.parquet;

import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.focus.FocusType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Chooses how to read a column: the quick ways where file and question agree, else value by value. */
final class ColumnFactory {
  private final BufferAllocator allocator;
  private final PartBytes bytes;
  private final PartErrors errors;
  private final Repairs repairs;
  private final Function<String, @Nullable TextDictionary> known;
  private final Map<String, TextOutput> texts = new HashMap<>();
  private final Scratch scratch;

  /**
   * @param scratch what columns share, used by no other part at the time
   * @param known the dictionary to go on with for a column, or {@code null} for a new one
   */
  ColumnFactory(
      BufferAllocator allocator,
      Scratch scratch,
      PartBytes bytes,
      PartErrors errors,
      Repairs repairs,
      Function<String, @Nullable TextDictionary> known) {
    this.allocator = allocator;
    this.scratch = scratch;
    this.bytes = bytes;
    this.errors = errors;
    this.repairs = repairs;
    this.known = known;
  }

  /** The text columns made up to now, by the name asked for. */
  Map<String, TextOutput> texts() {
    return texts;
  }

  BatchColumn column(SchemaColumn column, ColumnRead read) {
    if (column instanceof SchemaColumn.Flat flat && flat.leaf().meaning() != Meaning.OTHER) {
      ValueSink sink = sink(flat.leaf(), read);
      PageReader pages = new PageReader(read.source(), flat.leaf(), bytes, scratch, errors, sink);
      return new ColumnReader(pages, sink, scratch);
    }
    if (column instanceof SchemaColumn.TextMap map && isText(read.type())) {
      Leaf value = map.value();
      return new MapReader(
          map.mapLevel(),
          new LeafCursor(read.source(), map.key(), bytes, scratch, errors),
          value == null ? null : new LeafCursor(read.source(), value, bytes, scratch, errors),
          texts(read),
          scratch);
    }
    throw errors.unsupported(read.source(), "the type " + column.physical());
  }

  private ValueSink sink(Leaf leaf, ColumnRead read) {
    Meaning meaning = leaf.meaning();
    if (isText(read.type()) && meaning.isText()) {
      return new TextSink(texts(read), scratch);
    }
    if (read.type() == FocusType.DECIMAL && meaning.type() == FocusType.DECIMAL && meaning != Meaning.FLOATING
        && leaf.precision() <= 38) {
      return new DecimalSink(read.name(), leaf, allocator, scratch);
    }
    if (read.type() == FocusType.DATE_TIME && meaning.isTime()) {
      return new TimestampSink(read.name(), leaf, allocator, scratch);
    }
    ObjectOutput output = new ObjectOutput(read.name(), read.type(), allocator, scratch, texts(read));
    return new ConvertingSink(read.source(), leaf, read.type(), output, scratch, repairs, errors);
  }

  private TextOutput texts(ColumnRead read) {
    TextDictionary dictionary = known.apply(read.name());
    TextOutput output =
        new TextOutput(
            read.source(), read.name(), dictionary == null ? new TextDictionary(read.name(), allocator) : dictionary,
            allocator, scratch, repairs);
    texts.put(read.name(), output);
    return output;
  }

  private static boolean isText(FocusType type) {
    return type == FocusType.STRING || type == FocusType.JSON;
  }
}
