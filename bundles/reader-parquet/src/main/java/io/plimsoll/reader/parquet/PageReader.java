package io.plimsoll.reader.parquet;

import java.util.Arrays;
import java.util.zip.CRC32;

/** Walks through the pages of one column chunk: headers, compression, checksums, levels. */
final class PageReader {
  /** Takes the dictionary of a chunk: {@code count} values, plain, with slack behind them. */
  interface DictionaryTarget {
    void dictionary(byte[] bytes, int end, int count);
  }

  /** Enough for a header without large statistics; one that needs more gets more. */
  private static final int HEADER = 1 << 10;
  private static final int LARGEST_HEADER = 32 << 20;

  private final String column;
  private final Leaf leaf;
  private final PartErrors errors;
  private final ChunkInput input;
  private final DictionaryTarget target;
  private final Scratch scratch;
  private final CRC32 crc = new CRC32();
  private final RunReader repetition = new RunReader();
  private final RunReader definition = new RunReader();
  private final PageValues values;
  private final PageContent content = new PageContent();
  private final Snappy snappy;
  private byte[] page = new byte[0];
  /** The dictionary of the chunk at hand, uncompressed; who takes it may look at it as long as the chunk lasts. */
  private byte[] dictionary = page;
  private int compression;
  private long valuesLeft;
  private int pageLeft;
  private boolean hasDictionary;

  PageReader(String column, Leaf leaf, PartBytes part, Scratch scratch, PartErrors errors, DictionaryTarget target) {
    this.column = column;
    this.leaf = leaf;
    this.errors = errors;
    this.input = new ChunkInput(part, scratch.buffers);
    this.scratch = scratch;
    this.snappy = new Snappy(scratch.buffers);
    this.target = target;
    this.values = new PageValues(leaf);
  }

  Leaf leaf() {
    return leaf;
  }

  /** Starts the chunk of a row group; its bytes are not fetched yet. */
  ChunkInput open(Footer.RowGroup group) {
    Footer.Chunk chunk = group.chunks().get(leaf.index());
    if (chunk.encrypted()) {
      throw errors.encrypted("column " + column + " is encrypted");
    }
    if (chunk.elsewhere()) {
      throw errors.unsupported(column, "pages in another file");
    }
    if (!Codec.knows(chunk.codec())) {
      throw errors.unsupported(column, Codec.name(chunk.codec()));
    }
    if (chunk.values() < group.rows() || leaf.maxRepetition() == 0 && chunk.values() != group.rows()) {
      throw new MalformedException("it has " + chunk.values() + " values for " + group.rows() + " rows");
    }
    input.reset(chunk.start(), chunk.length());
    compression = chunk.codec();
    valuesLeft = chunk.values();
    pageLeft = 0;
    hasDictionary = false;
    return input;
  }

  /** Values left in the page at hand, absent ones counted. */
  int left() {
    return pageLeft;
  }

  /** Values left in the chunk behind the page at hand, absent ones counted. */
  long leftBehind() {
    return valuesLeft;
  }

  RunReader repetition() {
    return repetition;
  }

  RunReader definition() {
    return definition;
  }

  PageValues values() {
    return values;
  }

  /** Says that so many values of the page were read. */
  void take(int count) {
    pageLeft -= count;
  }

  /** Goes to the next data page with values in it; the one at hand is over. */
  void nextPage() {
    while (pageLeft == 0) {
      if (valuesLeft <= 0 || input.remaining() == 0) {
        throw new MalformedException("its chunk ends before its rows do");
      }
      PageHeader header = header();
      if (header.compressed < 0 || header.compressed > Codec.MAX_PAGE || input.bring(header.compressed) < header.compressed) {
        throw new MalformedException("a page would have " + header.compressed + " bytes");
      }
      checkCrc(header);
      switch (header.type) {
        case PageHeader.DATA -> data(header);
        case PageHeader.DATA_V2 -> dataV2(header);
        case PageHeader.DICTIONARY -> dictionary(header);
        default -> { }
      }
      input.advance(header.compressed);
    }
  }

  private PageHeader header() {
    for (int wanted = HEADER; ; wanted *= 8) {
      int there = input.bring(wanted);
      ThriftReader in = new ThriftReader(input.bytes(), input.position(), input.position() + there);
      try {
        PageHeader header = PageHeader.read(in);
        input.advance(in.position() - input.position());
        return header;
      } catch (MalformedException e) {
        if (!e.hasEnded() || there == input.remaining() || wanted >= LARGEST_HEADER) {
          throw e;
        }
      }
    }
  }

  private void checkCrc(PageHeader header) {
    if (header.hasCrc) {
      crc.reset();
      crc.update(input.bytes(), input.position(), header.compressed);
      if ((int) crc.getValue() != header.crc) {
        throw new MalformedException("a page does not have the checksum its header states");
      }
    }
  }

  private void dictionary(PageHeader header) {
    if (hasDictionary) {
      throw new MalformedException("its chunk has two dictionaries");
    }
    if (header.encoding != Encoding.PLAIN && header.encoding != Encoding.PLAIN_DICTIONARY) {
      throw errors.unsupported(column, "a dictionary in the encoding " + Encoding.name(header.encoding));
    }
    hasDictionary = true;
    int end = compression == Codec.NONE ? header.compressed : header.uncompressed;
    Codec.checkSize(compression, header.compressed, end);
    dictionary = scratch.buffers.atLeast(dictionary, end + LittleEndian.SLACK);
    if (compression == Codec.NONE) {
      // The window moves on while the dictionary is needed.
      System.arraycopy(input.bytes(), input.position(), dictionary, 0, end);
    } else {
      scratch.codec.decompress(compression, input.bytes(), input.position(), header.compressed, dictionary, end);
    }
    int least = leaf.length() == 0 ? 4 : leaf.length();
    if (header.values < 0 || (long) header.values * least > end) {
      throw new MalformedException("a dictionary of " + end + " bytes claims " + header.values + " values");
    }
    target.dictionary(dictionary, end, header.values);
  }

  private void data(PageHeader header) {
    int at = input.position();
    if (compression == Codec.NONE) {
      content.whole(input.bytes(), at + header.compressed);
    } else {
      decompress(at, header.compressed, header.uncompressed);
      at = 0;
    }
    at = levels(repetition, leaf.maxRepetition(), header.repetitionEncoding, header.values, at);
    at = levels(definition, leaf.maxDefinition(), header.definitionEncoding, header.values, at);
    values(header, at);
  }

  private void dataV2(PageHeader header) {
    byte[] bytes = input.bytes();
    int at = input.position();
    int end = at + header.compressed;
    int repetitionBytes = header.repetitionBytes;
    int levelBytes = repetitionBytes + header.definitionBytes;
    if (repetitionBytes < 0 || header.definitionBytes < 0 || levelBytes < 0 || levelBytes > header.compressed) {
      throw new MalformedException("a page has levels of " + levelBytes + " bytes");
    }
    repetition.reset(bytes, at, at + repetitionBytes, bits(leaf.maxRepetition()));
    definition.reset(bytes, at + repetitionBytes, at + levelBytes, bits(leaf.maxDefinition()));
    at += levelBytes;
    if (compression == Codec.NONE || !header.isCompressed) {
      content.whole(bytes, end);
    } else {
      decompress(at, end - at, header.uncompressed - levelBytes);
      at = 0;
    }
    values(header, at);
  }

  /** Snappy's pages are decompressed as far as they are read, others at once. */
  private void decompress(int at, int length, int size) {
    Codec.checkSize(compression, length, size);
    if (compression == Codec.SNAPPY && size > 0) {
      snappy.start(input.bytes(), at, at + length, size);
      content.compressed(snappy, size);
      return;
    }
    page = scratch.buffers.atLeast(page, size + LittleEndian.SLACK);
    if (size > 0) {
      scratch.codec.decompress(compression, input.bytes(), at, length, page, size);
    }
    content.whole(page, size);
  }

  /** Levels of a first-version page stand before its values, each kind behind its length. */
  private int levels(RunReader reader, int most, int encoding, int count, int at) {
    if (most == 0) {
      return at;
    }
    if (encoding == Encoding.BIT_PACKED) {
      return oldLevels(reader, most, count, at);
    }
    if (encoding != Encoding.RLE) {
      throw errors.unsupported(column, "levels in the encoding " + Encoding.name(encoding));
    }
    content.ready(Math.min(at + 4, content.end()));
    int length = LittleEndian.getInt(content.bytes(), at);
    int from = at + 4;
    if (length < 0 || length > content.end() - from) {
      throw new MalformedException("a page has levels of " + length + " bytes");
    }
    content.ready(from + length);
    if (content.isLazy()) {
      reader.reset(Arrays.copyOfRange(content.bytes(), from, from + length + LittleEndian.SLACK), 0, length, bits(most));
    } else {
      reader.reset(content.bytes(), from, from + length, bits(most));
    }
    return from + length;
  }

  /** The deprecated form packs from the highest bit down, without a length. */
  private int oldLevels(RunReader reader, int most, int count, int at) {
    if (most > 1) {
      throw errors.unsupported(column, "levels in the encoding BIT_PACKED");
    }
    int length = (int) (((long) count + 7) >>> 3);
    if (count < 0 || length > content.end() - at) {
      throw new MalformedException("a page has levels of " + length + " bytes");
    }
    content.ready(at + length);
    byte[] turned = new byte[length + LittleEndian.SLACK];
    for (int i = 0; i < length; i++) {
      turned[i] = (byte) (Integer.reverse(content.bytes()[at + i]) >>> 24);
    }
    reader.resetPacked(turned, 0, length, 1);
    return at + length;
  }

  private void values(PageHeader header, int at) {
    if (header.values < 0 || header.values > valuesLeft) {
      throw new MalformedException("a page claims " + header.values + " of " + valuesLeft + " values");
    }
    boolean coded = header.encoding == Encoding.PLAIN_DICTIONARY || header.encoding == Encoding.RLE_DICTIONARY;
    if (coded && !hasDictionary) {
      throw new MalformedException("a page needs a dictionary and its chunk has none");
    }
    if (!values.reset(header.encoding, content, at, header.values)) {
      throw errors.unsupported(column, "the encoding " + Encoding.name(header.encoding) + " for " + leaf.describe());
    }
    pageLeft = header.values;
    valuesLeft -= header.values;
  }

  /** Gives back what the pages lay in; nothing more is read. */
  void close() {
    snappy.release();
    input.release();
    scratch.buffers.give(page);
    scratch.buffers.give(dictionary);
    page = new byte[0];
    dictionary = page;
  }

  private static int bits(int most) {
    return 32 - Integer.numberOfLeadingZeros(most);
  }
}
