package io.plimsoll.reader.parquet;

import org.jspecify.annotations.Nullable;

/** Goes over the values of a repeated leaf one by one, each with its levels. */
final class LeafCursor implements PageReader.DictionaryTarget {
  private final PageReader pages;
  private final int[] repetition = new int[Scratch.ROWS];
  private final int[] definition = new int[Scratch.ROWS];
  private final int[] codes = new int[Scratch.ROWS];
  private final int[] starts = new int[Scratch.ROWS];
  private final int[] sizes = new int[Scratch.ROWS];
  private byte[][] dictionary = new byte[0][];
  private boolean coded;
  /** Entries of the arrays that are filled, the one at hand, and its place among those that have a value. */
  private int filled;
  private int at = -1;
  private int value;

  LeafCursor(String column, Leaf leaf, PartBytes part, Scratch scratch, PartErrors errors) {
    pages = new PageReader(column, leaf, part, scratch, errors, this);
  }

  ChunkInput open(Footer.RowGroup group) {
    filled = 0;
    at = -1;
    return pages.open(group);
  }

  @Override
  public void dictionary(byte[] bytes, int end, int count) {
    int[] from = new int[count];
    int[] length = new int[count];
    PageValues.plainTexts(bytes, 0, end, count, from, length);
    dictionary = new byte[count][];
    for (int i = 0; i < count; i++) {
      dictionary[i] = JsonBytes.quote(bytes, from[i], length[i]);
    }
  }

  /** Goes to the next entry. */
  void next() {
    if (at >= 0 && hasValue()) {
      value++;
    }
    if (++at >= filled) {
      fill();
    }
  }

  private void fill() {
    if (pages.left() == 0) {
      pages.nextPage();
    }
    filled = Math.min(Scratch.ROWS, pages.left());
    at = 0;
    value = 0;
    pages.repetition().read(repetition, 0, filled);
    pages.definition().read(definition, 0, filled);
    int found = 0;
    for (int i = 0; i < filled; i++) {
      found += definition[i] == pages.leaf().maxDefinition() ? 1 : 0;
    }
    coded = pages.values().isCoded();
    if (coded) {
      pages.values().codes(codes, 0, found);
    } else {
      pages.values().texts(found, starts, sizes);
    }
    pages.take(filled);
  }

  /** 0 where a row begins. */
  int repetition() {
    return repetition[at];
  }

  int definition() {
    return definition[at];
  }

  /** Whether the entry behind this one belongs to the same row. */
  boolean continues() {
    if (at + 1 < filled) {
      return repetition[at + 1] != 0;
    }
    if (pages.left() == 0 && pages.leftBehind() == 0) {
      return false;
    }
    // The entry at hand is used up: what follows may take its place.
    fill();
    at = -1;
    return repetition[0] != 0;
  }

  /** Gives back what it read from. */
  void close() {
    pages.close();
  }

  private boolean hasValue() {
    return definition[at] == pages.leaf().maxDefinition();
  }

  /** The text as JSON has it, in quotes; {@code null} when the entry has none. */
  byte @Nullable [] text() {
    if (!hasValue()) {
      return null;
    }
    return coded
        ? dictionary[codes[value]]
        : JsonBytes.quote(pages.values().bytes(), starts[value], sizes[value]);
  }
}
